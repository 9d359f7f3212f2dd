"""News and achievements, the newest first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch, Q, prefetch_related_objects
from django.http import HttpRequest, QueryDict
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from eccp.content.about import address
from eccp.content.lists.facets import ORGANISATION, ChoiceFacet, CountryFacet, OrganisationFacet, TermFacet
from eccp.content.lists.listing import Listing
from eccp.content.models import ArticlePage, Rendition, SectionPage
from eccp.reference.models import Scheme

KINDS = {kind.value: kind.label for kind in ArticlePage.Kind}
THUMBNAIL = "fill-320x213|format-webp|webpquality-75"


@dataclass(frozen=True)
class Row:
    """One article in the list."""

    page: ArticlePage
    url: str
    by: str
    by_url: str


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
