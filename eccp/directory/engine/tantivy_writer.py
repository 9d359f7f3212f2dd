"""Writing the tantivy index. One process writes at a time; tantivy's own lock refuses a second."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from eccp.directory.engine import shelf
from eccp.directory.engine.base import Document, Unavailable
from eccp.directory.engine.tantivy_fields import put, schema

HEAP_BYTES = 40_000_000


class TantivyWriter:
    """A writer on one index folder."""

    def __init__(self, root: Path, folder: Path, index: tantivy.Index, values: shelf.Values) -> None:
        self.root = root
        self.folder = folder
        self.values = values
        self.schema = index.schema
        self._writer: tantivy.IndexWriter | None = index.writer(HEAP_BYTES, 1)

    @classmethod
    def in_use(cls, root: Path) -> "TantivyWriter":
        """Open the index in use; `Unavailable` where it cannot be opened."""
        folder = shelf.in_use(root)
        values = shelf.Values.read(folder)
        try:
            return cls(root, folder, tantivy.Index.open(str(folder)), values)
        except BaseException as problem:
            if isinstance(problem, ValueError) or type(problem).__name__ == "PanicException":
                raise Unavailable(f"The index {folder.name} cannot be opened.") from problem
            raise

    @classmethod
    def beside(cls, root: Path) -> "TantivyWriter":
        """Start an empty index beside the one in use."""
        folder = shelf.new(root)
        values = shelf.Values(folder, {})
        values.save()
        return cls(root, folder, tantivy.Index(schema(), path=str(folder)), values)

    def replace(self, documents: Iterable[Document]) -> None:
        """Put documents in place of those with the same ids."""
        given = list({document.id: document for document in documents}.values())
        self.delete(document.id for document in given)
        for document in given:
            self.open.add_document(put(document, self.values))

    def delete(self, ids: Iterable[int]) -> None:
        """Take documents out. By a query: tantivy deletes by a term only where the term is a word."""
        if gone := list(ids):
            self.open.delete_documents_by_query(tantivy.Query.term_set_query(self.schema, "id", gone))

    def commit(self) -> None:
        """Make all that was changed durable and visible: the values first, then the documents."""
        self.values.save()
        try:
            self.open.commit()
        except BaseException as problem:
            if type(problem).__name__ == "PanicException":
                raise Unavailable(f"The index {self.folder.name} cannot be written.") from problem
            raise

    def publish(self) -> None:
        """Bring this index into use in place of the one before, and remove that one."""
        shelf.use(self.root, self.folder)

    def close(self) -> None:
        """Let the index go."""
        self._writer = None

    @property
    def open(self) -> tantivy.IndexWriter:
        """The engine's writer, while this one is open."""
        if self._writer is None:
            raise ValueError("This writer is closed.")
        return self._writer
