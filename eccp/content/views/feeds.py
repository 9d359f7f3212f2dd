"""The doors of feeds, calendars and files of lists: the same for everybody, with the filters of their list.

Feeds and calendars are asked for again and again by programs of many people behind one address, so the limit of
downloads would shut out whole offices: they have that of searches.
"""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eccp.content import calendars, call_export, feed_lists, feeds
from eccp.content.calls import rows_of
from eccp.content.lists import calls, section_showing
from eccp.content.models import CallPage
from eccp.content.unchanged import answer
from eccp.core.limits import SEARCH, address, limited
from eccp.directory import licence
from eccp.directory.engine import Unavailable
from eccp.reference.models import today

RETRY_SECONDS = 60
FEEDS = (feeds, feed_lists)  # the second fills the first


@require_safe
@limited(SEARCH, by=address)
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """A list as a feed."""
    one = feeds.FEEDS.get(name)
    if one is None:
        raise Http404(name)
    try:
        asked = one.ask(request.GET)
    except Unavailable:
        later = _("The search is being set up. Please ask again in a minute.")
        return HttpResponse(
            later, "text/plain; charset=utf-8", 503, headers={"Retry-After": str(RETRY_SECONDS)}
        )
    if asked is None:
        raise Http404(name)
    body = feeds.written(one, asked, request.get_full_path())
    return answer(request, body, feeds.CONTENT_TYPE)


@require_safe
@limited(SEARCH, by=address)
def calls_calendar(request: HttpRequest) -> HttpResponse:
    """The cut-offs of the calls of the list."""
    listing = calls.listing_of(section_showing("calls"), request.GET)
    name = " · ".join([_("Cut-offs of calls"), *(chip.label for chip in listing.chips), "ECCP"])
    body = calendars.calendar(rows_of(listing.narrowed()), name)
    return answer(request, body, calendars.CONTENT_TYPE, file_name="calls.ics")


@require_safe
@limited(SEARCH, by=address)
def call_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The cut-offs of one call."""
    page = get_object_or_404(CallPage.objects.live().for_everybody(), id=pk)
    body = calendars.calendar(rows_of([page]), page.title)
    return answer(request, body, calendars.CONTENT_TYPE, file_name=f"call-{page.slug}.ics")


@require_safe
@limited(SEARCH, by=address)
def calls_table(request: HttpRequest) -> HttpResponseBase:
    """All calls of the list as a table."""
    pieces = call_export.lines(calls.listing_of(section_showing("calls"), request.GET))
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="calls-{today().isoformat()}.csv"'
    response["Link"] = licence.LINK
    return response
