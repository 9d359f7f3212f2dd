"""The figures as files of comma-separated values: one table a chart, with codes beside the words."""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from eccp.directory.downloads.as_csv import Line, harmless
from eccp.figures.models import Entry, Measurement
from eccp.figures.page import Look
from eccp.figures.series import Row
from eccp.reference.models import today

Lines = Iterator[Iterable[Any]]


def counters(look: Look) -> Lines:
    """The counters of now, with unit and definition."""
    yield (
        "counter",
        "label",
        "value",
        "more_than",
        "unit",
        "since",
        "date",
        "counts",
        "leaves_out",
        "source",
        "link",
    )
    for one in look.figures:
        entry = one.entry
        yield (
            one.counter.code,
            one.label,
            "" if one.value is None else one.value,
            "yes" if entry and entry.more_than else "",
            str(one.counter.unit),
            one.since or "",
            entry.date if entry else "" if one.counter.by_hand else today(),
            one.definition,
            str(one.counter.leaves_out),
            entry.source if entry else "",
            entry.link if entry else "",
        )


def growth(look: Look) -> Lines:
    """The months, the oldest first."""
    yield ("month", "new_profiles", "profiles_until_end_of_month", "measured_at_end_of_month")
    for month in look.months:
        measured = "" if month.measured is None else month.measured
        yield (f"{month.first:%Y-%m}", month.new, month.total, measured)


def countries(look: Look) -> Lines:
    """The profiles by country."""
    return _ranked("country", look.countries.rows)


def types(look: Look) -> Lines:
    """The profiles by type."""
    return _ranked("type", look.types.rows)


def ecosystems(look: Look) -> Lines:
    """The profiles by industrial ecosystem; one may be in several."""
    return _ranked("ecosystem", look.ecosystems.rows)


def _ranked(what: str, rows: list[Row]) -> Lines:
    yield (what, "label", "profiles", "share_in_percent")
    for row in rows:
        yield (row.code, row.label, row.number, row.share)


def dated(look: Look) -> Lines:
    """Every dated figure with its kind: published before, noted by hand, measured day by day."""
    yield ("kind", "counter", "date", "value", "more_than", "source", "link", "note")
    for entry in look.entries:
        published = entry.kind == Entry.Kind.PUBLISHED
        day = f"{entry.date:%Y-%m}" if published else entry.date
        more_than = "yes" if entry.more_than else ""
        yield (
            entry.kind, entry.counter, day, entry.value, more_than, entry.source, entry.link, entry.note,
        )  # fmt: skip
    for row in Measurement.objects.order_by("-date", "counter").iterator():
        yield ("measured", row.counter, row.date, row.value, "", "", "", "")


FILES: dict[str, tuple[Any, Callable[[Look], Lines]]] = {
    "counters": (_("The counters, today"), counters),
    "growth": (_("Growth by month"), growth),
    "countries": (_("By country"), countries),
    "types": (_("By profile type"), types),
    "ecosystems": (_("By industrial ecosystem"), ecosystems),
    "dated": (_("All dated figures: published, noted by hand, measured"), dated),
}


def written(name: str, look: Look) -> str:
    """The file of that name; `KeyError` where there is none. Spreadsheets read no part of it as a formula."""
    writer = csv.writer(Line())
    _label, lines = FILES[name]
    return "\ufeff" + "".join(writer.writerow([harmless(cell) for cell in line]) for line in lines(look))
