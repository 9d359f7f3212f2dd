"""The six countries of the Eastern Partnership as one table: today's numbers, and those of December 2020.

Counted are profiles of cluster organisations, as in the presentation whose numbers stand beside them.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from eccp.content.countries import page_addresses
from eccp.content.country_counts import Pair, counted, pair
from eccp.core.names import sort_key
from eccp.reference.models import Country, Participation, today

GROUP = "eap"
THEN = date(2020, 12, 14)
TYPE = "cluster_organisation"
FILE = Path(__file__).parent / "data" / "eastern_partnership_2020.csv"
SOURCE = "ECCP presentation of 14 December 2020, EU4Digital, third networking event “ICT Innovation”"


@dataclass(frozen=True)
class Programme:
    """Whether a country takes part in a programme on a date: in which one, without what, and how sure that is."""

    participation: Participation | None

    def __bool__(self) -> bool:
        """Whether it takes part."""
        return self.participation is not None

    @property
    def code(self) -> str:
        """The programme's short name, or nothing."""
        return self.participation.programme_id if self.participation else ""

    @property
    def remark(self) -> str:
        """What is left out, and whether an administrator has still to confirm it."""
        if self.participation is None:
            return ""
        said = []
        if self.participation.excluded_instruments:
            said.append(_("without %(instruments)s") % {"instruments": self.participation.without})
        if not self.participation.confirmed:
            said.append(_("to be confirmed"))
        return ", ".join(said)


@dataclass(frozen=True)
class Row:
    """A country: programme and profiles today, and on 14 December 2020."""

    country: Any
    label: str
    now: Pair
    programme: Programme
    then: Pair
    programme_then: Programme
    url: str = ""

    @property
    def starred(self) -> str:
        """The name, starred where a footnote belongs to it."""
        return f"{self.label}*" if self.country.note else self.label


@dataclass(frozen=True)
class Table:
    """The six countries by their names in the reader's language, with the sums."""

    rows: list[Row]
    on: date

    @property
    def now(self) -> Pair:
        """Today's sums."""
        return sum((row.now for row in self.rows), Pair(0, 0))

    @property
    def then(self) -> Pair:
        """The sums of December 2020."""
        return sum((row.then for row in self.rows), Pair(0, 0))

    @property
    def code(self) -> str:
        """The programme that the countries take part in today; nothing where they are in different ones or none."""
        codes = {row.programme.code for row in self.rows if row.programme}
        return codes.pop() if len(codes) == 1 else ""

    @property
    def remarks(self) -> list[str]:
        """What is said of some participations of today, each once."""
        return list(dict.fromkeys(row.programme.remark for row in self.rows if row.programme.remark))

    @property
    def remarks_then(self) -> list[str]:
        """The same of December 2020."""
        return list(
            dict.fromkeys(row.programme_then.remark for row in self.rows if row.programme_then.remark)
        )

    @property
    def notes(self) -> list[str]:
        """The footnotes of the countries."""
        return [row.country.note for row in self.rows if row.country.note]


@cache
def published_then() -> dict[str, Pair]:
    """The numbers of the presentation, by country."""
    with FILE.open(encoding="utf-8") as file:
        return {
            row["country"]: Pair(int(row["published"]), int(row["non_published"]))
            for row in csv.DictReader(file)
        }


def table() -> Table:
    """Count now, with four queries."""
    on, pages = today(), page_addresses()
    # The group is a list of words; no other group has these letters in it.
    countries = list(counted(Country.objects.filter(groups__contains=GROUP), TYPE))
    codes = [country.pk for country in countries]
    taking_part, took_part = _participations(codes, on), _participations(codes, THEN)
    rows = [
        Row(
            country,
            country.label,
            pair(country),
            Programme(taking_part.get(country.pk)),
            published_then().get(country.pk, Pair(0, 0)),
            Programme(took_part.get(country.pk)),
            pages.get(country.pk, ""),
        )
        for country in countries
    ]
    return Table(sorted(rows, key=lambda row: sort_key(row.label)), on)


def _participations(codes: list[str], on: date) -> dict[str, Participation]:
    """What each of the countries takes part in on a date, the confirmed ones first."""
    rows = Participation.objects.on(on).filter(country__in=codes).order_by("confirmed", "-starts_on", "-pk")
    return {row.country_id: row for row in rows}


def lines(shown: Table) -> Iterator[tuple[Any, ...]]:
    """The table as the lines of a file: each country twice, then and now, with date and source."""
    yield ("country", "name", "date", "programme", "without", "published", "non_published", "total", "source")
    for row in shown.rows:
        for on, programme, numbers, source in (
            (THEN, row.programme_then, row.then, SOURCE),
            (shown.on, row.programme, row.now, _("counted by the platform")),
        ):
            yield (
                row.country.pk,
                row.label,
                on.isoformat(),
                programme.code,
                programme.participation.without if programme.participation else "",
                numbers.published,
                numbers.unpublished,
                numbers.total,
                source,
            )
