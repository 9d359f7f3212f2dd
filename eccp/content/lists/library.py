"""The library: publications and toolkits, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from eccp.content.lists.facets import ALL, ChoiceFacet, Counted, TermFacet
from eccp.content.lists.listing import Listing
from eccp.content.models import ResourceFile, ResourcePage, SectionPage
from eccp.content.remembering import remembered
from eccp.content.resources import Row, language, rows_of
from eccp.reference.models import Scheme

Kind = ResourcePage.Kind
FILES = _("Language of the files")
KINDS = {kind.value: kind.label for kind in (Kind.PUBLICATION, Kind.TOOLKIT)}


def shown(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The list and its rows."""
    listing = listing_of(section, request.GET)
    return {"listing": listing, "rows": SimpleLazyObject(lambda: rows(listing))}


def listing_of(section: SectionPage, sent: QueryDict) -> Listing:
    """Publications and toolkits in the section's language, narrowed by an address."""
    found = (
        ResourcePage.objects.live()
        .for_everybody()
        .shown_in(section.locale_id)
        .filter(kind__in=KINDS)
        .order_by(F("year").desc(nulls_last=True), "-first_published_at", "-pk")
        .select_related("locale")
    )
    return Listing(found, sent, facets(section, found), known_as=f"library.{section.locale_id}")


def rows(listing: Listing) -> list[Row]:
    """The rows of the page that is asked for."""
    return rows_of(listing.page.object_list)


def facets(section: SectionPage, found: QuerySet[ResourcePage]) -> list[Any]:
    """Kind, year (the newest first), target group, language of the files, what it is about."""
    return [
        ChoiceFacet("kind", _("Kind"), KINDS, lambda kind: Q(kind=kind)),
        years(section, found),
        TermFacet(Scheme.TARGET_GROUP, _("For whom")),
        LanguageFacet(),
        TermFacet(Scheme.ECOSYSTEM),
        TermFacet(Scheme.POLICY_AREA),
    ]


def years(section: SectionPage, found: QuerySet[ResourcePage]) -> ChoiceFacet:
    """The years in which something came out."""
    rows = found.exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
    there = remembered(f"list.library.{section.locale_id}.years", lambda: list(rows))
    return ChoiceFacet("year", _("Year"), {str(year): year for year in there}, lambda year: Q(year=year))


@dataclass(frozen=True)
class LanguageFacet:
    """The languages of the files, by their names in the reader's language."""

    name: str = "language"
    title: Any = FILES
    all_of_them: Any = ALL

    def condition(self, values: Iterable[str]) -> Q:
        """That a resource has a file in one of these languages."""
        return Q(pk__in=ResourceFile.objects.filter(language__in=list(values)).values("page"))

    def counts(self, rows: QuerySet[Any]) -> dict[str, Counted]:
        """How many of the resources have a file in each language."""
        files = ResourceFile.objects.filter(page__in=rows.order_by().values("pk")).order_by()
        counted = files.values_list("language").annotate(Count("page", distinct=True))
        return {code: Counted(capfirst(language(code)), number) for code, number in counted}

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        """The names of languages that we know."""
        known = {code for code, _name in settings.LANGUAGES}
        return {code: capfirst(language(code)) for code in values if code in known}


def every_row(listing: Listing) -> list[Row]:
    """All rows that the address asks for, for a file."""
    return rows_of(listing.narrowed())
