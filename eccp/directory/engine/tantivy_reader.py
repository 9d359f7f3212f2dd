"""Searching the index. Many processes read one index; each follows it by itself."""

import os
import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import tantivy

from eccp.directory.engine import shelf
from eccp.directory.engine.base import Answer, BadCursor, Cluster, Likeliest, Unavailable
from eccp.directory.engine.columns import set_as_rows
from eccp.directory.engine.matches import Matches
from eccp.directory.engine.state import State
from eccp.directory.query import Box, Query

T = TypeVar("T")
TRIES = 3  # two rebuilds may follow each other closely
DISAGREES = 0  # the fingerprint of a document whose words and columns were not written together


class TantivyReader:
    """A reader of the index in use under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._state: State | None = None
        self._seen: tuple[object, ...] | None = None

    def search(self, query: Query, *, on: date, facets: Sequence[str] = (), size: int = 20) -> Answer:
        """One page of what matches, with the counts of the facets wanted."""
        return self._ask(lambda state: Matches(state, query, on).answer(facets, size))

    def points(self, query: Query, *, on: date) -> list[tuple[int, int, int]]:
        """All matches with coordinates."""
        return self._ask(lambda state: Matches(state, query, on).points())

    def clusters(self, query: Query, *, on: date, zoom: int, view: Box | None = None) -> list[Cluster]:
        """All matches with coordinates, grouped for a map at this zoom."""
        return self._ask(lambda state: Matches(state, query, on).clusters(zoom, view))

    def ids(self, query: Query, *, on: date) -> list[int]:
        """The ids of all matches, in order."""
        return self._ask(lambda state: Matches(state, query, on).ids())

    def likeliest(self, words: str, *, size: int) -> Likeliest:
        """The first ids of a question that is nothing but these words."""
        return self._ask(lambda state: state.likeliest(words, size))

    def fingerprints(self) -> dict[int, int]:
        """Every document's id with its fingerprint."""

        def read(state: State) -> dict[int, int]:
            searcher, columns = state.searcher, state.columns
            hits = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False).hits
            found = [address for _score, address in hits]
            rows, prints = (searcher.fast_field_values(name, found) for name in ("row", "fingerprint"))
            of_words = dict(zip(rows, prints, strict=True))
            used = set_as_rows(columns.everything)
            of_columns = zip(
                used.tolist(), columns.ids(used), columns.arrays["fingerprint"][used].tolist(), strict=True
            )
            held = {
                pk: mark if of_words.pop(row, None) == mark else DISAGREES for row, pk, mark in of_columns
            }
            return held | dict.fromkeys((-row for row in of_words), DISAGREES)

        return self._ask(read)

    def version(self) -> str:
        """A word that changes with the index."""
        return self._ask(lambda state: state.version)

    def _ask(self, question: Callable[[State], T]) -> T:
        """Ask the index as it is now. When it fails it is opened anew: a rebuild may just have replaced it."""
        cause: BaseException | None = None
        for _ in range(TRIES):
            try:
                return question(self._fresh())
            except BaseException as problem:
                if not is_engines(problem):
                    raise
                cause = problem
            with self._lock:
                self._state = self._seen = None
        raise Unavailable(str(cause)) from cause

    def _fresh(self) -> State:
        """The state after the last commit: two looks at the disk where nothing changed."""
        state = self._state
        if state and self._seen == self._marks(state.folder):
            return state
        with self._lock:
            folder = shelf.in_use(self.root)
            seen = self._marks(folder)
            if self._state is None or self._seen != seen:
                self._state, self._seen = State.open(folder, self._state), seen
            return self._state

    def _marks(self, folder: Path) -> tuple[object, ...]:
        """What changes on the disk when another index comes into use, or this one has a new commit."""
        try:
            looks = (os.stat(f"{self.root}/{shelf.CURRENT}"), os.stat(f"{folder}/meta.json"))  # noqa: PTH116 - asked at every search
        except OSError as missing:
            raise Unavailable(f"The index {folder.name} is away.") from missing
        return (folder, *((look.st_mtime_ns, look.st_ino) for look in looks))


def is_engines(problem: BaseException) -> bool:
    """Whether a problem comes from the index on disk. A panic of the engine is no `Exception`."""
    if isinstance(problem, BadCursor):
        return False
    return (
        isinstance(problem, Unavailable | ValueError | OSError) or type(problem).__name__ == "PanicException"
    )
