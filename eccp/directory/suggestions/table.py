"""What each process keeps: the names, read again now and then, and their numbers, counted at each version of the index."""

import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from eccp.directory.engine import Answer, reader
from eccp.directory.query import Query
from eccp.directory.suggestions.labels import TOPICS, Labels
from eccp.directory.suggestions.towns import Towns
from eccp.reference.models import today

SECONDS = 300  # so long a new town or a new word may be missing here; the search itself has it at once
COUNTED = ("country", "region", *TOPICS)


@dataclass(frozen=True)
class Known:
    """What can be suggested, as of one version of the index."""

    labels: Labels
    towns: Towns
    version: str
    read_at: float


def read(version: str, before: Known | None = None) -> Known:
    """Read the table; only what is new since the one before."""
    labels, towns = (before.labels, before.towns) if before else (None, None)
    return Known(Labels.read(labels), Towns.read(towns), version, time.time())


class Keeper:
    """Keeps the table of one index."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: Known | None = None
        self._counted = Answer([], 0, {})

    def counted(self) -> Answer:
        """How many profiles there are of each country, region and term. `Unavailable` without an index."""
        if self._counted.version != reader().version():
            self._counted = reader().search(Query(), on=today(), facets=COUNTED, size=1)
        return self._counted

    def known(self, version: str) -> Known:
        """The table. A new version of the index says that something changed; it is not read at each commit.

        While one thread reads it again, the others answer from the one before.
        """
        known = self._known
        if known is None:
            with self._lock:
                self._known = self._known or read(version)
                return self._known
        recent = known.version == version or time.time() < known.read_at + SECONDS
        if recent or not self._lock.acquire(blocking=False):
            return known
        try:
            self._known = read(version, known)
            return self._known
        finally:
            self._lock.release()


@cache
def _keeper(_index: Path) -> Keeper:
    return Keeper()


def keeper() -> Keeper:
    """The one of the index in use."""
    return _keeper(Path(settings.INDEX_DIR))
