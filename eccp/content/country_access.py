"""What is open to organisations of a country today, and in which programmes it takes or took part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import caches
from django.urls import reverse
from django.utils.http import urlencode

from eccp.reference.access import Decision, Facts, decide
from eccp.reference.models import Participation, Programme, Service

KEPT_SECONDS = 60


@dataclass(frozen=True)
class Access:
    """The answers for all services on a date, and every participation there was or will be."""

    country: Any
    on: date
    decisions: Sequence[Decision]
    participations: Sequence[Participation]

    @classmethod
    def of(cls, country: Any, on: date) -> "Access":
        """Ask for all services about a country that was `counted`: one query, two where there are exceptions.

        Programmes and services are few and seldom change: each process remembers them for a minute.
        """
        known: Any = caches["local"].get_or_set(
            "content.services_and_programmes", _services_and_programmes, KEPT_SECONDS
        )
        services, programmes = known
        exceptions = country.access_exceptions.select_related("service").order_by("event", "starts_on", "pk")
        facts = Facts(
            country,
            programmes,
            tuple(country.participations.select_related("programme").order_by("starts_on", "pk")),
            tuple(exceptions) if country.has_exceptions else (),
        )
        return cls(country, on, [decide(one, facts, on) for one in services], facts.participations)

    @property
    def now(self) -> Participation | None:
        """The participation that holds, a confirmed one first."""
        held = [row for row in self.participations if row.starts_on <= self.on <= row.ends_on]
        return min(held, key=lambda row: not row.confirmed, default=None)

    @property
    def open(self) -> list[Decision]:
        """The services that are open."""
        return [one for one in self.decisions if one.allowed]

    @property
    def closed(self) -> list[list[Decision]]:
        """The services that are closed, those with the same reason together."""
        groups: dict[str, list[Decision]] = {}
        for one in self.decisions:
            if not one.allowed:
                groups.setdefault(one.text, []).append(one)
        return list(groups.values())

    @property
    def url(self) -> str:
        """Where one asks for another date."""
        return f"{reverse('reference:access')}?{urlencode({'country': self.country.pk})}"


def _services_and_programmes() -> tuple[tuple[Service, ...], tuple[Programme, ...]]:
    return tuple(Service.objects.all()), tuple(Programme.objects.order_by("runs_from", "pk"))
