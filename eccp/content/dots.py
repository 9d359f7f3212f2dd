"""Drawing the quiet map of dots from where validated organisations are."""

from collections import Counter
from math import cos, radians, sqrt

from eccp.organisations.models import Organisation

WIDTH, HEIGHT = 1000, 839
WEST, EAST, SOUTH, NORTH = -25.0, 45.0, 34.0, 71.0
CELL = 0.6  # degrees: dots this near become one larger dot
MIDDLE = radians((SOUTH + NORTH) / 2)


def draw() -> str:
    """Return an SVG of 1000 by 839 units: each dot's area grows with the number of profiles in its cell."""
    found = (
        Organisation.objects.published()
        .filter(latitude__range=(SOUTH, NORTH), longitude__range=(WEST, EAST))
        .values_list("latitude", "longitude")
    )
    cells = Counter(
        (round(lat / CELL), round(lng * cos(MIDDLE) / CELL))
        for lat, lng in found
        if lat is not None and lng is not None
    )
    circles = "".join(
        _dot(row * CELL, column * CELL / cos(MIDDLE), count) for (row, column), count in sorted(cells.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<g fill="#0e47cb" fill-opacity=".45">{circles}</g></svg>'
    )


def _dot(latitude: float, longitude: float, count: int) -> str:
    x = (longitude - WEST) / (EAST - WEST) * WIDTH
    y = (NORTH - latitude) / (NORTH - SOUTH) * HEIGHT
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{3 + 2.2 * sqrt(count):.1f}"/>'
