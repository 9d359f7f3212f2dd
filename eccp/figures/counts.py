"""Counting the published profiles by country, type, ecosystem and month, for those that somebody asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.cache import caches
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from eccp.directory.facets import EU, PROGRAMME, THIRD
from eccp.organisations.models import Organisation
from eccp.reference.models import Scheme, today
from eccp.reference.programmes import programme_countries

KEPT_SECONDS = 60
Found = TypeVar("Found")


@dataclass(frozen=True)
class Asked:
    """Which profiles: of one type or all, in one group of countries or all."""

    type: str = ""
    group: str = ""

    def __bool__(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self.type or self.group)

    @property
    def query(self) -> str:
        """As it stands in an address, with its question mark; nothing where nothing is narrowed."""
        said = {name: value for name, value in (("type", self.type), ("group", self.group)) if value}
        return f"?{urlencode(said)}" if said else ""

    def profiles(self, on: date) -> Any:
        """The published profiles that fit; groups of countries as they are on that date."""
        found = Organisation.objects.published()
        if self.type:
            found = found.of_type(self.type)
        if self.group:
            found = found.filter(self._countries(on))
        return found

    def _countries(self, on: date) -> Q:
        member = Q(country__eu_from__lte=on) & (Q(country__eu_to__isnull=True) | Q(country__eu_to__gte=on))
        # The complement is written out: to deny what may be null costs a subquery.
        outside = Q(country__eu_from__isnull=True) | Q(country__eu_from__gt=on) | Q(country__eu_to__lt=on)
        takes_part = Q(country__in=programme_countries(on))
        return {EU: member, PROGRAMME: outside & takes_part, THIRD: outside & ~takes_part}[self.group]


@dataclass(frozen=True)
class Counts:
    """How many profiles: all, by codes of countries, types and ecosystems, and by month of publication.

    A profile has one country, one type and one month, so those add up to `total`. It may name several
    ecosystems or none, so those do not.
    """

    total: int
    countries: dict[str, int]
    types: dict[str, int]
    ecosystems: dict[str, int]
    months: dict[date, int]


def counts(asked: Asked) -> Counts:
    """Count, at most once a minute for the same question."""
    return kept(f"counts.{asked.type}.{asked.group}", lambda: _count(asked.profiles(today())))


def kept(name: str, compute: Callable[[], Found]) -> Found:
    """What is computed at most once a minute in each process."""
    found: Any = caches["local"].get_or_set(f"figures.{name}", compute, KEPT_SECONDS)
    return found


def in_country(code: str) -> Counts:
    """Count the profiles of one country by type, at most once a minute and with one query."""
    profiles = Organisation.objects.published().filter(country=code).order_by()
    by_type = profiles.values_list("type").annotate(number=Count("pk"))
    types: dict[str, int] = kept(f"country.{code}", lambda: dict(by_type))
    total = sum(types.values())
    return Counts(total, {code: total} if total else {}, types, {}, {})


def _count(profiles: Any) -> Counts:
    profiles = profiles.order_by()
    countries: dict[str, int] = {}
    types: dict[str, int] = {}
    places = profiles.values_list("country_id", "type").annotate(number=Count("pk"))
    for country, kind, number in places:
        countries[country] = countries.get(country, 0) + number
        types[kind] = types.get(kind, 0) + number
    named = profiles.filter(terms__scheme=Scheme.ECOSYSTEM).values_list("terms__code")
    months = profiles.annotate(month=TruncMonth("published_at")).values_list("month")
    return Counts(
        sum(countries.values()),
        countries,
        types,
        dict(named.annotate(number=Count("pk"))),
        {month.date(): number for month, number in months.annotate(number=Count("pk"))},
    )
