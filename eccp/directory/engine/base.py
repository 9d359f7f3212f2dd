"""What a search engine of the directory must do, in words that no engine owns.

Every engine passes the same contract tests; nothing outside this folder knows which one runs.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Protocol

from eccp.directory.query import Query


class Unavailable(Exception):
    """There is no index that can be searched now: missing, broken, or of an older layout."""


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

    @property
    def fingerprint(self) -> int:
        """A number that differs when anything in the document does."""
        plain = json.dumps(asdict(self), sort_keys=True, default=_plain)
        return int.from_bytes(hashlib.blake2b(plain.encode(), digest_size=7).digest())


@dataclass(frozen=True)
class Answer:
    """What was found: one page of ids in order, and numbers about all that match.

    `facets` counts each value among the profiles that match the rest of the question. `on_map` counts
    those with coordinates, `smes` sums what they declare. `forgiven` says that words were matched with
    typing errors. `version` changes with the index.
    """

    ids: list[int]
    total: int
    facets: dict[str, dict[str, int]]
    on_map: int = 0
    smes: int = 0
    forgiven: bool = False
    version: str = ""


class Reader(Protocol):
    """Answers questions. `Unavailable` is the only error that leaves it."""

    def search(self, query: Query, *, on: date, facets: Sequence[str] = (), size: int = 20) -> Answer:
        """One page of what matches, with the counts of the facets wanted. Dated facets hold `on` that day."""

    def points(self, query: Query, *, on: date) -> list[tuple[int, int, int]]:
        """All matches with coordinates: longitude and latitude in hundredths of a degree, and the id."""

    def ids(self, query: Query, *, on: date) -> list[int]:
        """The ids of all matches, in the question's order."""

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


def _plain(value: object) -> object:
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)
