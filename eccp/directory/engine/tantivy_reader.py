"""Searching the tantivy index. Many processes read one index; each follows it by itself."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import tantivy
from tantivy import FieldType, Occur, Order

from eccp.directory.engine import shelf
from eccp.directory.engine.base import Answer, Unavailable
from eccp.directory.engine.tantivy_fields import column, holds, unpack, value_of
from eccp.directory.engine.tantivy_words import Text
from eccp.directory.facets import BY_NAME
from eccp.directory.query import Query

BUCKETS = 65_000  # the most that one question may count; far above any facet's number of values
ORDERS: dict[str, dict[str, Any]] = {
    "relevance": {},
    "name": {"order_by_field": "by_name", "order": Order.Asc},
    "newest": {"order_by_field": "by_newest", "order": Order.Desc},
    "confirmed": {"order_by_field": "by_confirmed", "order": Order.Desc},
}
T = TypeVar("T")


@dataclass
class State:
    """An open index at one commit."""

    folder: Path
    seen: tuple[int, int]
    index: tantivy.Index
    values: shelf.Values
    searcher: tantivy.Searcher

    @property
    def version(self) -> str:
        """A word that no other commit has."""
        return f"{self.folder.name}.{self.seen[0]}"


class TantivyReader:
    """A reader of the index in use under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._state: State | None = None

    def search(self, query: Query, *, on: date, facets: Sequence[str] = (), size: int = 20) -> Answer:
        """One page of what matches, with the counts of the facets wanted."""
        return self._ask(lambda state: Asked(state, query, on).answer(facets, size))

    def points(self, query: Query, *, on: date) -> list[tuple[int, int, int]]:
        """All matches with coordinates."""
        return self._ask(lambda state: Asked(state, query, on).points())

    def ids(self, query: Query, *, on: date) -> list[int]:
        """The ids of all matches, in order."""
        return self._ask(lambda state: Asked(state, query, on).ids())

    def fingerprints(self) -> dict[int, int]:
        """Every document's id with its fingerprint."""

        def read(state: State) -> dict[int, int]:
            hits = state.searcher.search(
                tantivy.Query.all_query(), max(1, state.searcher.num_docs), count=False
            ).hits
            found = [address for _score, address in hits]
            ids = state.searcher.fast_field_values("id", found)
            return dict(zip(ids, state.searcher.fast_field_values("fingerprint", found), strict=True))

        return self._ask(read)

    def version(self) -> str:
        """A word that changes with the index."""
        return self._ask(lambda state: state.version)

    def _ask(self, question: Callable[[State], T]) -> T:
        """Ask the index as it is now. When it fails it is opened anew once: a rebuild may have replaced it."""
        try:
            return question(self._fresh())
        except BaseException as problem:
            if not is_engines(problem):
                raise
        with self._lock:
            self._state = None
        try:
            return question(self._fresh())
        except BaseException as problem:
            if is_engines(problem):
                raise Unavailable(str(problem)) from problem
            raise

    def _fresh(self) -> State:
        """The state after the last commit, without work where nothing changed."""
        folder = shelf.in_use(self.root)
        found = (folder / "meta.json").stat()
        seen = (found.st_mtime_ns, found.st_ino)
        state = self._state
        if state and state.folder == folder and state.seen == seen:
            return state
        with self._lock:
            index = state.index if state and state.folder == folder else tantivy.Index.open(str(folder))
            index.reload()
            # The values are kept before the documents that use them, so they are read after.
            self._state = State(folder, seen, index, shelf.Values.read(folder), index.searcher())
            return self._state


def is_engines(problem: BaseException) -> bool:
    """Whether a problem comes from the index on disk. A panic of the engine is no `Exception`."""
    return (
        isinstance(problem, Unavailable | ValueError | OSError) or type(problem).__name__ == "PanicException"
    )


class Asked:
    """One question over one state of the index."""

    def __init__(self, state: State, query: Query, on: date) -> None:
        self.state = state
        self.query = query
        self.day = on.toordinal()
        self.searcher = state.searcher
        self.schema = state.index.schema
        self.text = Text(self.schema, self.searcher, query.q) if query.q else None
        self.words = self.text.query() if self.text else None

    def answer(self, facets: Sequence[str], size: int) -> Answer:
        """Count and fetch. A chosen facet is counted apart, without its own choice."""
        matching = self.built(self.query)
        offset = (self.query.page - 1) * size
        found = self.searcher.search(
            matching, max(1, size), count=True, offset=offset, **ORDERS[self.query.order]
        )
        addresses = [address for _key, address in found.hits][:size]
        apart = [name for name in facets if self.query.facets.get(name)]
        together = [name for name in facets if name not in apart]
        counted = self.searcher.aggregate(
            matching,
            {name: by_value(name) for name in together}
            | {"on map": {"value_count": {"field": "spot"}}, "smes": {"sum": {"field": "smes"}}},
        )
        counts = {name: self.counts(name, counted[name]) for name in together}
        for name in apart:
            own = self.searcher.aggregate(self.built(self.query.without_facet(name)), {name: by_value(name)})
            counts[name] = self.counts(name, own[name])
        return Answer(
            ids=self.searcher.fast_field_values("id", addresses),
            total=found.count or 0,
            facets={name: counts[name] for name in facets},
            on_map=int(counted["on map"]["value"] or 0),
            smes=int(counted["smes"]["value"] or 0),
            forgiven=bool(self.text and self.text.forgiven),
            version=self.state.version,
        )

    def points(self) -> list[tuple[int, int, int]]:
        """All matches that have a place on the map."""
        found = self.all()
        spots = self.searcher.fast_field_values("spot", found)
        ids = self.searcher.fast_field_values("id", found)
        return [(*unpack(spot), pk) for spot, pk in zip(spots, ids, strict=True) if spot is not None]

    def ids(self) -> list[int]:
        """All ids in order."""
        return self.searcher.fast_field_values("id", self.all())

    def all(self) -> list[tantivy.DocAddress]:
        """The addresses of all matches in order."""
        most = max(1, self.searcher.num_docs)
        found = self.searcher.search(self.built(self.query), most, count=False, **ORDERS[self.query.order])
        return [address for _key, address in found.hits]

    def built(self, query: Query) -> tantivy.Query:
        """The question as one tantivy query. Filters decide, they do not weigh."""
        parts = [self.among(name, values) for name, values in query.facets.items()]
        if query.bbox:
            parts += [
                self.between("lng", query.bbox.west, query.bbox.east),
                self.between("lat", query.bbox.south, query.bbox.north),
            ]
        musts = [(Occur.Must, tantivy.Query.const_score_query(part, 0.0)) for part in parts]
        if self.words is not None:
            musts.append((Occur.Must, self.words))
        return tantivy.Query.boolean_query(musts) if musts else tantivy.Query.all_query()

    def among(self, name: str, values: Sequence[str]) -> tantivy.Query:
        """One of some values of a facet."""
        known = self.state.values
        if BY_NAME[name].dated:
            chosen = [
                n
                for n, spelt in known.of(name).items()
                if value_of(spelt) in values and holds(spelt, self.day)
            ]
        else:
            chosen = [n for value in values if (n := known.known(name, value)) is not None]
        if not chosen:
            return tantivy.Query.empty_query()
        return tantivy.Query.term_set_query(self.schema, column(name), chosen)

    def between(self, name: str, low: float, high: float) -> tantivy.Query:
        """Within two edges, both included."""
        return tantivy.Query.range_query(self.schema, name, FieldType.Float, low, high)

    def counts(self, name: str, counted: dict[str, Any]) -> dict[str, int]:
        """What tantivy counted, by the values' words."""
        counts: dict[str, int] = {}
        for bucket in counted["buckets"]:
            value = self.state.values.value(int(bucket["key"]))
            if BY_NAME[name].dated:
                if not holds(value, self.day):
                    continue
                value = value_of(value)
            counts[value] = counts.get(value, 0) + bucket["doc_count"]
        return counts


def by_value(name: str) -> dict[str, Any]:
    """How tantivy is asked to count a facet, exactly also over several segments."""
    return {"terms": {"field": column(name), "size": BUCKETS, "segment_size": BUCKETS}}
