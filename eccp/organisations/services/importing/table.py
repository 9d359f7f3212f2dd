"""Reading the file itself: its letters, its delimiter, its lines."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

DELIMITERS = ",;\t"
EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
LETTERS_IN_A_CELL = 200_000


class Unreadable(Exception):
    """The file cannot be read at all; the text says what to do."""


@dataclass(frozen=True)
class Line:
    """One row of the file: the number of the line that it begins in, and its cells."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """The file as text: what stands in its first row, and the rows after it."""

    header: list[str]
    lines: list[Line]


def read(content: bytes) -> Table:
    """Read a CSV file: UTF-8, with or without a mark in front; comma, semicolon or tab between cells.

    Empty rows are passed over. Raises `Unreadable`.
    """
    text = _decoded(content)
    first = re.split(r"[\r\n]", text.lstrip(), maxsplit=1)[0]
    lines = list(_lines(text, _delimiter(first)))
    if not lines:
        raise Unreadable(_("The file is empty. Its first row names the columns, name and country at least."))
    return Table(lines[0].cells, lines[1:])


def _decoded(content: bytes) -> str:
    if content.startswith(EXCEL):
        raise Unreadable(_("This is a spreadsheet, not a CSV file. Save it as “CSV UTF-8” and import that."))
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8-sig")).replace("\0", "")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise Unreadable(
            _(
                "The file is not UTF-8: line %(line)s has a letter that cannot be read. Save it as “CSV UTF-8” and try again."
            )
            % {"line": line}
        ) from problem


def _delimiter(first: str) -> str:
    """The sign that cuts the first row into the most cells; a comma where none does."""
    return max(DELIMITERS, key=lambda sign: len(next(csv.reader([first], delimiter=sign), [])))


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    """The rows that are not empty. A quote that is not closed would swallow the rest, so it ends the reading."""
    limit = csv.field_size_limit(LETTERS_IN_A_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            clean = [cell.replace("\xa0", " ").strip() for cell in cells]
            if any(clean):
                yield Line(begins, clean)
            begins = reader.line_num + 1
    except csv.Error as problem:
        raise Unreadable(
            _(
                "The row that begins in line %(line)s cannot be read: a quotation mark is not closed, or stands alone. "
                "Within a quoted cell, write it twice."
            )
            % {"line": begins}
        ) from problem
    finally:
        csv.field_size_limit(limit)
