"""Good practices in resource efficiency (EREK), the newest first."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, QueryDict
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from eccp.content.lists.facets import CountryFacet, TermFacet
from eccp.content.lists.listing import Listing
from eccp.content.models import ResourcePage, SectionPage
from eccp.content.resources import Row, providers_address, rows_of
from eccp.reference.models import Scheme


def shown(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The list, its rows, and where those stand who help to do the same."""
    listing = listing_of(section, request.GET)
    return {
        "listing": listing,
        "rows": SimpleLazyObject(lambda: rows(listing)),
        "providers_url": providers_address(),
    }


def listing_of(section: SectionPage, sent: QueryDict) -> Listing:
    """Good practices in the section's language, narrowed by an address."""
    found = (
        ResourcePage.objects.live()
        .for_everybody()
        .shown_in(section.locale_id)
        .filter(kind=ResourcePage.Kind.PRACTICE)
        .order_by(F("year").desc(nulls_last=True), "-first_published_at", "-pk")
        .select_related("locale")
    )
    return Listing(
        found,
        sent,
        [
            TermFacet(Scheme.EREK_SECTOR, _("Sector")),
            TermFacet(Scheme.TECHNIQUE, _("Technique")),
            CountryFacet(),
        ],
        known_as=f"practices.{section.locale_id}",
    )


def rows(listing: Listing) -> list[Row]:
    """The rows of the page that is asked for."""
    return rows_of(listing.page.object_list)


def every_row(listing: Listing) -> list[Row]:
    """All rows that the address asks for, for a file."""
    return rows_of(listing.narrowed())
