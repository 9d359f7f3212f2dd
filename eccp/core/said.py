"""Dates and times as people say them, in the reader's language and in Brussels time."""

from datetime import UTC, datetime, timedelta
from math import ceil

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eccp.core.working_time import BRUSSELS

MIDNIGHT = "24:00"


def said(when: datetime, now: datetime, *, ends: bool = False) -> str:
    """Say a moment: "Tuesday 3 March, 18:00 Brussels time, in 4 days". Both are aware, in any zone.

    The year is said where it is not the present one. `ends` is for deadlines: midnight is then
    24:00 of the day that ends, so that nobody takes it for the morning before.
    """
    there, here = when.astimezone(BRUSSELS), now.astimezone(BRUSSELS)
    clock = there.strftime("%H:%M")
    if ends and clock == "00:00":
        there, clock = there - timedelta(microseconds=1), MIDNIGHT
    day = date_format(there, "l j F" if there.year == here.year else "l j F Y")
    return _("%(day)s, %(clock)s Brussels time, %(far)s") % {
        "day": day,
        "clock": clock,
        "far": _far(there, here),
    }


def hours(time: timedelta) -> str:
    """Say a length of time in whole hours, begun ones counted: "30 hours". Never below none."""
    number = max(0, ceil(time / timedelta(hours=1)))
    return ngettext("%(number)s hour", "%(number)s hours", number) % {"number": number}


def _far(there: datetime, here: datetime) -> str:
    """How far away a moment is: in days on the calendar, today in hours and minutes."""
    days = (there.date() - here.date()).days
    if days:
        number = abs(days)
        words = (
            ngettext("in %(number)s day", "in %(number)s days", number)
            if days > 0
            else ngettext("%(number)s day ago", "%(number)s days ago", number)
        )
        return words % {"number": number}
    minutes = round((there.astimezone(UTC) - here.astimezone(UTC)) / timedelta(minutes=1))
    if abs(minutes) < 1:
        return _("now")
    number = abs(minutes) if abs(minutes) < 60 else round(abs(minutes) / 60)
    if abs(minutes) < 60:
        words = (
            ngettext("in %(number)s minute", "in %(number)s minutes", number)
            if minutes > 0
            else ngettext("%(number)s minute ago", "%(number)s minutes ago", number)
        )
    else:
        words = (
            ngettext("in %(number)s hour", "in %(number)s hours", number)
            if minutes > 0
            else ngettext("%(number)s hour ago", "%(number)s hours ago", number)
        )
    return words % {"number": number}
