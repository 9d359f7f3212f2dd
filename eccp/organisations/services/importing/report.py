"""The outcome of an import in words, and as a table of the rows that have something to be said of."""

import csv
import io
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eccp.organisations.services.importing.outcome import Came, Outcome, Row

COLUMNS = ("line", "key", "name", "country", "outcome", "reasons")
FORMULA = ("=", "+", "-", "@")
SHOWN_AT_MOST = 20


def summary(outcome: Outcome, *, source: str, dry: bool) -> Iterator[str]:
    """What came of the rows, line by line: refused ones in full, of the others the first few and the numbers."""
    refused = outcome.of(Came.REFUSED)
    yield from _listed(refused, _("Refused, nothing of these rows was stored:"), most=len(refused))
    yield from _listed(outcome.of(Came.LEFT), _("Left alone:"))
    yield from _listed(outcome.of(Came.THERE), _("Not made a second time:"))
    yield from _listed(
        [row for row in outcome.rows if row.is_taken and row.remarks], _("Taken, but not all of it:")
    )
    if dry:
        yield _("Only a look: nothing was stored. This would happen:")
    total = len(outcome.rows)
    yield ngettext(
        "%(number)s row read from “%(source)s”", "%(number)s rows read from “%(source)s”", total
    ) % {
        "number": f"{total:,}",
        "source": source,
    }
    for came in Came:
        yield f"{outcome.count(came):9,} {came.label}"
    yield f"{outcome.on_the_map:9,} {_('on the map')}"
    for reason, number in outcome.without_a_place.items():
        yield f"{number:9,} {_('without a place: %(reason)s') % {'reason': reason.label}}"
    yield from _notes(outcome)
    if refused:
        yield ngettext(
            "ATTENTION: %(number)s row was refused. Mend it in the file and import the file again.",
            "ATTENTION: %(number)s rows were refused. Mend them in the file and import the file again.",
            len(refused),
        ) % {"number": f"{len(refused):,}"}


def _notes(outcome: Outcome) -> Iterator[str]:
    """What concerns the file as a whole."""
    if outcome.filled:
        filled = ", ".join(f"{name} {number:,}" for name, number in sorted(outcome.filled.items()))
        yield _("Filled in: %(fields)s") % {"fields": filled}
    if outcome.ignored:
        yield _("Columns that mean nothing here, ignored: %(columns)s") % {
            "columns": ", ".join(outcome.ignored)
        }
    if outcome.gone:
        yield ngettext(
            "%(number)s profile of this register is not in the file. It stays as it is.",
            "%(number)s profiles of this register are not in the file. They stay as they are.",
            outcome.gone,
        ) % {"number": f"{outcome.gone:,}"}


def _listed(rows: Sequence[Row], title: str, most: int = SHOWN_AT_MOST) -> Iterator[str]:
    if not rows:
        return
    yield title
    for row in rows[:most]:
        yield f"  {_('line %(line)s') % {'line': row.line}}, {row.name or _('(no name)')}: {reasons(row)}"
    if len(rows) > most:
        yield "  " + _("… and %(number)s more; --report writes all of them.") % {
            "number": f"{len(rows) - most:,}"
        }
    yield ""


def table(outcome: Outcome) -> str:
    """The rows that are not clean, as CSV with a mark in front, so that a spreadsheet reads it as UTF-8."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in _cells(row)] for row in outcome.rows if not row.is_clean)
    return "\ufeff" + file.getvalue()


def reasons(row: Row) -> str:
    """All that is to be said of a row, in one line."""
    said = [str(remark) for remark in row.remarks]
    if row.is_taken and row.no_place is not None:
        said.append(str(row.no_place.label))
    return "; ".join(said)


def _cells(row: Row) -> list[str]:
    return [str(row.line), row.key, row.name, row.country, row.came.value, reasons(row)]


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
