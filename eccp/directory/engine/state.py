"""An open index at one commit: the text engine, the columns, and what was found in them a moment ago."""

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import numpy as np
import tantivy
from pyroaring import BitMap

from eccp.directory.engine import shelf
from eccp.directory.engine.base import Likeliest, Unavailable
from eccp.directory.engine.columns import Columns, Numbers, rows_as_set, union
from eccp.directory.engine.periods import holds, value_of
from eccp.directory.engine.tantivy_fields import BITS, BLOCKS_AT_MOST, ROWS_BY_BLOCK
from eccp.directory.engine.tantivy_words import Text
from eccp.directory.facets import BY_NAME

LISTED_AT_MOST = 12_000  # so many rows are listed as quickly as they are summed (see `State.summed`)
WORDS_KEPT = 64  # questions' words whose rows are remembered: filters change oftener than words


@dataclass(frozen=True)
class Words:
    """What the words of a question mean in one state: the text engine's query, and all rows that match it.

    `ranked` has those rows in order of relevance, where they are few enough to be listed.
    """

    query: tantivy.Query
    forgiven: bool
    rows: BitMap
    ranked: Numbers | None


@dataclass
class State:
    """An open index at one commit. Nothing in it ever changes, so that many threads may ask it."""

    folder: Path
    opstamp: int
    index: tantivy.Index
    searcher: tantivy.Searcher
    columns: Columns
    values: shelf.Values
    _words: OrderedDict[str, Words] = field(default_factory=OrderedDict)
    _sets: dict[tuple[str, int], dict[str, BitMap]] = field(default_factory=dict)
    _known: dict[str, tuple[Numbers, list[str]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def open(cls, folder: Path, before: "State | None") -> "State":
        """Open the last commit, going on from the state before. `Unavailable` where a part of it is missing."""
        if before and before.folder == folder:
            index = before.index
        else:
            index = tantivy.Index.open(str(folder))
            index.config_reader("manual")  # else it goes on by itself, past its columns
        while True:
            opstamp = commit_of(folder)
            index.reload()
            try:
                columns = Columns.read(shelf.columns_of(folder, opstamp))
            except Unavailable:
                if commit_of(folder) == opstamp:
                    raise
            else:
                if commit_of(folder) == opstamp:
                    break
        return cls(folder, opstamp, index, index.searcher(), columns, shelf.Values.read(folder))

    @property
    def version(self) -> str:
        """A word that no other commit has."""
        return f"{self.folder.name}.{self.opstamp}"

    def sets(self, facet: str, day: int) -> dict[str, BitMap]:
        """The rows of each value of a facet; of a dated one, of those that hold on a day."""
        key = (facet, day if BY_NAME[facet].dated else 0)
        if (found := self._sets.get(key)) is None:
            found = self._sets[key] = self._dated(facet, day) if key[1] else self._plain(facet)
        return found

    def tally(self, rows: BitMap) -> Numbers:
        """How many of some rows have each value, by its number."""
        return self.columns.tally(rows, len(self.values.numbers) + 1)

    def told(self, facet: str, tallied: Numbers) -> dict[str, int]:
        """A facet's part of a tally, by its values. Not for dated facets: their values are periods."""
        if (known := self._known.get(facet)) is None:
            values = self.values.of(facet)
            known = self._known[facet] = (np.fromiter(values, np.int64, len(values)), list(values.values()))
        numbers, words = known
        counts = tallied[numbers]
        some = np.flatnonzero(counts)
        return {words[at]: count for at, count in zip(some.tolist(), counts[some].tolist(), strict=True)}

    def _plain(self, facet: str) -> dict[str, BitMap]:
        return {value: self.columns.having(number) for number, value in self.values.of(facet).items()}

    def _dated(self, facet: str, day: int) -> dict[str, BitMap]:
        holding: dict[str, list[BitMap]] = {}
        for number, spelt in self.values.of(facet).items():
            if holds(spelt, day):
                holding.setdefault(value_of(spelt), []).append(self.columns.having(number))
        return {value: union(some) for value, some in holding.items()}

    def words(self, text: str) -> Words:
        """What some words mean and where they are. Remembered for the last questions."""
        with self._lock:
            if text in self._words:
                self._words.move_to_end(text)
                return self._words[text]
        found = self._understand(text)
        with self._lock:
            self._words[text] = found
            while len(self._words) > WORDS_KEPT:
                self._words.popitem(last=False)
        return found

    def likeliest(self, text: str, most: int) -> Likeliest:
        """The best matches of some words, without finding out what else matches."""
        asked = Text(self.index.schema, self.searcher, text)
        return Likeliest(self.columns.ids(self.best(asked.query(), most)), asked.forgiven)

    def _understand(self, text: str) -> Words:
        asked = Text(self.index.schema, self.searcher, text)
        query = asked.query()
        if asked.number > LISTED_AT_MOST:
            return Words(query, asked.forgiven, self.summed(asked.matching()), None)
        ranked = self.best(query, max(1, asked.number))
        return Words(query, asked.forgiven, rows_as_set(ranked), ranked)

    def summed(self, query: tantivy.Query) -> BitMap:
        """All rows that match, in time that hardly grows with them.

        The text engine can sum a column by groups, but not hand over many rows quickly. So each document
        holds a power of two by its row's place in a block of rows, and the sums, which are exact in a
        64-bit float up to 53 bits, are the blocks' rows bit by bit.
        """
        found = self.searcher.aggregate(query, ROWS_BY_BLOCK)["blocks"]
        if found["sum_other_doc_count"]:
            raise Unavailable(f"This index is made for {BITS * BLOCKS_AT_MOST} profiles at most.")
        buckets = found["buckets"]
        blocks = np.fromiter((int(one["key"]) for one in buckets), np.int64, len(buckets))
        sums = np.fromiter((one["rows"]["value"] for one in buckets), np.float64, len(buckets))
        bits = sums.astype("<u8").view(np.uint8).reshape(-1, 8)
        block, bit = np.nonzero(np.unpackbits(bits, axis=1, count=BITS, bitorder="little"))
        return rows_as_set(blocks[block] * BITS + bit)

    def best(self, query: tantivy.Query, most: int) -> Numbers:
        """The rows that match best, at most so many."""
        hits = self.searcher.search(query, most, count=False).hits
        rows = self.searcher.fast_field_values("row", [address for _score, address in hits])
        return np.array(rows, np.uint32)

    def among(self, rows: list[int]) -> tantivy.Query:
        """These rows and no others, without weight."""
        some = tantivy.Query.term_set_query(self.index.schema, "row", rows)
        return tantivy.Query.const_score_query(some, 0.0)


def commit_of(folder: Path) -> int:
    """The number of the last commit of the text engine in a folder."""
    try:
        return int(json.loads((folder / "meta.json").read_bytes())["opstamp"])
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise Unavailable(f"The index {folder.name} has lost its list of contents.") from broken
