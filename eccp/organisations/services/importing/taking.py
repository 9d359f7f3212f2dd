"""Taking a register in, row by row: each row in a transaction of its own, whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from eccp.core.names import fold
from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.services import profiles
from eccp.organisations.services.importing import standing
from eccp.organisations.services.importing.columns import Heading, read_header
from eccp.organisations.services.importing.judging import Judge, Judged
from eccp.organisations.services.importing.lookups import NotKnown
from eccp.organisations.services.importing.outcome import Came, Outcome, Remark, Row
from eccp.organisations.services.importing.table import Line, Table, read
from eccp.organisations.snapshot import snapshot
from eccp.organisations.types.base import ProfileType

KEY_LETTERS = 200
Progress = Callable[[int, int], None]  # rows done, rows in all


def run(
    content: bytes,
    kind: ProfileType,
    source: str,
    *,
    mapped: Mapping[str, str] | None = None,
    dry: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Make and renew the listed profiles of a register, and say what came of each row.

    `content` is the file, `source` the register's name: with a row's key it tells whether the row is
    there already, so the same file again changes nothing. `mapped` leads their columns to ours. When
    `dry`, every row is done and undone. Raises `Unreadable` where the file as a whole cannot be read.
    """
    table = read(content)
    heading = read_header(table.header, kind, mapped or {})
    return _Run(kind, source, heading, table, dry).all_rows(progress)


class _Run:
    """One import under way: what every row needs."""

    def __init__(self, kind: ProfileType, source: str, heading: Heading, table: Table, dry: bool) -> None:
        self.kind, self.source, self.heading, self.table, self.dry = kind, source, heading, table, dry
        self.judge = Judge(kind, set(heading.places))
        self.seen: dict[str, int] = {}
        self.outcome = Outcome(ignored=heading.ignored)

    def all_rows(self, progress: Progress | None) -> Outcome:
        """Take row after row, a bunch at a time, so that what stands already is read with few queries."""
        lines, of = self.table.lines, len(self.table.lines)
        for start in range(0, of, standing.AT_ONCE):
            bunch = [
                (line, self.heading.cells(line.cells)) for line in lines[start : start + standing.AT_ONCE]
            ]
            there = standing.of_register(self.source, (self._key(cells) for _line, cells in bunch))
            for number, (line, cells) in enumerate(bunch, start=start + 1):
                self.outcome.rows.append(self._row(line, cells, there))
                if progress:
                    progress(number, of)
        self.outcome.gone = standing.count_gone(self.source, self.seen)
        return self.outcome

    def _row(self, line: Line, cells: dict[str, str], there: Mapping[str, Organisation]) -> Row:
        key = self._key(cells)
        row = Row(line.number, Came.REFUSED, cells["name"], cells["country"], key)
        problem = self._shape(line, key)
        if problem:
            return replace(row, remarks=[problem])
        self.seen[key] = line.number
        known = there.get(key)
        if known and (why := standing.why_left_alone(known, self.kind)):
            return replace(row, came=Came.LEFT, remarks=[Remark("", why)])
        stored = snapshot(known) if known else {}
        judged = self.judge.judge(cells, known or Organisation(type=self.kind.code), stored)
        if judged.problems:
            return replace(row, remarks=judged.problems)
        row = replace(row, no_place=judged.no_place, remarks=judged.remarks)
        try:
            row = self._changed(row, known, judged, stored) if known else self._made(row, key, judged)
        except (IntegrityError, profiles.Stale):
            return replace(
                row,
                remarks=[Remark("", _("Somebody else stored it at the same moment. Import the file again."))],
            )
        if row.is_taken:
            self.outcome.filled.update(list(self._filled(judged.values)))
        return row

    def _shape(self, line: Line, key: str) -> Remark | None:
        """What is wrong with a row before anybody reads it."""
        if any(line.cells[len(self.table.header) :]):
            return Remark(
                "",
                _(
                    "The row has more cells than the first row has columns. Quote cells that have the delimiter in them."
                ),
            )
        if key in self.seen:
            return Remark(
                "key",
                _("The same row as in line %(line)s. Only the first is taken.") % {"line": self.seen[key]},
            )
        if len(key) > KEY_LETTERS:
            return Remark("key", _("At most %(most)s letters fit here.") % {"most": KEY_LETTERS})
        return None

    def _key(self, cells: Mapping[str, str]) -> str:
        """The register's own key, else country and name, folded, so that `Łódź` and `Lodz` are one."""
        if cells.get("key"):
            return cells["key"]
        try:
            country = self.judge.countries.find(cells["country"])
        except NotKnown:
            country = cells["country"]
        return f"{country}:{fold(cells['name'])}"[:KEY_LETTERS]

    def _made(self, row: Row, key: str, judged: Judged) -> Row:
        other = standing.twin(judged.values, self.source, self.kind)
        if other:
            text = _("It is there already as “%(name)s” (profile %(number)s, %(state)s).") % {
                "name": other.name,
                "number": other.pk,
                "state": other.get_visibility_display(),
            }
            return replace(row, came=Came.THERE, remarks=[Remark("", text)])
        with transaction.atomic():
            profiles.create(
                self.kind.code,
                self._filled(judged.values),
                by=None,
                spot=judged.spot,
                visibility=Visibility.LISTED,
                source=self.source,
                source_key=key,
            )
            self._undo_when_dry()
        return replace(row, came=Came.MADE)

    def _changed(self, row: Row, known: Organisation, judged: Judged, stored: Mapping[str, Any]) -> Row:
        values = standing.changed(judged.values, stored, self.kind)
        if not values and (judged.spot is None or judged.spot.is_of(known)):
            return replace(row, came=Came.SAME)
        with transaction.atomic():
            locked = Organisation.objects.select_for_update(of=("self",)).get(pk=known.pk)
            if why := standing.why_left_alone(locked, self.kind):
                return replace(row, came=Came.LEFT, remarks=[Remark("", why)])
            profiles.update(locked, values, opened_at=known.version, by=None, spot=judged.spot)
            self._undo_when_dry()
        return replace(row, came=Came.CHANGED)

    def _filled(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values that say something."""
        return {name: value for name, value in values.items() if self.kind.fields[name].is_filled(value)}

    def _undo_when_dry(self) -> None:
        """Take back what the transaction did, so that a look leaves no trace."""
        if self.dry:
            transaction.set_rollback(True)
