"""How moments are said to people: the day, the hour, in which zone, and how long until then."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from eccp.content.days import days_left
from eccp.content.zones import BRUSSELS, brussels_day, city_of


@dataclass(frozen=True)
class Said:
    """A moment in words. `utc` is for programs, and for the script that adds the reader's own time."""

    day: str
    hour: str
    brussels: str
    left: str
    utc: str
    on: date

    @property
    def dated(self) -> str:
        """Day and hour with the year and without what changes from day to day, for what is kept."""
        return _("%(day)s, %(hour)s") % {"day": date_format(self.on, "j F Y"), "hour": self.hour}

    @property
    def when(self) -> str:
        """Day and hour: "Tuesday 3 March, 17:00 Brussels time"; of other zones with Brussels time behind."""
        words = _("%(day)s, %(hour)s") % {"day": self.day, "hour": self.hour}
        return f"{words} ({self.brussels})" if self.brussels else words

    def __str__(self) -> str:
        return f"{self.when}, {self.left}" if self.left else self.when


def say(moment: datetime, zone: str, now: datetime | None = None) -> Said:
    """Say a moment as it is read in its zone, in Brussels, and from now."""
    now = now or timezone.now()
    there = moment.astimezone(ZoneInfo(zone))
    here = moment.astimezone(ZoneInfo(BRUSSELS))
    brussels = ""
    if there.utcoffset() != here.utcoffset():
        brussels = hour_in(here.time(), BRUSSELS)
        if there.date() != here.date():
            brussels = _("%(day)s, %(hour)s") % {"day": day(here.date(), now), "hour": brussels}
    return Said(
        day(there.date(), now),
        hour_in(there.time(), zone),
        brussels,
        left(moment, zone, now),
        moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        there.date(),
    )


def day(one: date, now: datetime | None = None) -> str:
    """A day as people say it: "Tuesday 3 March", with the year where it is another one."""
    same_year = one.year == brussels_day(now or timezone.now()).year
    return _day_in(get_language(), one, "l j F" if same_year else "l j F Y")


@lru_cache(maxsize=2_000)
def _day_in(language: str | None, one: date, form: str) -> str:
    return date_format(one, form)


def hour_in(hour: time, zone: str) -> str:
    """An hour with the clock that shows it: "17:00 Brussels time"."""
    words = hour.isoformat("seconds" if hour.second else "minutes")
    if zone == "UTC":
        return f"{words} UTC"
    return _("%(hour)s %(city)s time") % {"hour": words, "city": city_of(zone, get_language() or "en")}


def left(moment: datetime, zone: str, now: datetime) -> str:
    """How long until then, by the calendar of the zone: "today", "tomorrow", "in 4 days"; nothing when it is over."""
    if moment <= now:
        return ""
    days = days_left(moment, zone, now)
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
