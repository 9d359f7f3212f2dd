"""Towns of one name: what tells them apart for a person."""

from dataclasses import dataclass
from math import cos, hypot, radians

from django.utils.translation import gettext as _

from eccp.reference.models import Place
from eccp.reference.places import find_places

LARGE = 100_000


@dataclass(frozen=True)
class Town:
    """A place that may be meant."""

    pk: int
    label: str
    chosen: bool


def of_name(country: str, name: str, chosen: int | None) -> list[Town]:
    """The places of a name in a country, told apart by the nearest large town; empty where there is only one."""
    found = find_places(country, name) if country and name else []
    if len(found) < 2:
        return []
    large = list(Place.objects.filter(country_id=country, population__gte=LARGE))
    first = chosen if chosen in {place.pk for place in found} else found[0].pk
    return [Town(place.pk, _label(place, large), place.pk == first) for place in found]


def _label(place: Place, large: list[Place]) -> str:
    others = [town for town in large if town.pk != place.pk]
    if not others:
        return place.name
    nearest = min(others, key=lambda town: _far(place, town))
    return _("%(town)s, near %(large)s") % {"town": place.name, "large": nearest.name}


def _far(one: Place, other: Place) -> float:
    """How far two places are apart, in degrees of latitude: enough to find the nearest."""
    across = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return hypot(one.latitude - other.latitude, across)
