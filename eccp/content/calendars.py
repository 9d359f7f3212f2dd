"""Calls as calendars that other programs read (RFC 5545): each cut-off is one event."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration, vText

from eccp.content.about import place_of
from eccp.content.calls import Row
from eccp.content.models import CallPage, Cutoff
from eccp.content.timezones import described

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//European Cluster Collaboration Platform//Open calls//%s"
REFRESH = timedelta(hours=6)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)  # when what has no date changed last
# A cut-off has no length. RFC 5545 forbids an end that is its beginning, Google and Outlook draw events without an
# end differently or not at all, and an hour would look as if one could still apply after the cut-off. So an event
# begins at the cut-off itself, ends a minute later, and keeps nobody busy.
LENGTH = timedelta(minutes=1)
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # what RFC 5545 allows in no text


def calendar(rows: Iterable[Row], name: str) -> bytes:
    """The cut-offs of some calls as one calendar, with the zones that they are said in. Without any it is valid too.

    It has no METHOD, so it is a calendar as it is now (RFC 5545, 3.7.2) and no message: PUBLISH would need an
    ORGANIZER (RFC 5546, 3.2.1), and a DTSTAMP of the moment of asking, with which no answer stays as it was.
    """
    book: Any = Calendar()
    book.add("prodid", PRODUCT % (get_language() or "en").upper())
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("name", text(name))
    book.add("x-wr-calname", text(name))
    book.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    book.add("x-published-ttl", vDuration(REFRESH).to_ical().decode())
    calls = list(rows)
    for part in [*_zones(calls), *(event for row in calls for event in _events(row))]:
        book.add_component(part)
    written: bytes = book.to_ical()
    return written


def _zones(rows: Iterable[Row]) -> list[Any]:
    """The zones in which the cut-offs are said, each for as long as it is needed. UTC needs no description."""
    moments: dict[str, list[datetime]] = defaultdict(list)
    for row in rows:
        for cutoff in row.page.cutoffs.all():
            moments[cutoff.zone].append(cutoff.moment)
    return [
        described(zone, min(found), max(found)) for zone, found in sorted(moments.items()) if zone != "UTC"
    ]


def _events(row: Row) -> list[Any]:
    """The cut-offs of a call.

    An event is told by the place of its cut-off in the call, because a page that is published again may have
    new rows for the cut-offs that it had before.
    """
    return [_event(row, cutoff, place) for place, cutoff in enumerate(row.page.cutoffs.all(), start=1)]


def _event(row: Row, cutoff: Cutoff, place: int) -> Any:
    page, zone = row.page, ZoneInfo(cutoff.zone)
    changed = changed_at(page)
    start = cutoff.moment if cutoff.zone == "UTC" else cutoff.moment.astimezone(zone)
    event: Any = Event()
    event.add("uid", f"call-{page.pk}-{place}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", revision_of(page))
    event.add("dtstart", start)
    event.add("dtend", start + LENGTH)
    event.add("summary", text(title(row, cutoff)))
    event.add("description", text(description(row)))
    event.add("url", address(page))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    if programmes := row.programme:
        event.add("categories", [programmes])
    return event


def title(row: Row, cutoff: Cutoff) -> str:
    """Which call, and what of it ends where it has several cut-offs: all that a month view shows."""
    words = _("Cut-off: %(call)s (%(what)s)") if cutoff.label else _("Cut-off: %(call)s")
    return words % {"call": row.page.title, "what": cutoff.label}


def description(row: Row) -> str:
    """Who may apply, for how much, and where it stands."""
    lines = [
        _("Programme: %(name)s") % {"name": row.programme} if row.programme else "",
        _("Who may apply: %(who)s") % {"who": row.applicants} if row.applicants else "",
        _("Budget: %(money)s") % {"money": row.budget} if row.budget else "",
        row.page.lead,
        address(row.page),
    ]
    return "\n".join(line for line in lines if line)


def text(words: str) -> Any:
    """Words as a calendar says them: commas, semicolons and line ends told apart from its own, nothing unseen."""
    return vText(UNSEEN.sub(" ", words))


def address(page: CallPage) -> str:
    """Where everybody finds the call."""
    return settings.SITE_URL + place_of(page.url_path)


def changed_at(page: CallPage) -> datetime:
    """When what everybody reads of a page changed last."""
    moment: datetime = page.last_published_at or page.latest_revision_created_at or LONG_AGO
    return moment.astimezone(UTC).replace(microsecond=0)


def revision_of(page: CallPage) -> int:
    """Which revision of a page everybody reads: 0 at first, then the seconds from its first publication to its last.

    Programs that hold an event take another one of the same identity for newer by this number first, and by
    DTSTAMP second (RFC 5546, 2.1.5). Counting publications would cost a question, and is lost with old revisions.
    """
    first: datetime = page.first_published_at or changed_at(page)
    return max(0, int((changed_at(page) - first.replace(microsecond=0)).total_seconds()))
