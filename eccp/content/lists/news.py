"""News and achievements, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, QueryDict
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from eccp.content.about import address
from eccp.content.lists.facets import ChoiceFacet, Counted, CountryFacet, TermFacet
from eccp.content.lists.listing import Listing
from eccp.content.models import ArticlePage, Rendition, SectionPage
from eccp.organisations.models import Organisation
from eccp.reference.models import Scheme

KINDS = {kind.value: kind.label for kind in ArticlePage.Kind}
THUMBNAIL = "fill-320x213|format-webp|webpquality-75"
ORGANISATION = "organisation"
CONTRIBUTED_BY = _("Contributed by")
ALL_ORGANISATIONS = _("All %(number)s organisations")


@dataclass(frozen=True)
class OrganisationFacet:
    """Who contributed it, by the number of the organisation. It is a way to one's own, not a list to choose from."""

    name: str = ORGANISATION
    label: Any = CONTRIBUTED_BY
    all_of_them: Any = ALL_ORGANISATIONS

    @property
    def title(self) -> str:
        """Its heading."""
        return str(self.label)

    def condition(self, values: Iterable[str]) -> Q:
        """That a row was contributed by one of these organisations."""
        return Q(organisation__in=[value for value in values if is_number(value)])

    def counts(self, rows: QuerySet[Any]) -> dict[str, Counted]:
        """How many rows each organisation contributed."""
        found = (
            rows.order_by().exclude(organisation=None).values_list("organisation_id", "organisation__name")
        )
        counted = found.annotate(number=Count("pk"))
        return {str(pk): Counted(name, number) for pk, name, number in counted}

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        """The names of the organisations that everybody may know."""
        numbers = [value for value in values if is_number(value)]
        found = Organisation.objects.public().filter(pk__in=numbers)
        return {str(pk): name for pk, name in found.values_list("pk", "name")}


@dataclass(frozen=True)
class Row:
    """One article in the list."""

    page: ArticlePage
    url: str
    by: str
    by_url: str


def is_number(value: str) -> bool:
    """Whether a value of an address can be the number of an organisation at all."""
    return value.isascii() and value.isdigit() and len(value) < 10


def shown(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The list, and its rows with their pictures."""
    listing = listing_of(section, request.GET)
    return {
        "listing": listing,
        "rows": SimpleLazyObject(lambda: [row_of(page) for page in with_all(listing)]),
    }


def listing_of(section: SectionPage, sent: QueryDict) -> Listing:
    """Articles in the section's language, narrowed by an address."""
    found = (
        ArticlePage.objects.live()
        .for_everybody()
        .shown_in(section.locale_id)
        .order_by("-date", F("first_published_at").desc(nulls_last=True), "-pk")
    )
    return Listing(found, sent, facets(sent), known_as=f"news.{section.locale_id}")


def facets(sent: QueryDict) -> list[Any]:
    """Kind, ecosystem, policy area, country; and who contributed it, where the address asks for that."""
    found: list[Any] = [
        ChoiceFacet("kind", _("Kind"), KINDS, lambda kind: Q(kind=kind)),
        TermFacet(Scheme.ECOSYSTEM),
        TermFacet(Scheme.POLICY_AREA),
        CountryFacet(),
    ]
    return [*found, OrganisationFacet()] if sent.get(ORGANISATION) else found


def with_all(listing: Listing) -> list[ArticlePage]:
    """The articles of the page that is asked for, with what a row shows: one query more for all small pictures."""
    page: Any = listing.page
    rows = list(page.object_list.select_related("organisation", "picture"))
    small = Rendition.objects.filter(filter_spec=THUMBNAIL)
    pictures = [row.picture for row in rows if row.picture]
    prefetch_related_objects(pictures, Prefetch("renditions", small, to_attr="prefetched_renditions"))
    return rows


def row_of(page: ArticlePage) -> Row:
    """An article with who contributed it, the platform where nobody else did."""
    organisation = page.organisation
    return Row(
        page,
        address(page),
        organisation.name if organisation else "",
        organisation.get_absolute_url() if organisation and organisation.is_public else "",
    )
