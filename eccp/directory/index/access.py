"""What a country has access to, day by day, as periods without gaps: nothing to index again at midnight."""

from collections.abc import Iterable
from datetime import date, timedelta

from eccp.directory.engine import Period
from eccp.directory.facets import EU, PROGRAMME, THIRD
from eccp.reference.models import Country, Participation

A_DAY = timedelta(days=1)
Stretch = tuple[date, date]


def access(country: Country, participations: Iterable[Participation]) -> list[Period]:
    """A country's access to the programme from the first day of the calendar to the last.

    On each day exactly one: "eu" from the day it joined to the last day of its membership, else
    "programme" while it takes part in COSME or in the programme that followed, else "third". All
    dates are included. Source: the country's dates and its participations, which administrators edit.
    """
    member = [(country.eu_from, country.eu_to or date.max)] if country.eu_from else []
    taking_part = [(row.starts_on, row.ends_on) for row in participations]
    starts = _starts([*member, *taking_part])
    ends = [start - A_DAY for start in starts[1:]] + [date.max]
    periods: list[Period] = []
    for start, end in zip(starts, ends, strict=True):
        value = EU if _holds(member, start) else PROGRAMME if _holds(taking_part, start) else THIRD
        same = periods and periods[-1].value == value
        periods.append(Period(value, periods.pop().first if same else start, end))
    return periods


def _starts(stretches: Iterable[Stretch]) -> list[date]:
    """The days on which something may change, in order."""
    days = {date.min}
    for first, last in stretches:
        days |= {first} | ({last + A_DAY} if last < date.max else set())
    return sorted(days)


def _holds(stretches: Iterable[Stretch], day: date) -> bool:
    return any(first <= day <= last for first, last in stretches)
