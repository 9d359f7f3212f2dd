"""The numbers of all documents, column by column, as the readers see them: for filters, counts, order and map.

Each document has a row. A facet's value is the set of rows that have it, so that "or", "and" and counting
are operations on sets; orders, coordinates and sums are arrays over all rows. The words are the text
engine's: it says which rows have them.
"""

from array import array
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from pyroaring import BitMap

from eccp.directory.engine import arrays_file
from eccp.directory.engine.base import Unavailable
from eccp.directory.query import Box

EVERYTHING = 0  # the set of all rows in use; the sets of facet values have the values' numbers, from 1 on
NAME, NEWEST, CONFIRMED = "name", "newest", "confirmed"
Numbers = np.ndarray[Any, Any]


class Columns:
    """The columns of one commit, read-only. Sets are read from the file when they are first asked for."""

    def __init__(self, arrays: arrays_file.Arrays) -> None:
        self.arrays = arrays
        self._sets: dict[int, BitMap] = {}

    @classmethod
    def read(cls, path: Path) -> "Columns":
        """Open the columns' file; `Unavailable` where it is missing or broken."""
        try:
            return cls(arrays_file.load(path))
        except (OSError, arrays_file.BrokenFile) as problem:
            raise Unavailable(f"The columns {path.name} cannot be read.") from problem

    @cached_property
    def everything(self) -> BitMap:
        """The rows of all documents. As with every set here: to be read, never changed."""
        return self.having(EVERYTHING)

    @cached_property
    def placed(self) -> BitMap:
        """The rows that have coordinates."""
        return rows_as_set(np.flatnonzero(~np.isnan(self.arrays["lng"])))

    def having(self, number: int) -> BitMap:
        """The rows that have a facet's value, by its number."""
        found = self._sets.get(number)
        if found is None:
            found = self._sets[number] = self._read(number)
        return found

    def _read(self, number: int) -> BitMap:
        numbers, ends = self.arrays["number"], self.arrays["end"]
        at = int(np.searchsorted(numbers, number))
        if at == len(numbers) or numbers[at] != number:
            return BitMap()
        start = int(ends[at - 1]) if at else 0
        return BitMap.deserialize(self.arrays["sets"][start : int(ends[at])].tobytes())

    def within(self, box: Box) -> BitMap:
        """The rows inside a box, its edges included."""
        lng, lat = self.arrays["lng"], self.arrays["lat"]
        inside = (lng >= box.west) & (lng <= box.east) & (lat >= box.south) & (lat <= box.north)
        return rows_as_set(np.flatnonzero(inside))

    def ordered(self, rows: BitMap, order: str, most: int) -> Numbers:
        """The first rows in an order, at most so many. The order is total, so that pages never overlap."""
        found = set_as_rows(rows)
        keys = self.arrays[order][found]
        if order != NAME:
            keys = -keys
        if most < len(found):
            first = np.argpartition(keys, most)[:most] if most else found[:0]
            found, keys = found[first], keys[first]
        return found[np.argsort(keys)]

    def tally(self, rows: BitMap, numbers: int) -> Numbers:
        """How many of some rows have each value, by the values' numbers below `numbers`.

        For few rows that is quicker than set by set.
        """
        found = set_as_rows(rows).astype(np.int64)
        starts = self.arrays["code_at"][found]
        lengths = self.arrays["code_at"][found + 1] - starts
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + lengths, lengths)
        return np.bincount(self.arrays["codes"][places], minlength=numbers)

    def ids(self, rows: Numbers) -> list[int]:
        """The profiles' ids of some rows."""
        return self.arrays["id"][rows].tolist()

    def sum_of_smes(self, rows: BitMap) -> int:
        """The SMEs that some rows declare."""
        return int(self.arrays["smes"][set_as_rows(rows)].sum())


def union(sets: Iterable[BitMap]) -> BitMap:
    """The rows of any of some sets."""
    given = list(sets)
    return given[0] if len(given) == 1 else BitMap.union(*given) if given else BitMap()


def set_as_rows(rows: BitMap) -> Numbers:
    """A set as an array of rows, ascending."""
    return np.frombuffer(rows.to_array(), np.uint32) if rows else np.empty(0, np.uint32)


def rows_as_set(rows: Numbers) -> BitMap:
    """An array of rows as a set."""
    return BitMap(array("I", rows.astype(np.uint32).tobytes()))
