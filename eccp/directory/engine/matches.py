"""Which rows match a question, and how the answer counts, orders and pages them."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import numpy as np
import tantivy
from pyroaring import BitMap
from tantivy import Occur

from eccp.directory.engine import clusters, cursors
from eccp.directory.engine.base import Answer, Cluster
from eccp.directory.engine.columns import Numbers, set_as_rows, union
from eccp.directory.engine.state import State, Words
from eccp.directory.facets import BY_NAME
from eccp.directory.query import Box, Query

FEW = 300  # so many rows are named to the text engine one by one; for more it gives its best until a page is full
TALLIED_AT_MOST = 4000  # so many rows are counted row by row; more are counted value by value
FIRST_LOOK = 200
FURTHER = 8


class Matches:
    """All that matches one question, on one day, in one state of the index."""

    def __init__(self, state: State, query: Query, on: date) -> None:
        self.state = state
        self.columns = state.columns
        self.query = query
        self.day = on.toordinal()
        self.words = state.words(query.q) if query.q else None
        self.parts = {
            name: union(sets[value] for value in values if value in sets)
            for name, values in query.facets.items()
            for sets in (state.sets(name, self.day),)
        }

    @cached_property
    def rows(self) -> BitMap:
        """The rows that match the whole question."""
        return self._all(without="")

    @cached_property
    def _base(self) -> list[BitMap]:
        """What the question asks besides facets."""
        base = [self.words.rows] if self.words else []
        return [*base, self.columns.within(self.query.bbox)] if self.query.bbox else base

    def _all(self, *, without: str) -> BitMap:
        """The rows that match the question but for one facet."""
        parts = [*self._base, *(rows for name, rows in self.parts.items() if name != without)]
        parts.sort(key=len)
        return (
            parts[0] if len(parts) == 1 else BitMap.intersection(*parts) if parts else self.columns.everything
        )

    def answer(self, facets: Sequence[str], size: int) -> Answer:
        """Count and fetch one page. A chosen facet is counted without its own choice."""
        total = len(self.rows)
        start = (self.query.page - 1) * size
        if self.query.cursor:
            start = self._after(*cursors.read(self.query.cursor))
        rows = self.ordered(start + size)[start : start + size]
        ids = self.columns.ids(rows)
        seen = start + len(ids)
        return Answer(
            ids=ids,
            total=total,
            facets={name: self.counts(name) for name in facets},
            on_map=self.rows.intersection_cardinality(self.columns.placed),
            smes=self.columns.sum_of_smes(self.rows),
            forgiven=bool(self.words and self.words.forgiven),
            version=self.state.version,
            next=cursors.write(seen, ids[-1]) if ids and seen < total else "",
        )

    def counts(self, name: str) -> dict[str, int]:
        """How many match with each value of a facet."""
        rows = self._all(without=name) if name in self.parts else self.rows
        if len(rows) <= TALLIED_AT_MOST and not BY_NAME[name].dated:
            tallied = self._tallied if rows is self.rows else self.state.tally(rows)
            return self.state.told(name, tallied)
        held = self.state.sets(name, self.day)
        if rows is self.columns.everything:
            return {value: len(some) for value, some in held.items() if some}
        counted = ((value, rows.intersection_cardinality(some)) for value, some in held.items())
        return {value: number for value, number in counted if number}

    @cached_property
    def _tallied(self) -> Numbers:
        return self.state.tally(self.rows)

    def ordered(self, most: int) -> Numbers:
        """The first matches in the question's order, at most so many."""
        if self.query.order == "relevance" and self.words:
            return self._by_relevance(self.words, most)
        return self.columns.ordered(self.rows, self.query.order, most)

    def _by_relevance(self, words: Words, most: int) -> Numbers:
        if words.ranked is not None:
            return self._inside(words.ranked)[:most]
        if len(self.rows) <= FEW:
            few = self.state.among(set_as_rows(self.rows).tolist())
            best = tantivy.Query.boolean_query([(Occur.Must, words.query), (Occur.Must, few)])
            return self.state.best(best, max(1, min(most, len(self.rows))))
        look = max(FIRST_LOOK, 2 * most)
        while True:
            found = self.state.best(words.query, min(look, len(words.rows)))
            inside = self._inside(found)
            if len(inside) >= most or look >= len(words.rows):
                return inside[:most]
            look *= FURTHER

    def _inside(self, found: Numbers) -> Numbers:
        """Those of some rows that match the whole question."""
        if self.words and self.rows is self.words.rows:
            return found
        matching = np.zeros(len(self.columns.arrays["id"]), bool)
        matching[set_as_rows(self.rows)] = True
        return found[matching[found]]

    def _after(self, seen: int, last: int) -> int:
        """Where a list goes on: after its last profile, or, if that has gone, after as many as were seen."""
        found = self.columns.ids(self.ordered(seen + cursors.MOVED_AT_MOST))
        return found.index(last) + 1 if last in found else seen

    def points(self) -> list[tuple[int, int, int]]:
        """All matches that have a place on the map."""
        found = set_as_rows(self.rows & self.columns.placed)
        parts = (np.rint(self.columns.arrays[name][found] * 100).astype(int) for name in ("lng", "lat"))
        return list(zip(*(part.tolist() for part in parts), self.columns.ids(found), strict=True))

    def clusters(self, zoom: int, view: Box | None) -> list[Cluster]:
        """The matches on the map in groups."""
        inside = self.columns.within(view) if view else self.columns.placed
        return clusters.clusters(self.columns, self.rows & inside, zoom)

    def ids(self) -> list[int]:
        """All ids in order."""
        return self.columns.ids(self.ordered(len(self.rows)))
