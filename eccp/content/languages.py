"""The languages that pages are written in, remembered by each process: they are few and hardly change.

A change in the back office is seen at once by the process that made it, and a language that a process does
not know yet is asked for.
"""

from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Locale

KNOWN = "content.languages"


def key_of(language: str) -> int:
    """The key of the tree of pages in a language; of the first language where editors do not write in it."""
    trees = {code: key for key, code in _known().items()}
    if language not in trees:
        trees = {code: key for key, code in _read().items()}
    return trees.get(language) or trees[settings.LANGUAGE_CODE]


def language_of(key: int) -> str:
    """The language of a tree of pages."""
    known = _known()
    return known[key] if key in known else _read()[key]


def _known() -> dict[int, str]:
    return caches["local"].get(KNOWN) or _read()


def _read() -> dict[int, str]:
    known = dict(Locale.objects.values_list("pk", "language_code"))
    caches["local"].set(KNOWN, known)
    return known


@receiver([post_save, post_delete], sender=Locale)
def forget(**_told: Any) -> None:
    """Ask again after a change."""
    caches["local"].delete(KNOWN)
