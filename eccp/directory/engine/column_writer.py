"""Keeping the columns: rows are given out, changed and given back; every commit writes them all, at once."""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from pyroaring import BitMap

from eccp.directory.engine import arrays_file
from eccp.directory.engine.base import Document
from eccp.directory.engine.columns import CONFIRMED, EVERYTHING, NAME, NEWEST
from eccp.directory.engine.periods import spell
from eccp.directory.engine.shelf import Values

KINDS = {"id": "q", NEWEST: "q", CONFIRMED: "q", "smes": "q", "fingerprint": "q", "lng": "d", "lat": "d"}
ID_BITS = 31
CODE_BYTES = 4


class ColumnWriter:
    """All columns in memory. A document keeps its row for as long as it exists."""

    def __init__(self) -> None:
        self.columns: dict[str, Any] = {name: array(kind) for name, kind in KINDS.items()}
        self.names: list[str] = []
        self.by_name: list[int] = []
        self.sets: dict[int, BitMap] = {EVERYTHING: BitMap()}
        self.codes: list[bytes] = []
        self.row_of: dict[int, int] = {}
        self.free: list[int] = []

    @classmethod
    def read(cls, path: Path) -> "ColumnWriter":
        """Go on with columns that were saved; `OSError` or `BrokenFile` where they cannot be read."""
        held, writer = arrays_file.load(path), cls()
        writer.columns = {name: array(kind, held[name].tobytes()) for name, kind in KINDS.items()}
        text = held["names"].tobytes().decode()
        writer.names = [text[start:end] for start, end in pairwise([0, *held["name_end"].tolist()])]
        codes, at = held["codes"], held["code_at"].tolist()
        writer.codes = [codes[start:end].tobytes() for start, end in pairwise(at)]
        start = 0
        for number, end in zip(held["number"].tolist(), held["end"].tolist(), strict=True):
            writer.sets[number] = BitMap.deserialize(held["sets"][start:end].tobytes())
            start = end
        used = writer.sets[EVERYTHING]
        writer.row_of = {writer.columns["id"][row]: row for row in used}
        writer.free = [row for row in range(len(writer.names)) if row not in used]
        writer.by_name = [int(row) for row in np.argsort(held[NAME]) if row in used]
        return writer

    def rows(self, ids: Iterable[int]) -> list[int]:
        """The rows of those of these ids that have one."""
        return [self.row_of[pk] for pk in ids if pk in self.row_of]

    def replace(self, documents: Sequence[Document], values: Values) -> list[int]:
        """Put documents in place of those with the same ids; return their rows."""
        self._empty(self.rows(document.id for document in documents))
        having: dict[int, list[int]] = defaultdict(list)
        rows = [self._put(document) for document in documents]
        for document, row in zip(documents, rows, strict=True):
            own = numbers(document, values)
            self.codes[row] = array("I", own).tobytes()
            for number in own:
                having[number].append(row)
        having[EVERYTHING] = rows
        for number, some in having.items():
            self.sets.setdefault(number, BitMap()).update(some)
        return rows

    def delete(self, ids: Iterable[int]) -> None:
        """Take documents out."""
        gone = [pk for pk in dict.fromkeys(ids) if pk in self.row_of]
        rows = [self.row_of.pop(pk) for pk in gone]
        self._empty(rows)
        for row in rows:
            self.columns["lng"][row] = self.columns["lat"][row] = math.nan
            self.names[row] = ""
            self.codes[row] = b""
        self.free += rows

    def save(self, path: Path) -> None:
        """Write the columns as they are now."""
        used = self.sets[EVERYTHING]
        self.by_name = [row for row in self.by_name if row in used]
        # Nearly sorted from the last time: sorting it again takes little more than looking at it.
        self.by_name += sorted(used - BitMap(self.by_name))
        self.by_name.sort(key=self.names.__getitem__)
        rank = np.zeros(len(self.names), np.int64)
        rank[np.array(self.by_name, np.int64)] = np.arange(len(self.by_name))
        numbers = sorted(self.sets)
        sets = [self.sets[number].serialize() for number in numbers]
        arrays = {name: np.frombuffer(column, column.typecode) for name, column in self.columns.items()}
        arrays_file.save(
            path,
            {
                **arrays,
                NAME: rank,
                "names": np.frombuffer("".join(self.names).encode(), np.uint8),
                "name_end": np.cumsum([len(name) for name in self.names], dtype=np.int64),
                "codes": np.frombuffer(b"".join(self.codes), np.uint32),
                "code_at": np.cumsum([0, *(len(own) // CODE_BYTES for own in self.codes)], dtype=np.int64),
                "number": np.array(numbers, np.int64),
                "end": np.cumsum([len(one) for one in sets], dtype=np.int64),
                "sets": np.frombuffer(b"".join(sets), np.uint8),
            },
        )

    def _put(self, document: Document) -> int:
        row = self.row_of.get(document.id)
        if row is None:
            row = self.row_of[document.id] = self._new_row()
        columns = self.columns
        columns["id"][row] = document.id
        # The id at the end of each key makes the order total.
        columns[NEWEST][row] = (document.newest << ID_BITS) + document.id
        columns[CONFIRMED][row] = (document.confirmed << ID_BITS) + document.id
        columns["smes"][row] = document.smes
        columns["fingerprint"][row] = document.fingerprint
        columns["lng"][row], columns["lat"][row] = document.located or (math.nan, math.nan)
        name = f"{document.order_name}\0{document.id:010d}"  # nought sorts before every letter
        if name != self.names[row]:
            self.names[row] = name
        return row

    def _new_row(self) -> int:
        if self.free:
            return self.free.pop()
        for column in self.columns.values():
            column.append(0)
        self.names.append("")
        self.codes.append(b"")
        return len(self.names) - 1

    def _empty(self, rows: list[int]) -> None:
        """Take rows out of every set."""
        if rows:
            gone = BitMap(rows)
            for some in self.sets.values():
                some.difference_update(gone)


def numbers(document: Document, values: Values) -> set[int]:
    """The numbers of all values that a document has in its facets."""
    found = {values.number(facet, value) for facet, chosen in document.facets.items() for value in chosen}
    for facet, periods in document.periods.items():
        found |= {values.number(facet, spell(period)) for period in periods}
    return found
