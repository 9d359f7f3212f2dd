"""Documents as the peers take them: words folded as ours are, the values of facets as numbers."""

import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from eccp.core.names import fold
from eccp.directory.engine import Document
from eccp.directory.facets import FIRST

SINGLE_LETTERS = re.compile(r"\b\w(?: \w)+\b")
BATCH = 500  # as many as the platform reads from its database at once


class Row(NamedTuple):
    """One document. `texts` are name, place, terms and text; `values` the numbers of its open facets' values."""

    id: int
    texts: tuple[str, str, str, str]
    values: tuple[int, ...]
    lng: float | None
    lat: float | None
    name: str
    newest: int
    confirmed: int


class Numbers:
    """The numbers of the open facets' values: those of one facet follow each other, from `first` to `last`."""

    ROOM = 1000

    def __init__(self) -> None:
        self.of: dict[tuple[str, str], int] = {}
        self.following = {name: 1 + at * self.ROOM for at, name in enumerate(FIRST)}

    def number(self, facet: str, value: str) -> int:
        """The number of a value, a new one where it is new."""
        if (facet, value) not in self.of:
            self.of[facet, value] = self.following[facet]
            self.following[facet] += 1
        return self.of[facet, value]

    def some(self, facet: str, values: tuple[str, ...]) -> list[int]:
        """The numbers of some values of a facet."""
        return [self.of[facet, value] for value in values]

    @classmethod
    def span(cls, facet: str) -> tuple[int, int]:
        """The first and the last number that values of a facet may have."""
        first = 1 + FIRST.index(facet) * cls.ROOM
        return first, first + cls.ROOM - 1


def row_of(document: Document, numbers: Numbers) -> Row:
    """A document as a row."""
    name, place, terms, text = (
        " ".join(map(fold, document.texts.get(part, ()))) for part in ("name", "place", "terms", "text")
    )
    # As in our index, letters that stand alone in a name are also one word: "b r i", "bri".
    name = " ".join([name, *(letters.replace(" ", "") for letters in SINGLE_LETTERS.findall(name))])
    return Row(
        document.id,
        (name, place, terms, text),
        tuple(numbers.number(facet, value) for facet in FIRST for value in document.facets.get(facet, ())),
        *(document.located or (None, None)),
        document.order_name,
        document.newest,
        document.confirmed,
    )


class Kept:
    """The rows in a file, some at a time, and the numbers of their values beside it."""

    def __init__(self, folder: Path) -> None:
        self.rows = folder / "rows.pickle"
        self.values = folder / "numbers.pickle"

    def numbers(self) -> Numbers:
        """The numbers of the values."""
        return pickle.loads(self.values.read_bytes())  # noqa: S301 (written by this program)

    def read(self) -> Iterator[list[Row]]:
        """The rows, batch by batch."""
        with self.rows.open("rb") as file:
            while True:
                try:
                    yield pickle.load(file)  # noqa: S301 (written by this program)
                except EOFError:
                    return
