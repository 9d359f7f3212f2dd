"""The country shapes of the map: disputed lines as the platform shows them, and no smear."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

MAP = Path(__file__).resolve().parents[2] / "eccp" / "static" / "map"


def rings(feature: dict) -> list[list[list[float]]]:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def holders(name: str, longitude: float, latitude: float) -> set[str]:
    """Countries whose shape holds the point, by counting crossings of a ray to the east."""
    found = set()
    for feature in json.loads((MAP / name).read_text(encoding="utf-8"))["features"]:
        inside = False
        for ring in rings(feature):
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > latitude) != (y2 > latitude):
                    inside ^= longitude < x1 + (latitude - y1) * (x2 - x1) / (y2 - y1)
        if inside:
            found.add(feature["properties"]["iso2"])
    return found


@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "country"),
    [
        ("land.json", 34.1, 45.0, "UA"),
        ("land-world.json", 34.1, 45.0, "UA"),
        ("land.json", 33.3, 35.3, "CY"),
        ("land.json", 21.0, 42.6, "XK"),
        ("land.json", 38.9, 45.0, "RU"),
        ("land-world.json", 44.1, 9.5, "SO"),
    ],
)
def test_map_holds_the_point_in_the_right_country(name, longitude, latitude, country):
    assert holders(name, longitude, latitude) == {country}


@pytest.mark.parametrize(
    ("name", "west", "south", "east", "north"),
    [("land.json", -32, 16, 60, 72), ("land-world.json", -180, -90, 180, 90)],
)
def test_map_is_clipped_and_does_not_smear(name, west, south, east, north):
    for feature in json.loads((MAP / name).read_text(encoding="utf-8"))["features"]:
        assert feature["properties"].keys() == {"iso2"}
        for ring in rings(feature):
            assert ring[0] == ring[-1]
            assert all(west <= x <= east and south <= y <= north for x, y in ring)
            # nothing but the smear across the antimeridian runs half around the world
            assert max(abs(a[0] - b[0]) for a, b in pairwise(ring)) < 90
