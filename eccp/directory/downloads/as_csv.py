"""The table for every program: comma-separated values."""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from eccp.directory import licence, records
from eccp.directory.downloads.rows import COLUMNS, batches, in_cells

# Where a spreadsheet would read on as a formula: at the beginning, and after what it may take for the end of a
# cell. In much of Europe that is a semicolon, and then quotation marks do not hold a text together either.
FORMULA = re.compile(r"(?:^|(?<=[;\t\r\n]))(?=\s*[=+\-@＝＋－＠])|^(?=[\t\r])")


class Line:
    """A file of one line at a time, for the writer of the csv module."""

    def write(self, line: str) -> str:
        """Give the line back instead of keeping it."""
        return line


def lines(pks: Sequence[int], address: str) -> Iterator[str]:
    """The file, a batch of lines at a time. Where it fails half way its last line says so.

    A half of any other file cannot be opened; half a table of lines looks like a whole one.
    """
    writer = csv.writer(Line())
    yield "\ufeff" + writer.writerow([column.name for column in COLUMNS])
    try:
        for batch in batches(pks):
            rows = (in_cells(records.facts(one) | {"licence": licence.NAME}) for one in batch)
            yield "".join(writer.writerow([harmless(cell) for cell in row]) for row in rows)
    except Exception:
        yield writer.writerow([_("This file is not complete. Please download it again.")])
        raise


def harmless(value: Any) -> Any:
    """A text of which no spreadsheet takes any part for a formula. Numbers stay numbers."""
    return FORMULA.sub("'", value) if isinstance(value, str) else value
