"""Our engine, asked as the directory's page asks it: with the five open facets counted."""

from collections.abc import Sequence
from pathlib import Path

from bench.search.data import TODAY
from eccp.directory.engine import Document
from eccp.directory.engine.tantivy_reader import TantivyReader
from eccp.directory.engine.tantivy_writer import TantivyWriter
from eccp.directory.query import Query

FACETS = ("country", "ecosystem", "type", "technology", "service")


class Ours:
    """An index of some documents in a folder of its own."""

    def __init__(self, place: Path, held: Sequence[Document]) -> None:
        place.mkdir()
        writer = TantivyWriter.beside(place)
        writer.replace(held)
        writer.commit()
        writer.close()
        writer.publish()
        self.reader = TantivyReader(place)

    def find(self, typed: str) -> list[int]:
        """The ids of the first twenty."""
        return self.reader.search(Query(typed), on=TODAY, facets=FACETS, size=20).ids
