"""What came of an import: of each row, and in all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Came(TextChoices):
    """What came of a row."""

    MADE = "made", _("made")
    CHANGED = "changed", _("changed")
    SAME = "same", _("same as before")
    LEFT = "left", _("left alone")
    THERE = "there", _("there already from elsewhere")
    REFUSED = "refused", _("refused")


class NoPlace(TextChoices):
    """Why a row is not on the map."""

    NO_TOWN = "no_town", _("no town given")
    COUNTRY_ONLY = "country_only", _("only the country is named")
    UNKNOWN = "unknown", _("place not known")
    ELSEWHERE = "elsewhere", _("coordinates outside the country")


@dataclass(frozen=True)
class Remark:
    """Something to say about a row: in which column, and what. Without a column it is about the whole row."""

    column: str
    text: Any

    def __str__(self) -> str:
        return f"{self.column}: {self.text}" if self.column else str(self.text)


@dataclass(frozen=True)
class Row:
    """One row of the file and what came of it.

    `remarks` are the reasons why it was refused or left alone, and what was passed over in a row
    that was taken. `no_place` is empty for a row on the map, and for one that was not taken.
    """

    line: int
    came: Came
    name: str = ""
    country: str = ""
    key: str = ""
    remarks: Sequence[Remark] = ()
    no_place: NoPlace | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the register's values stand in a profile now."""
        return self.came in {Came.MADE, Came.CHANGED, Came.SAME}

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to say about it."""
        return self.is_taken and not self.remarks and self.no_place is None


@dataclass
class Outcome:
    """All rows, the columns that nobody asked for, and how many of the register's profiles the file has no more.

    `filled` counts, field by field, the rows that were taken and say something there.
    """

    ignored: Sequence[str] = ()
    gone: int = 0
    rows: list[Row] = field(default_factory=list)
    filled: Counter[str] = field(default_factory=Counter)

    def count(self, came: Came) -> int:
        """How many rows came out so."""
        return sum(row.came is came for row in self.rows)

    def of(self, *came: Came) -> list[Row]:
        """The rows that came out so."""
        return [row for row in self.rows if row.came in came]

    @property
    def on_the_map(self) -> int:
        """How many of the rows that were taken have coordinates."""
        return sum(row.is_taken and row.no_place is None for row in self.rows)

    @property
    def without_a_place(self) -> dict[NoPlace, int]:
        """How many of the rows that were taken have no place, by reason."""
        found = Counter(row.no_place for row in self.rows if row.is_taken and row.no_place is not None)
        return {reason: found[reason] for reason in NoPlace if found[reason]}

    @property
    def passed_over(self) -> int:
        """How many of the rows that were taken had something that could not be used."""
        return sum(row.is_taken and bool(row.remarks) for row in self.rows)
