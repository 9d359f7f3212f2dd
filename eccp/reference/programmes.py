"""Which countries take part in which programme on a date."""

from datetime import date

from eccp.core.names import sort_key
from eccp.reference.models import Participation, today


def in_programme(country_code: str, on: date | None = None) -> bool:
    """Whether a country is a programme country on that date (today unless told).

    "COSME country" in the platform's words: a country that takes part in COSME, or in the
    programme that followed it, on that date. Source: participations, which administrators edit.
    """
    return Participation.objects.on(on or today()).filter(country_id=country_code).exists()


def programme_countries(on: date | None = None) -> frozenset[str]:
    """The codes of all programme countries on that date, with one query."""
    return frozenset(Participation.objects.on(on or today()).values_list("country_id", flat=True))


def taking_part(on: date) -> list[Participation]:
    """Who takes part in what on that date, by the name of the country; with one query."""
    found = Participation.objects.on(on).select_related("country", "programme")
    return sorted(found.order_by("programme__runs_from"), key=lambda row: sort_key(str(row.country)))
