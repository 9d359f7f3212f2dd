"""Calm drawings for the demonstration's pages, in the platform's colours. They show nothing, and say so."""

import io
from collections.abc import Callable
from math import cos, pi, sin
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1500, 1000
TWICE = 2  # drawn larger, then made smaller, so that edges are smooth
BLUE, SKY, WASH, INK, SUN = "#0e47cb", "#86a3e5", "#f3f6fc", "#262b38", "#ffd617"
Draw = ImageDraw.ImageDraw

DESCRIPTIONS = {
    "links": "An abstract drawing for the demonstration: blue dots of different sizes, joined by thin lines",
    "waves": "An abstract drawing for the demonstration: light and dark blue waves, one above the other",
    "dots": "An abstract drawing for the demonstration: rows of blue dots that grow towards the right, one of them yellow",
    "bars": "An abstract drawing for the demonstration: upright blue bars of different heights, one of them yellow",
    "arcs": "An abstract drawing for the demonstration: blue arcs that lead from point to point like journeys",
    "grid": "An abstract drawing for the demonstration: a grid of light and dark blue squares",
}


def drawing(name: str, seed: int) -> ContentFile:
    """A PNG of one of the drawings; the same seed draws the same."""
    picture = Image.new("RGB", (WIDTH * TWICE, HEIGHT * TWICE), WASH)
    DRAWN[name](ImageDraw.Draw(picture), Random(seed))
    file = io.BytesIO()
    picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return ContentFile(file.getvalue(), name=f"demo-{name}-{seed}.png")


def _dot(draw: Draw, x: float, y: float, size: float, colour: str) -> None:
    draw.ellipse((x - size, y - size, x + size, y + size), fill=colour)


def _links(draw: Draw, chance: Random) -> None:
    wide, high = WIDTH * TWICE, HEIGHT * TWICE
    points = [(chance.uniform(0.08, 0.92) * wide, chance.uniform(0.1, 0.9) * high) for _place in range(18)]
    for here in points:
        near = sorted(points, key=lambda there: (here[0] - there[0]) ** 2 + (here[1] - there[1]) ** 2)
        for there in near[1:4]:
            draw.line((*here, *there), fill=SKY, width=6)
    for place, (x, y) in enumerate(points):
        _dot(draw, x, y, chance.uniform(24, 80), SUN if place == 0 else BLUE)


def _waves(draw: Draw, chance: Random) -> None:
    wide, high = WIDTH * TWICE, HEIGHT * TWICE
    for row, colour in enumerate((SKY, "#3e6cd5", BLUE, "#0a328e")):
        top, shift = high * (0.35 + 0.16 * row), chance.uniform(0, 2 * pi)
        line = [(x, top + 90 * sin(x / wide * 3 * pi + shift)) for x in range(0, wide + 20, 20)]
        draw.polygon([*line, (wide, high), (0, high)], fill=colour)
    _dot(draw, wide * chance.uniform(0.2, 0.8), high * 0.18, 110, SUN)


def _dots(draw: Draw, chance: Random) -> None:
    special = (chance.randrange(2, 10), chance.randrange(7))
    for column in range(11):
        for row in range(7):
            x, y = 180 + column * 264, 170 + row * 276
            _dot(
                draw,
                x,
                y,
                20 + column * 9,
                SUN if (column, row) == special else (BLUE if column > 4 else SKY),
            )


def _bars(draw: Draw, chance: Random) -> None:
    high, special = HEIGHT * TWICE, chance.randrange(12)
    for place in range(12):
        top = high * chance.uniform(0.2, 0.75)
        x = 140 + place * 232
        draw.rounded_rectangle(
            (x, top, x + 150, high), 20, fill=SUN if place == special else (BLUE if place % 2 else SKY)
        )


def _arcs(draw: Draw, chance: Random) -> None:
    base = HEIGHT * TWICE * 0.8
    stops = sorted(chance.uniform(160, WIDTH * TWICE - 160) for _place in range(8))
    for first in stops:
        for second in stops:
            if second - first > 500:
                tall = (second - first) * 0.45
                draw.arc((first, base - tall, second, base + tall), 180, 360, fill=SKY, width=10)
    for place, x in enumerate(stops):
        _dot(draw, x, base, 46, SUN if place == 3 else BLUE)


def _grid(draw: Draw, chance: Random) -> None:
    side = 230
    for column in range(12):
        for row in range(8):
            x, y = 130 + column * side, 90 + row * side
            colour = chance.choice((BLUE, SKY, SKY, "#c2d1f2", "#c2d1f2"))
            draw.rectangle((x, y, x + side - 30, y + side - 30), fill=colour)
    angle = chance.uniform(0, 2 * pi)
    _dot(draw, WIDTH * (1 + 0.3 * cos(angle)), HEIGHT * (1 + 0.3 * sin(angle)), 120, SUN)


DRAWN: dict[str, Callable[[Draw, Random], None]] = {
    "links": _links,
    "waves": _waves,
    "dots": _dots,
    "bars": _bars,
    "arcs": _arcs,
    "grid": _grid,
}
