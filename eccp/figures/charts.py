"""Where things stand in a chart. Lengths are percentages of its width or height, written as SVG reads them.

The text of a chart keeps its size however wide the chart is, so everything but text is a percentage.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from django.utils.formats import date_format, number_format

from eccp.figures.models import Entry
from eccp.figures.series import Month, Row

BARS_AT_MOST = 15
LINES = 4  # at most so many above the ground
YEARS_AT_MOST = 6
LETTERS = 40  # of a label stand in one line on the smallest screens
LINE = 1.25  # from one line of a label to the next
SHORT = 18  # months that are named one by one where there is room
EDGE = 4  # percent of the width that stay free left and right of points
NEAR = 16  # percent of the width: two points that are nearer share the room for their numbers


@dataclass(frozen=True)
class Bar:
    """A row of a chart of bars, its label in lines that SVG does not break. Heights are in lines of text."""

    lines: list[str]
    number: int
    width: str
    label_y: str
    bar_y: str
    number_y: str
    end: float


@dataclass(frozen=True)
class Mark:
    """A line across, a word below or a point: where it is and what it says."""

    at: str
    words: str
    up: str = ""
    anchor: str = "middle"


@dataclass(frozen=True)
class Plot:
    """A chart over time: lines across with their numbers, words below, one path, and points."""

    lines: list[Mark]
    words: list[Mark]
    path: str
    points: list[Mark]
    end: Mark | None = None


def percent(part: float) -> str:
    """A share of one as SVG reads it, whatever the reader's language."""
    return f"{100 * part:.2f}%"


def bars(rows: Sequence[Row]) -> list[Bar]:
    """The first rows as bars from nought; the longest takes four fifths, so that its number stands beside it."""
    shown = rows[:BARS_AT_MOST]
    longest = max((row.number for row in shown), default=0) or 1
    drawn: list[Bar] = []
    for row in shown:
        lines = wrap(row.label, LETTERS) or [""]
        top = drawn[-1].end if drawn else 0.0
        below = top + LINE * (len(lines) - 1)
        drawn.append(
            Bar(
                lines,
                row.number,
                percent(0.8 * row.number / longest),
                f"{top + 1.1:.2f}em",
                f"{below + 1.5:.2f}em",
                f"{below + 2.2:.2f}em",
                below + 2.75,
            )
        )
    return drawn


def height(shown: Sequence[Bar]) -> str:
    """How high a chart of these bars is."""
    return f"{(shown[-1].end if shown else 0) + 0.25:.2f}em"


def step(top: int) -> int:
    """The distance of lines across a chart up to `top`: one, two or five with noughts, for at most four lines."""
    size = 1
    while True:
        for one in (1, 2, 5):
            if one * size * LINES >= top:
                return one * size
        size *= 10


def growth(months: Sequence[Month]) -> Plot:
    """The totals as a line over the months, measurements as points beside it."""
    highest = max(max(month.total, month.measured or 0) for month in months)
    distance, top = _scale(highest)
    across = [index / (len(months) - 1) if len(months) > 1 else 0.5 for index in range(len(months))]
    up = [1 - month.total / top for month in months]
    path = "M" + " L".join(f"{100 * x:.2f} {100 * y:.2f}" for x, y in zip(across, up, strict=True))
    points = [
        Mark(percent(x), _number(month.measured), percent(1 - month.measured / top))
        for x, month in zip(across, months, strict=True)
        if month.measured is not None
    ]
    return Plot(
        _lines(distance, top),
        _named_months(months, across),
        path if len(months) > 1 else "",
        points,
        Mark(
            percent(across[-1]),
            _number(months[-1].total),
            percent(up[-1]),
            "end" if len(months) > 1 else "middle",
        ),
    )


def published(entries: Sequence[Entry]) -> Plot:
    """Dated figures as points with their numbers, the oldest left, years below; no line runs between them."""
    ordered = sorted(entries, key=lambda entry: entry.date)
    distance, top = _scale(max(entry.value for entry in ordered))
    first, last = date(ordered[0].date.year, 1, 1), date(ordered[-1].date.year + 1, 1, 1)
    across = [_place(entry.date, first, last) for entry in ordered]
    points = []
    for index, entry in enumerate(ordered):
        near_next = index + 1 < len(across) and 100 * (across[index + 1] - across[index]) < NEAR
        near_last = index > 0 and 100 * (across[index] - across[index - 1]) < NEAR
        anchor = "end" if near_next else "start" if near_last else "middle"
        points.append(Mark(percent(across[index]), _said(entry), percent(1 - entry.value / top), anchor))
    years = range(first.year, last.year)
    every = -(-len(years) // YEARS_AT_MOST)
    words = [
        Mark(percent(_place(date(year, 7, 1), first, last)), str(year)) for year in years if year % every == 0
    ]
    return Plot(_lines(distance, top), words, "", points)


def _number(value: int) -> str:
    return str(number_format(value, force_grouping=True))


def _said(entry: Entry) -> str:
    return f"{'> ' if entry.more_than else ''}{_number(entry.value)}"


def _place(day: date, first: date, last: date) -> float:
    share = (day - first) / (last - first)
    return (EDGE + (100 - 2 * EDGE) * share) / 100


def _scale(highest: int) -> tuple[int, int]:
    """The distance of the lines, and the number at the upper edge, a little above the highest."""
    distance = step(max(highest, 1))
    lines = -(-max(highest, 1) // distance)
    return distance, lines * distance


def _lines(distance: int, top: int) -> list[Mark]:
    return [Mark(percent(1 - number / top), _number(number)) for number in range(0, top + 1, distance)]


def _named_months(months: Sequence[Month], across: Sequence[float]) -> list[Mark]:
    """Words below: each January by its year; where the time is short, its first and last month."""
    if len(months) <= SHORT:
        ends = {0: "start", len(months) - 1: "end"} if len(months) > 1 else {0: "middle"}
        return [
            Mark(percent(across[i]), date_format(months[i].first, "M Y"), anchor=anchor)
            for i, anchor in ends.items()
        ]
    januaries = [
        (x, month.first.year) for x, month in zip(across, months, strict=True) if month.first.month == 1
    ]
    every = -(-len(januaries) // YEARS_AT_MOST)
    return [
        Mark(percent(x), str(year), anchor="start" if x < 0.06 else "end" if x > 0.94 else "middle")
        for x, year in januaries
        if year % every == 0
    ]
