"""The entries that were found as a file: every one of them, made while it is sent."""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eccp.config.audit.lines import Line, lines
from eccp.core.models import LogEntry
from eccp.core.working_time import BRUSSELS
from eccp.directory.downloads import xlsx_xml as xml
from eccp.directory.downloads.as_csv import Line as OneLine
from eccp.directory.downloads.as_csv import harmless
from eccp.directory.downloads.as_xlsx import BYTES_AT_MOST, ROWS_AT_MOST, Drain

BATCH = 500
COLUMNS: tuple[tuple[Any, int], ...] = (
    (gettext_lazy("Number"), 10),
    (gettext_lazy("When (Brussels)"), 20),
    (gettext_lazy("Who, by number"), 10),
    (gettext_lazy("Who"), 28),
    (gettext_lazy("In which role"), 16),
    (gettext_lazy("What"), 34),
    (gettext_lazy("Verb"), 28),
    (gettext_lazy("Kind of object"), 18),
    (gettext_lazy("Number of the object"), 10),
    (gettext_lazy("Object"), 40),
    (gettext_lazy("Changes"), 80),
    (gettext_lazy("Note"), 60),
)


class Form(NamedTuple):
    """One form of a file."""

    content_type: str
    pieces: Any


def batches(found: QuerySet[LogEntry], reader: Any) -> Iterator[list[Line]]:
    """The entries, newest first, some hundreds at a time.

    Each batch begins where the last ended, so what is written meanwhile neither shifts nor repeats a
    row, and no transaction stays open while somebody downloads slowly.
    """
    found = found.order_by("-at", "-pk")
    batch = list(found[:BATCH])
    while batch:
        yield lines(batch, reader)
        last = batch[-1]
        batch = list(found.filter(at__lte=last.at).exclude(at=last.at, pk__gte=last.pk)[:BATCH])


def cells(line: Line) -> list[Any]:
    """One row of the table."""
    entry = line.entry
    changes = "; ".join(f"{one.label}: {one.old or '–'} → {one.new or '–'}" for one in line.changes)
    return [
        entry.pk,
        entry.at.astimezone(BRUSSELS).strftime("%Y-%m-%d %H:%M:%S"),
        entry.by_id or "",
        line.who,
        str(line.role),
        str(line.what),
        entry.verb,
        str(line.kind),
        entry.object_id,
        line.seen.name,
        changes,
        entry.note,
    ]


def as_csv(found: QuerySet[LogEntry], reader: Any) -> Iterator[str]:
    """Comma-separated values. Where it fails half way, its last line says so."""
    writer = csv.writer(OneLine())
    yield "\ufeff" + writer.writerow([str(name) for name, _width in COLUMNS])
    try:
        for batch in batches(found, reader):
            yield "".join(writer.writerow([harmless(cell) for cell in cells(line)]) for line in batch)
    except Exception:
        yield writer.writerow([_("This file is not complete. Please download it again.")])
        raise


def as_xlsx(found: QuerySet[LogEntry], reader: Any, *, rows_at_most: int = ROWS_AT_MOST) -> Iterator[bytes]:
    """The workbook, on as many sheets as the entries need. Texts stand as texts: none is ever a formula."""
    drain = Drain()
    rows = (cells(line) for batch in batches(found, reader) for line in batch)
    names: list[str] = []
    with ZipFile(drain, "w", ZIP_DEFLATED) as book:  # type: ignore[call-overload]
        row = next(rows, None)
        while row or not names:
            names.append(f"{_('Log')} {len(names) + 1}")
            with book.open(xml.path(len(names)), "w") as sheet:
                for line in _table(chain([row] if row else [], rows), rows_at_most):
                    sheet.write(line)
                    if drain.held:
                        yield drain.take()
            row = next(rows, None)
        for path, content in xml.frame(names):
            book.writestr(path, content)
    yield drain.take()


def _table(rows: Iterable[list[Any]], rows_at_most: int) -> Iterator[bytes]:
    """One sheet with as many of the rows as it holds; the others are left in `rows`."""
    yield xml.beginning([width for _name, width in COLUMNS], header=True)
    yield xml.row(1, [str(name) for name, _width in COLUMNS], xml.BOLD)
    written = 0
    for number, row in enumerate(rows, 2):
        line = xml.row(number, row)
        yield line
        written += len(line)
        if number >= rows_at_most or written > BYTES_AT_MOST:
            break
    yield xml.END


FORMS = {
    "csv": Form("text/csv; charset=utf-8; header=present", as_csv),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}
