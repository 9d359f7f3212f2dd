"""Finding a place by its name, in any of its spellings."""

from eccp.core.names import fold
from eccp.reference.models import Place


def find_places(country_code: str, name: str, limit: int = 8) -> list[Place]:
    """The places of that name in a country, the most populous first; folded, across scripts."""
    key = fold(name)
    if not key:
        return []
    found = (
        Place.objects.filter(country_id=country_code, names__key=key).distinct().order_by("-population", "id")
    )
    return list(found[:limit])


def find_place(country_code: str, name: str) -> Place | None:
    """The most populous place of that name in a country, or None."""
    return next(iter(find_places(country_code, name, 1)), None)
