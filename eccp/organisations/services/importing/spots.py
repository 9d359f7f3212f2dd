"""Where a row of a register is on the map: by number, by name, else by its coordinates."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import cos, hypot, radians

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from eccp.organisations.services.importing.lookups import Countries
from eccp.organisations.services.importing.outcome import NoPlace, Remark
from eccp.organisations.services.places import NOWHERE, Spot, spot_of
from eccp.reference.models import Place
from eccp.reference.places import find_places

# Territories with a code of their own in tables of places; their organisations are registered in the country.
ALSO = {"FR": ("MQ", "GP", "GF", "RE", "YT"), "FI": ("AX",)}
NEAR = 0.5  # degrees, some 50 km: a place of the name farther from the given coordinates is another one
MARGIN = 2.0  # degrees beyond the outermost places of a country

_BRACKETS = re.compile(r"\s*[(\[].*?(?:[)\]]|$)")
_PARTS = re.compile(r"[,;/|]|\s[-–—]\s?|\s?[-–—]\s")
_POSTCODE = re.compile(r"^(?:[A-Z]{1,2}[ -])?\d[\d -]*\d\s+")
_CEDEX = re.compile(r"\s+cedex\b.*$", re.IGNORECASE)
_DISTRICT = re.compile(r"\s+(?:[A-Z]{1,2}\.?|\d{1,2}|[IVX]+)$")


@dataclass(frozen=True)
class Found:
    """Where a row is, the town as it is to be stored, why it is nowhere, and what is wrong with its cells."""

    spot: Spot
    city: str
    no_place: NoPlace | None
    problems: tuple[Remark, ...] = ()


class Finder:
    """Finds the places of one file. Remembers names that it was asked for."""

    def __init__(self, countries: Countries) -> None:
        self._countries = countries
        self._named = cache(lambda country, name: tuple(find_places(country, name)))
        self._numbered = cache(lambda number: Place.objects.filter(pk=number).first())
        self._box = cache(_box)

    def find(self, country: str, cells: Mapping[str, str]) -> Found:
        """The spot of a row: its GeoNames number, else its town's name, else its coordinates.

        `country` is a code; `cells` may have city, city_raw, geonameid, latitude and longitude (degrees,
        WGS 84). Of several places of one name the one nearest to the coordinates is taken, else the most
        populous. Cells that are no numbers come back as problems.
        """
        town = cells.get("city") or cells.get("city_raw", "")
        problems: list[Remark] = []
        point = _point(cells, problems)
        number = cells.get("geonameid", "")
        if number and not re.fullmatch(r"\d{1,9}", number):
            problems.append(
                Remark("geonameid", _("Give the number of the place in GeoNames, for example 2867714."))
            )
            number = ""
        place = self._by_number(country, number) or self._by_name(country, town, point)
        if place:
            return Found(spot_of(place), town or place.name, None, tuple(problems))
        if town and self._countries.is_name_of(town, country):
            return Found(NOWHERE, "", NoPlace.COUNTRY_ONLY, tuple(problems))
        if point:
            inside = self._is_inside(country, point)
            spot = Spot(None, round(point[0], 2), round(point[1], 2)) if inside else NOWHERE
            return Found(spot, town, None if inside else NoPlace.ELSEWHERE, tuple(problems))
        return Found(NOWHERE, town, NoPlace.UNKNOWN if town else NoPlace.NO_TOWN, tuple(problems))

    def _by_number(self, country: str, number: str) -> Place | None:
        place = self._numbered(int(number)) if number else None
        return place if place and place.country_id in (country, *ALSO.get(country, ())) else None

    def _by_name(self, country: str, town: str, point: tuple[float, float] | None) -> Place | None:
        for name in spellings(town):
            for code in (country, *ALSO.get(country, ())):
                found = list(self._named(code, name))
                if point:
                    near = [place for place in found if _far(place, point) <= NEAR]
                    found = sorted(near, key=lambda place: _far(place, point))
                if found:
                    return found[0]
        return None

    def _is_inside(self, country: str, point: tuple[float, float]) -> bool:
        """Whether coordinates may be in a country: within the frame of its places, with a margin."""
        boxes = [box for code in (country, *ALSO.get(country, ())) if (box := self._box(code))]
        latitude, longitude = point
        return not boxes or any(
            south - MARGIN <= latitude <= north + MARGIN and west - MARGIN <= longitude <= east + MARGIN
            for south, north, west, east in boxes
        )


def spellings(town: str) -> Iterator[str]:
    """The names to try for a town, the whole one first, each once.

    Then without brackets, part by part where commas, strokes or dashes part it, each also without
    postcode, "Cedex" and the letters or number of a district. A hyphen parts only two names.
    """
    bare = _BRACKETS.sub("", town).strip()
    pieces = [piece.strip() for piece in _PARTS.split(bare)]
    halves = bare.split("-") if bare.count("-") == 1 else []
    tried: set[str] = set()
    for piece in (town, bare, *pieces, *halves):
        for name in (piece, _cleaned(piece)):
            if len(name) > 1 and name not in tried:
                tried.add(name)
                yield name


def _cleaned(piece: str) -> str:
    without = _CEDEX.sub("", _POSTCODE.sub("", piece.strip()))
    return _DISTRICT.sub("", without).strip()


def _point(cells: Mapping[str, str], problems: list[Remark]) -> tuple[float, float] | None:
    """The coordinates given; nought and nought are what registers write for none."""
    given = [_degrees(cells, "latitude", 90, problems), _degrees(cells, "longitude", 180, problems)]
    if problems or given in ([None, None], [0, 0]):
        return None
    latitude, longitude = given
    if latitude is None or longitude is None:
        missing = "longitude" if longitude is None else "latitude"
        problems.append(Remark(missing, _("Give both latitude and longitude, or neither.")))
        return None
    return latitude, longitude


def _degrees(cells: Mapping[str, str], name: str, most: int, problems: list[Remark]) -> float | None:
    text = cells.get(name, "")
    if not text:
        return None
    if not re.fullmatch(r"[-+−]?\d{1,3}(?:[.,]\d+)?", text):
        problems.append(Remark(name, _("Give degrees as a number, for example 48.14.")))
        return None
    degrees = float(text.replace(",", ".").replace("−", "-"))
    if abs(degrees) > most:
        problems.append(Remark(name, _("Degrees lie between -%(most)s and %(most)s.") % {"most": most}))
        return None
    return degrees


def _box(country: str) -> tuple[float, float, float, float] | None:
    edges = Place.objects.filter(country_id=country).aggregate(
        south=Min("latitude"), north=Max("latitude"), west=Min("longitude"), east=Max("longitude")
    )
    return None if edges["south"] is None else (edges["south"], edges["north"], edges["west"], edges["east"])


def _far(place: Place, point: tuple[float, float]) -> float:
    across = (place.longitude - point[1]) * cos(radians(point[0]))
    return hypot(place.latitude - point[0], across)
