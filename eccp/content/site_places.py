"""Pages that no editor writes and that people look for all the same, such as the figures and the six countries."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eccp.content.asking import missing, telling


@dataclass(frozen=True)
class Place:
    """A page of the platform's own: what it is called, what it is for, where it is, how people ask for it.

    `asked_by` are what they do, and one such word finds it; `asked_of` are what they do it with.
    """

    title: Any
    text: Any
    view: str
    asked_by: Any = ""
    asked_of: Any = ""

    @property
    def url(self) -> str:
        """Where it is read in the reader's language."""
        return reverse(self.view)


PLACES = (
    Place(
        _("Eastern Partnership"),
        _(
            "Six countries, one table: how many of their cluster organisations have a published profile, today and in December 2020."
        ),
        "content:eastern_partnership",
    ),
    Place(
        _("Figures"),
        _(
            "What the platform counts today, how it grew, and who counts as what. Every number has its unit, its definition and its data."
        ),
        "figures:index",
    ),
    Place(
        _("What is open to you"),
        _(
            "Most services are for organisations of all countries, some are for programme countries. Choose your country"
            " and read what is open to it, and which rule says so."
        ),
        "reference:access",
    ),
    Place(
        _("Directory"),
        _("Validated cluster organisations, networks and support providers, with filters and a map."),
        "directory:index",
    ),
    Place(
        _("Register your organisation"),
        _("About half an hour, in steps you can leave. We check it within 48 hours on working days."),
        "organisations:start",
        _("join register registration apply application"),
        _("profile cluster company network member"),
    ),
    Place(
        _("Sign up"),
        _("An account for you, in two minutes. Your organisation comes next."),
        "account_signup",
        _("join register registration account"),
        _("new open create"),
    ),
    Place(
        _("Your contributions"),
        _(
            "Organisations with a validated profile share their own news, achievements and calls here. An editor looks at them first."
        ),
        "content:contributions",
    ),
)


def places_with(words: str) -> list[Place]:
    """Those that have all the words in their names; else in what they are for, with some in the name.

    The words by which people ask for a place count as its name.
    """
    if not telling(words):
        return []
    return [place for place in PLACES if _has(place, words)]


def _has(place: Place, words: str) -> bool:
    name = f"{place.title} {place.asked_by}"
    lacks = missing(words, name)
    if 0 < lacks < len(telling(words)):
        lacks = missing(words, name, str(place.asked_of), str(place.text))
    return not lacks
