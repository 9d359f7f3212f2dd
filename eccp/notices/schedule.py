"""When summaries leave: at 7:00 in Brussels, each day or on Mondays."""

from datetime import UTC, date, datetime, time, timedelta

from eccp.core.working_time import BRUSSELS
from eccp.notices.models import Pace

HOUR = time(7)
DAYS = {Pace.DAILY: 1, Pace.WEEKLY: 7}


def next_digest(pace: str, now: datetime) -> datetime:
    """The first moment after `now` at which a summary leaves: weekly for those who chose so, else daily.

    The hour is that of the clock on the wall, whichever of the two times of the year it shows.
    """
    step = DAYS.get(Pace(pace), 1)
    day = now.astimezone(BRUSSELS).date()
    day += timedelta(days=-day.weekday() % 7 if step == DAYS[Pace.WEEKLY] else 0)
    moment = _at(day)
    return moment if moment > now else _at(day + timedelta(days=step))


def _at(day: date) -> datetime:
    return datetime.combine(day, HOUR, tzinfo=BRUSSELS).astimezone(UTC)
