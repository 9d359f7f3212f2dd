"""Counts in the order in which they are read: rows of codes with their words, and months without gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from eccp.core.names import sort_key
from eccp.directory.facets import VALIDATED
from eccp.figures.counts import Asked, Counts
from eccp.figures.models import Measurement
from eccp.organisations.types import all_types
from eccp.reference.forms import country_choices
from eccp.reference.models import Scheme, Term, today

# Which counter measures the same as the growth of the profiles that were asked for; of others there is none.
MEASURED = {
    Asked(): "profiles",
    Asked(type="cluster_organisation"): "cluster_organisations",
    Asked(type="eu_partnership"): "partnerships",
}


@dataclass(frozen=True)
class Row:
    """A country, type or ecosystem, with its number and its share of the profiles asked for, in percent."""

    code: str
    label: str
    number: int
    share: float
    url: str


@dataclass(frozen=True)
class Month:
    """How many of today's profiles were published in a month and until its end; and what was measured then."""

    first: date
    new: int
    total: int
    measured: int | None = None


def countries(counted: Counts, asked: Asked) -> list[Row]:
    """The countries with profiles, the largest number first."""
    return _rows("country", counted.countries, counted.total, dict(country_choices()), asked)


def types(counted: Counts, asked: Asked, **more: str) -> list[Row]:
    """The profile types with profiles, the largest number first. `more` narrows the lists that they lead to."""
    names = {kind.code: str(kind.plural) for kind in all_types()}
    return _rows("type", counted.types, counted.total, names, asked, **more)


def ecosystems(counted: Counts, asked: Asked) -> list[Row]:
    """The industrial ecosystems that profiles name, the largest number first. Together more than all profiles."""
    names = {term.code: str(term) for term in Term.objects.of(Scheme.ECOSYSTEM)}
    return _rows("ecosystem", counted.ecosystems, counted.total, names, asked)


def _rows(
    facet: str, numbers: Mapping[str, int], total: int, names: Mapping[str, str], asked: Asked, **more: str
) -> list[Row]:
    rows = [
        Row(
            code,
            names.get(code, code),
            number,
            round(100 * number / total, 1),
            list_url(asked, **{facet: code}, **more),
        )
        for code, number in numbers.items()
    ]
    return sorted(rows, key=lambda row: (-row.number, sort_key(row.label)))


def list_url(asked: Asked, **more: str) -> str:
    """The directory's list of the very profiles that a number counts."""
    words: dict[str, Any] = {"trust": VALIDATED}
    if asked.type:
        words["type"] = asked.type
    if asked.group:
        words["access"] = asked.group
    return f"{reverse('directory:index')}?{urlencode(words | more)}"


def months(counted: Counts, asked: Asked) -> list[Month]:
    """Every month from the first publication to now, the oldest first; none where nothing is published.

    The totals are of profiles that are published today, by the month in which each was first published;
    the measurements beside them are what was counted on the last measured day of the month, with profiles
    that have left since. Measurements before the first of these months are shown as well.
    """
    measured = _measured(asked)
    known = [*counted.months, *measured]
    if not known:
        return []
    found, total, month = [], 0, min(known)
    last = max(today().replace(day=1), *known)
    while month <= last:
        new = counted.months.get(month, 0)
        total += new
        found.append(Month(month, new, total, measured.get(month)))
        month = _next(month)
    return found


def _measured(asked: Asked) -> dict[date, int]:
    code = MEASURED.get(asked)
    rows = Measurement.objects.month_ends(code).values_list("date", "value") if code else []
    return {day.replace(day=1): value for day, value in rows}


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
