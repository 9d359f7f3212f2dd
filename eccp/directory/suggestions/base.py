"""What a suggestion is."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Suggestion:
    """One way on, with a real address: a profile with its badge, or a place or term with its number of profiles.

    A page of words has neither. `label` has what was typed marked; `beside` says what it is or where.
    """

    label: SafeString
    beside: str
    url: str
    number: int | None = None
    validated: bool = False
    is_page: bool = False


@dataclass(frozen=True)
class Group:
    """Suggestions of one kind under their heading."""

    label: str
    suggestions: list[Suggestion]


def also(label: SafeString, other: SafeString | None) -> SafeString:
    """A label, with another name in brackets where that one is what was typed."""
    return format_html("{} ({})", label, other) if other else label
