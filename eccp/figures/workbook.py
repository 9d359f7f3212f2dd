"""Every table of the page in one workbook, for spreadsheets of any language: a number is a number in it.

A file of comma-separated values opens badly where numbers have a decimal comma, as in French or German.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from eccp.directory import licence
from eccp.directory.downloads import xlsx_xml as xml
from eccp.figures.files import FILES
from eccp.figures.page import Look
from eccp.reference.models import today

WIDE = {"label", "counts", "leaves_out", "source", "link", "note"}
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\].*")  # of a sheet; what follows is left out as well


def written(look: Look, address: str) -> bytes:
    """The workbook, the same bytes for the same figures. Its last sheet says where they are from."""
    sheets = {str(label): sheet(lines(look)) for label, lines in FILES.values()}
    sheets[_("About these data")] = about(address)
    names = [NOT_IN_A_NAME.sub("", name).strip() for name in sheets]
    held = BytesIO()
    with ZipFile(held, "w") as book:
        for number, rows in enumerate(sheets.values(), 1):
            pack(book, xml.path(number), b"".join(rows))
        for path, content in xml.frame(names):
            pack(book, path, content)
    return held.getvalue()


def pack(book: ZipFile, path: str, content: bytes | str) -> None:
    """Put a part in without the hour, by which two workbooks of the same figures would differ."""
    book.writestr(ZipInfo(path), content, ZIP_DEFLATED)


def sheet(lines: Iterator[Iterable[Any]]) -> Iterator[bytes]:
    """One table; its first line is the header."""
    header = [str(name) for name in next(lines)]
    yield xml.beginning([44 if name in WIDE else 16 for name in header], header=True)
    yield xml.row(1, header, xml.BOLD)
    for number, cells in enumerate(lines, 2):
        yield xml.row(number, [*cells])
    yield xml.END


def about(address: str) -> Iterator[bytes]:
    """Where the figures are from, of which day they are, and what one may do with them."""
    yield xml.beginning([22, 100])
    said = (
        (_("Source"), licence.SOURCE),
        (_("This page"), address),
        (_("As of"), today()),
        (_("Licence"), f"{licence.TITLE} ({licence.NAME})"),
        (_("Terms of the licence"), licence.URL),
    )
    for number, cells in enumerate(said, 1):
        yield xml.row(number, cells)
    yield xml.END
