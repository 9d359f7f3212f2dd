"""Working time: when an answer is due, and how much of the time for it has been used.

The rule: hours run on working days only, and on those all round the clock. Saturdays, Sundays
and the closed days the caller names (public holidays, closing days) do not count. Days begin and
end at midnight in Brussels. So 48 hours from Friday 15:00 end on Tuesday 15:00.

What is submitted while closed starts with the first working day, at 00:00. Hours that run out
exactly at the end of a working day are due at that midnight (24:00), not after the closed days
that follow.

Daylight saving: a working day counts the hours it really has, 23, 24 or 25. Brussels now changes
its clocks on Sundays, when no hours run, so in practice 48 hours are two full days on the wall.

Stopping: store what `elapsed` gives when the clock stops, add it up as `used`, and when it starts
again ask for `due(now, ALLOWED - used, closed)`.
"""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
SATURDAY = 5
NOTHING = timedelta(0)


def due(start: datetime, hours: float | timedelta, closed: Collection[date] = ()) -> datetime:
    """Say when so many working hours from `start` have run out.

    `start` is aware, in any zone; `hours` is a number of hours or a timedelta; `closed` are the
    days in Brussels, beside the weekends, that do not count. The answer is in UTC. No hours, or
    fewer than none (all used before the clock stopped), are due at once: at `start`, or when the
    next working day begins. A start without a zone is a ValueError.
    """
    left = max(hours if isinstance(hours, timedelta) else timedelta(hours=hours), NOTHING)
    moment = _in_utc(start)
    days = _working_days(moment, frozenset(closed))
    while True:
        opens, closes = next(days)
        begins = max(opens, moment)
        if left <= closes - begins:
            return begins + left
        left -= closes - begins


def elapsed(start: datetime, end: datetime, closed: Collection[date] = ()) -> timedelta:
    """Measure the working time from `start` to `end`; below zero when `end` comes first.

    So it adds up whatever the order: a to b and b to c are always a to c. Both are aware, in any
    zone (else a ValueError); `closed` is as in `due`.
    """
    first, last = _in_utc(start), _in_utc(end)
    if last < first:
        return -elapsed(last, first, closed)
    total = NOTHING
    for opens, closes in _working_days(first, frozenset(closed)):
        if opens >= last:
            break
        total += min(closes, last) - max(opens, first)
    return total


def remaining(now: datetime, due_at: datetime, closed: Collection[date] = ()) -> timedelta:
    """Measure the working time left until `due_at`; below zero it says how late it is."""
    return elapsed(now, due_at, closed)


def is_working_day(day: date, closed: Collection[date] = ()) -> bool:
    """Say whether hours run on this day in Brussels."""
    return day.weekday() < SATURDAY and day not in closed


def _working_days(moment: datetime, closed: frozenset[date]) -> Iterator[tuple[datetime, datetime]]:
    """Give the working days from that of `moment` on, each from its midnight to the next, in UTC."""
    day = moment.astimezone(BRUSSELS).date()
    while True:
        following = day + timedelta(days=1)
        if is_working_day(day, closed):
            yield _midnight(day), _midnight(following)
        day = following


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=BRUSSELS).astimezone(UTC)


def _in_utc(moment: datetime) -> datetime:
    # Sums and differences of datetimes in one local zone ignore its changes of the clock.
    if moment.utcoffset() is None:
        raise ValueError("working time needs datetimes with a zone")
    return moment.astimezone(UTC)
