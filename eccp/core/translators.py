"""The seam for translation by a machine: which provider translates, if any is installed.

`MACHINE_TRANSLATOR` names a class by its dotted path; empty, as it is from the start, means that nobody does.
Whoever adds a provider keeps to `Translator`; what it translates is always marked as such.
"""

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class CannotTranslate(Exception):
    """The provider is away, or does not know one of the languages. The work is tried again later."""


class Translator(Protocol):
    """A provider of translations."""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """The texts, plain or HTML, in the same number and order, in the target's language (codes such as "fr").

        Tags and what is in them stay as they are. Raises `CannotTranslate`.
        """


def translator() -> Translator | None:
    """The provider of this installation, None where there is none."""
    path = settings.MACHINE_TRANSLATOR
    provider: Translator | None = import_string(path)() if path else None
    return provider
