"""What is the same for everybody, remembered by each process for a minute, so that not every page reads it anew.

Signed-in readers get each page made for them, and the numbers and lines in it are those of everybody.
Never for anything of a person. Where pages are not kept, neither is this.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import get_language

SECONDS = 60
Facts = TypeVar("Facts")


def remembered(name: str, read: Callable[[], Facts]) -> Facts:
    """What was read under this name in the reader's language within the last minute, else what is read now."""
    if not settings.KEEP_PAGES:
        return read()
    found: Any = caches["local"].get_or_set(f"content.{name}.{get_language()}", read, SECONDS)
    return cast("Facts", found)
