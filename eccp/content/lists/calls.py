"""The list of calls: what closes next stands first, what is over only when it is asked for."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from eccp.content.calls import ListedRow, lines_of
from eccp.content.lists.facets import ORGANISATION, ChoiceFacet, CountryFacet, OrganisationFacet, TermFacet
from eccp.content.lists.listing import FOR_ALL, Listing
from eccp.content.models import CallPage, SectionPage
from eccp.content.models.calls import CallQuerySet
from eccp.reference.models import Scheme

STATE, DEADLINE, COUNTRY = "state", "deadline", "country"
OPEN, COMING, CLOSED = "open", "coming", "closed"
STATES = {OPEN: _("Open now"), COMING: _("Opens later"), CLOSED: _("Closed")}
AT_FIRST = (OPEN, COMING)
ANNOUNCED_BY = _("Announced by")
OF_PAGES = ("pk", "title", "url_path", "locale_id", "lead", "opens_on", "budget", "last_cutoff_at")
COLUMNS = (*OF_PAGES, "next_at", "next_zone", "last_zone")
DEADLINES = {"7": _("Within 7 days"), "30": _("Within 30 days"), "90": _("Within 90 days")}


def shown(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The list, its rows, how many calls are closed where those are not shown, and its calendar."""
    listing = listing_of(section, request.GET)
    return {
        "listing": listing,
        "rows": SimpleLazyObject(lambda: rows(listing)),
        "closed": SimpleLazyObject(lambda: closed_beside(listing)),
        "open_to_all": SimpleLazyObject(lambda: open_to_all(listing)),
        "calendar": calendar_of(listing),
    }


def listing_of(section: SectionPage, sent: QueryDict) -> Listing:
    """The calls that everybody may read, narrowed by an address."""
    now = timezone.now()
    found = readable(section.locale_id).as_listed(now)
    asked = facets(now)
    if sent.get(ORGANISATION):
        asked.append(OrganisationFacet(label=ANNOUNCED_BY))
    return Listing(found, sent, asked, known_as=f"calls.{section.locale_id}")


def readable(locale: int) -> CallQuerySet:
    """The calls of a language that everybody may read."""
    calls: CallQuerySet = CallPage.objects.live().for_everybody().shown_in(locale)
    return calls.select_related("organisation")


def rows(listing: Listing) -> list[ListedRow]:
    """The rows of the page that is asked for."""
    found: Any = listing.page.object_list
    return lines_of(found.values_list(*COLUMNS, named=True), lands=True)


def facets(now: datetime) -> list[Any]:
    """State, deadline, programme, who may apply, ecosystem, country; all at one moment."""
    states = {OPEN: CallQuerySet.is_open, COMING: CallQuerySet.is_coming, CLOSED: CallQuerySet.is_over}
    return [
        ChoiceFacet(
            STATE,
            _("State"),
            STATES,
            lambda state: states[state](now),
            at_first=AT_FIRST,
        ),
        ChoiceFacet(
            DEADLINE,
            _("Next cut-off"),
            DEADLINES,
            lambda days: CallQuerySet.has_cutoff_within(int(days), now),
        ),
        TermFacet(Scheme.FUNDING_PROGRAMME, _("Programme")),
        TermFacet(Scheme.APPLICANT),
        TermFacet(Scheme.ECOSYSTEM),
        CountryFacet(COUNTRY, for_all=True),
    ]


def open_to_all(listing: Listing) -> int:
    """How many of the calls are in the list only because they are open to all countries, where one is chosen."""
    if not listing.asked.chosen.get(COUNTRY):
        return 0
    return listing.count_of(COUNTRY, FOR_ALL)


def closed_beside(listing: Listing) -> dict[str, Any] | None:
    """How many closed calls fit all else that is asked, and the address that shows them; None where they are shown."""
    number = listing.count_of(STATE, CLOSED)
    if listing.asked.chosen.get(STATE) or not number:
        return None
    return {"number": number, "url": listing.asked.address(adding=(STATE, CLOSED))}


def calendar_of(listing: Listing) -> dict[str, str]:
    """The `address` of the list's cut-offs for calendars, and `subscribe`, which opens the reader's own program."""
    address = settings.SITE_URL + reverse("content:calls_calendar") + listing.query
    return {"address": address, "subscribe": f"webcal:{address.partition(':')[2]}"}
