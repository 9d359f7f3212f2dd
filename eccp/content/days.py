"""How many days are left to a cut-off, by the calendar of the zone in which its call says it.

Who reads "00:01 Tbilisi time" counts the days of Tbilisi. The words beside a cut-off, the badge of its call and the
filter of the list all count so, and never say two things of one cut-off.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import Q

from eccp.content.zones import ZONES, brussels_day


def days_left(moment: datetime, zone: str, now: datetime) -> int:
    """How many days are left: 0 is today, 1 tomorrow."""
    return (_day_there(moment, zone) - _day_there(now, zone)).days


def is_within(days: int, now: datetime) -> Q:
    """That a cut-off is at most so many days away, as a condition on it. Its day is stored as its zone says it."""
    elsewhere = zones_on_another_day(now)
    near = Q(day__lte=brussels_day(now) + timedelta(days=days))
    if elsewhere:
        near &= ~Q(zone__in=[zone for zones in elsewhere.values() for zone in zones])
    for today, zones in elsewhere.items():
        near |= Q(zone__in=zones, day__lte=today + timedelta(days=days))
    return near


@lru_cache(maxsize=8)
def zones_on_another_day(now: datetime) -> Mapping[date, list[str]]:
    """The zones where it is another day than in Brussels, by that day; each list asks several times at one moment."""
    found: dict[date, list[str]] = {}
    for zone, _label in ZONES:
        if (today := _day_there(now, zone)) != brussels_day(now):
            found.setdefault(today, []).append(zone)
    return found


def _day_there(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()
