"""Time zones as calendars describe them (VTIMEZONE of RFC 5545), with every change of the clocks in a span of time.

icalendar can make them by itself, but notes when summer time begins by the clock that has already been put
forward, where RFC 5545 wants the one from before: a program that believes it is an hour late on that night.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

STEP = timedelta(days=7)  # no zone changes its clocks twice within so short a time
EXACTLY = timedelta(seconds=1)


@dataclass(frozen=True)
class Clock:
    """How a zone's clocks go for a while: how far from UTC, under which name, whether it is summer time."""

    offset: timedelta
    name: str
    summer: bool

    @classmethod
    def at(cls, moment: datetime, zone: ZoneInfo) -> "Clock":
        """The clock of a zone at a moment."""
        there = moment.astimezone(zone)
        return cls(there.utcoffset() or timedelta(), there.tzname() or zone.key, bool(there.dst()))


def described(name: str, first: datetime, last: datetime) -> Timezone:
    """A zone from before the first moment until after the last."""
    zone = ZoneInfo(name)
    start = (first.astimezone(UTC) - STEP).replace(microsecond=0)
    clock = Clock.at(start, zone)
    onsets: dict[tuple[timedelta, Clock], list[datetime]] = {
        (clock.offset, clock): [naive(start, clock.offset)]
    }
    for moment, before, after in changes(zone, start, last.astimezone(UTC) + STEP):
        onsets.setdefault((before.offset, after), []).append(naive(moment, before.offset))
    found = Timezone()
    found.add("tzid", name)
    for (offset, after), moments in onsets.items():
        part = TimezoneDaylight() if after.summer else TimezoneStandard()
        part.add("dtstart", moments[0])
        part.add("tzoffsetfrom", offset)
        part.add("tzoffsetto", after.offset)
        part.add("tzname", after.name)
        if moments[1:]:
            part.add("rdate", moments[1:])
        found.add_component(part)
    return found


def changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, Clock, Clock]]:
    """Every change of a zone's clocks: its moment in UTC, how they went before, how they go after."""
    before, clock = start, Clock.at(start, zone)
    while before < end:
        after = before + STEP
        then = Clock.at(after, zone)
        if then != clock:
            yield _moment_of_change(zone, before, after), clock, then
        before, clock = after, then


def _moment_of_change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second of the new clock between two moments, found by halving."""
    old = Clock.at(before, zone)
    while after - before > EXACTLY:
        middle = before + timedelta(seconds=int((after - before).total_seconds() // 2))
        if Clock.at(middle, zone) == old:
            before = middle
        else:
            after = middle
    return after


def naive(moment: datetime, offset: timedelta) -> datetime:
    """What a clock that is so far from UTC shows at a moment."""
    return (moment + offset).replace(tzinfo=None)
