"""What a search engine of the directory must do, in words that no engine owns.

Every engine passes the same contract tests; nothing outside this folder knows which one runs.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from eccp.directory.query import Box, Query


class Unavailable(Exception):
    """There is no index that can be searched now: missing, broken, or of an older layout."""


class BadCursor(ValueError):
    """A cursor that this engine never gave."""


@dataclass(frozen=True)
class Period:
    """A value that holds from one day to another, both included."""

    value: str
    first: date
    last: date


@dataclass(frozen=True)
class Document:
    """What can be found of one profile. Public facts only.

    `texts` by weight: "name", "place", "terms", "text", in natural spelling. `facets` and `periods` map a
    facet to its values. `located` is longitude and latitude in degrees. `newest` and `confirmed` are
    seconds since 1970, 0 where there is none.
    """

    id: int
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facets: Mapping[str, Collection[str]] = field(default_factory=dict)
    periods: Mapping[str, Sequence[Period]] = field(default_factory=dict)
    located: tuple[float, float] | None = None
    order_name: str = ""
    newest: int = 0
    confirmed: int = 0
    smes: int = 0

    @cached_property
    def fingerprint(self) -> int:
        """A number that differs when anything in the document does."""
        held = [repr((self.id, self.located, self.order_name, self.newest, self.confirmed, self.smes))]
        for name, texts in sorted(self.texts.items()):
            held += [name, str(len(texts)), *texts]
        for name, values in sorted(self.facets.items()):
            held += [name, str(len(values)), *sorted(values)]
        for name, periods in sorted(self.periods.items()):
            held += [name, *(f"{one.value} {one.first} {one.last}" for one in periods)]
        return int.from_bytes(hashlib.blake2b("\0".join(held).encode(), digest_size=7).digest())


@dataclass(frozen=True)
class Answer:
    """What was found: one page of ids in order, and numbers about all that match.

    `facets` counts each value among the profiles that match the rest of the question. `on_map` counts
    those with coordinates, `smes` sums what they declare. `forgiven` says that words were matched with
    typing errors. `version` changes with the index. `next` is the cursor to what comes after these ids,
    empty where nothing does.
    """

    ids: list[int]
    total: int
    facets: dict[str, dict[str, int]]
    on_map: int = 0
    smes: int = 0
    forgiven: bool = False
    version: str = ""
    next: str = ""


class Cluster(NamedTuple):
    """Profiles that stand close together on the map.

    `lng` and `lat` are the middle of them all, in hundredths of a degree. `id` is the profile where it is
    one alone, else 0.
    """

    lng: int
    lat: int
    size: int
    id: int


class Likeliest(NamedTuple):
    """The profiles that some words most likely mean, best first; `forgiven` as in an answer."""

    ids: list[int]
    forgiven: bool


class Reader(Protocol):
    """Answers questions. No error leaves it but `Unavailable` and, for a cursor it never gave, `BadCursor`."""

    def search(self, query: Query, *, on: date, facets: Sequence[str] = (), size: int = 20) -> Answer:
        """One page of what matches, with the counts of the facets wanted. Dated facets hold `on` that day.

        The page is the question's; where the question has a cursor, it is what comes after that.
        """

    def points(self, query: Query, *, on: date) -> list[tuple[int, int, int]]:
        """All matches with coordinates: longitude and latitude in hundredths of a degree, and the id."""

    def clusters(self, query: Query, *, on: date, zoom: int, view: Box | None = None) -> list[Cluster]:
        """All matches with coordinates, grouped for a map at this zoom (0 shows the world in 256 pixels).

        With a `view`, those inside it. Every match is in exactly one group: the counts sum to `on_map`.
        """

    def ids(self, query: Query, *, on: date) -> list[int]:
        """The ids of all matches, in the question's order."""

    def likeliest(self, words: str, *, size: int) -> Likeliest:
        """The first ids of a question that is nothing but these words. Nothing is counted: it is for every letter typed."""

    def fingerprints(self) -> dict[int, int]:
        """Every document's id with its fingerprint."""

    def version(self) -> str:
        """A word that changes with the index."""


class Writer(Protocol):
    """Changes the index. There is one at a time; nothing is seen before `commit`."""

    def replace(self, documents: Iterable[Document]) -> None:
        """Put documents in place of those with the same ids."""

    def delete(self, ids: Iterable[int]) -> None:
        """Take documents out."""

    def commit(self) -> None:
        """Make all that was changed durable and visible, at once."""

    def publish(self) -> None:
        """Bring this index into use in place of the one before, and remove that one."""

    def close(self) -> None:
        """Let the index go. What was not committed is forgotten."""
