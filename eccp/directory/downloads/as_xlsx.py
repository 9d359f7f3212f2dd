"""The workbook for Excel and its like, written while it is read.

A workbook is a zip of XML files (ECMA-376). The zip's list of contents stands at its end, so a half of
one cannot be opened. Texts stand in their cells as texts: none is ever a formula.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _

from eccp.directory import licence, records
from eccp.directory.downloads import xlsx_xml as xml
from eccp.directory.downloads.rows import COLUMNS, batches, in_cells
from eccp.reference.models import today

ROWS_AT_MOST = 1_048_576  # of a sheet in Excel, the header among them
BYTES_AT_MOST = 2_000_000_000  # of a sheet; beyond 2 GiB the zip needs an extension that not all can read


class Drain:
    """A file that is given away while it is written. It cannot be read nor sought in."""

    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, data: bytes) -> int:
        """Hold some bytes until they are taken."""
        self.held += data
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is held is given by `take`."""

    def take(self) -> bytes:
        """What was written since the last time."""
        taken = bytes(self.held)
        self.held.clear()
        return taken


def parts(pks: Sequence[int], address: str, *, rows_at_most: int = ROWS_AT_MOST) -> Iterator[bytes]:
    """The workbook, piece by piece: the profiles on as many sheets as they need, and a sheet about them."""
    drain = Drain()
    rows = (
        in_cells(records.facts(one) | {"licence": licence.NAME}) for batch in batches(pks) for one in batch
    )
    names: list[str] = []
    with ZipFile(drain, "w", ZIP_DEFLATED) as book:  # type: ignore[call-overload]
        row = next(rows, None)
        while row or not names:
            names.append(" ".join([_("Organisations"), *([str(len(names) + 1)] if names else [])]))
            with book.open(xml.path(len(names)), "w") as sheet:
                for line in table(chain([row] if row else [], rows), rows_at_most):
                    sheet.write(line)
                    if drain.held:
                        yield drain.take()
            row = next(rows, None)
        names.append(_("About these data"))
        book.writestr(xml.path(len(names)), b"".join(about(address)))
        for path, content in xml.frame(names):
            book.writestr(path, content)
    yield drain.take()


def table(rows: Iterable[list[Any]], rows_at_most: int) -> Iterator[bytes]:
    """One sheet with as many of the rows as it holds; the others are left in `rows`."""
    yield xml.beginning([column.width for column in COLUMNS], header=True)
    yield xml.row(1, [column.name for column in COLUMNS], xml.BOLD)
    written = 0
    for number, cells in enumerate(rows, 2):
        line = xml.row(number, cells)
        yield line
        written += len(line)
        if number >= rows_at_most or written > BYTES_AT_MOST:
            break
    yield xml.END


def about(address: str) -> Iterator[bytes]:
    """The sheet that says where the data come from and what one may do with them."""
    said: list[tuple[str, str | date]] = [
        (_("Source"), licence.SOURCE),
        (_("This list"), address),
        (_("As of"), today()),
        (_("Licence"), f"{licence.TITLE} ({licence.NAME})"),
        (_("Terms of the licence"), licence.URL),
        (_("What is left out"), licence.LEFT_OUT),
    ]
    yield xml.beginning([22, 100])
    for number, cells in enumerate(said, 1):
        yield xml.row(number, cells)
    yield xml.END
