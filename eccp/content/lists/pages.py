"""The pages below a section, in the editors' order: each as a card, with how much is in it today."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import ngettext_lazy
from wagtail.models import Locale, Page

from eccp.content.lists import networks
from eccp.content.models import (
    ArticlePage,
    CallPage,
    PolicyAreaPage,
    ProgrammePage,
    ResourcePage,
    SectionPage,
)
from eccp.organisations.models import Organisation

Kind = ResourcePage.Kind
NEWEST = 3
KNOWLEDGE = {"library", "practices"}


@dataclass(frozen=True)
class Counted:
    """What a section lists: the rows, and how their number reads."""

    rows: Callable[[int], QuerySet[Any]]
    words: Any


def _live(model: Any, **which: Any) -> Callable[[int], QuerySet[Any]]:
    return lambda locale: model.objects.live().shown_in(locale).filter(**which)


COUNTED: Mapping[str, Counted] = {
    "news": Counted(_live(ArticlePage), ngettext_lazy("%(number)s article", "%(number)s articles", "number")),
    "calls": Counted(_live(CallPage), ngettext_lazy("%(number)s call", "%(number)s calls", "number")),
    "library": Counted(
        _live(ResourcePage, kind__in=[Kind.PUBLICATION, Kind.TOOLKIT]),
        ngettext_lazy("%(number)s publication or toolkit", "%(number)s publications and toolkits", "number"),
    ),
    "practices": Counted(
        _live(ResourcePage, kind=Kind.PRACTICE),
        ngettext_lazy("%(number)s good practice", "%(number)s good practices", "number"),
    ),
    "networks": Counted(
        lambda _locale: networks.known(),
        ngettext_lazy("%(number)s validated network", "%(number)s validated networks", "number"),
    ),
    "policy": Counted(
        _live(PolicyAreaPage),
        ngettext_lazy("%(number)s area or ecosystem", "%(number)s areas and ecosystems", "number"),
    ),
    "countries": Counted(
        lambda _locale: Organisation.objects.published().order_by().values("country").distinct(),
        ngettext_lazy(
            "%(number)s country with validated profiles",
            "%(number)s countries with validated profiles",
            "number",
        ),
    ),
    "programmes": Counted(
        _live(ProgrammePage), ngettext_lazy("%(number)s programme", "%(number)s programmes", "number")
    ),
}


@dataclass(frozen=True)
class Card:
    """A page below a section, with how much is in it."""

    page: Any
    counted: str


def shown(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The live children with their numbers; above knowledge its newest resources, too."""
    children = below_it(section)
    below = {child.shows for child in children if isinstance(child, SectionPage)}
    return {
        "cards": [Card(child, counted(child)) for child in children],
        "newest": newest(section) if below & KNOWLEDGE else [],
    }


def below_it(section: SectionPage) -> list[Page]:
    """The live children; then those that the section has in the first language only."""
    own = list(section.get_children().live().specific())
    first = section.get_translation_or_none(Locale.get_default())
    if first is None or first.pk == section.pk:
        return own
    translated = Page.objects.filter(locale=section.locale_id).values("translation_key")
    return [*own, *first.get_children().live().exclude(translation_key__in=translated).specific()]


def counted(page: Page) -> str:
    """How much a section has today, in words; nothing where it has nothing yet, or lists nothing."""
    what = COUNTED.get(page.shows) if isinstance(page, SectionPage) else None
    number = what.rows(page.locale_id).count() if what else 0
    return str(what.words % {"number": number}) if what and number else ""


def newest(section: SectionPage) -> list[ResourcePage]:
    """What came into the library and the good practices last."""
    there = ResourcePage.objects.live().public().shown_in(section.locale_id)
    return list(there.order_by("-first_published_at", "-pk")[:NEWEST])
