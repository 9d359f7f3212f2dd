"""Writing the index: columns and words. One process writes at a time; tantivy's own lock refuses a second."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from eccp.directory.engine import shelf
from eccp.directory.engine.arrays_file import BrokenFile
from eccp.directory.engine.base import Document, Unavailable
from eccp.directory.engine.column_writer import ColumnWriter
from eccp.directory.engine.state import commit_of
from eccp.directory.engine.tantivy_fields import put, schema

HEAP_BYTES = 40_000_000
# Used as far as needed: the fewer parts an index has, the faster its words are found.
HEAP_TO_BUILD_BYTES = 150_000_000


class TantivyWriter:
    """A writer on one index folder."""

    def __init__(
        self, folder: Path, index: tantivy.Index, values: shelf.Values, columns: ColumnWriter, heap: int
    ) -> None:
        self.root = folder.parent
        self.folder = folder
        self.values = values
        self.columns = columns
        self.schema = index.schema
        self._writer: tantivy.IndexWriter | None = index.writer(heap, 1)

    @classmethod
    def in_use(cls, root: Path) -> "TantivyWriter":
        """Open the index in use; `Unavailable` where it cannot be opened."""
        folder = shelf.in_use(root)
        values = shelf.Values.read(folder)
        try:
            columns = ColumnWriter.read(shelf.columns_of(folder, commit_of(folder)))
            return cls(folder, tantivy.Index.open(str(folder)), values, columns, HEAP_BYTES)
        except BaseException as problem:
            broken = isinstance(problem, ValueError | BrokenFile | FileNotFoundError)
            if broken or type(problem).__name__ == "PanicException":
                raise Unavailable(f"The index {folder.name} cannot be opened.") from problem
            raise

    @classmethod
    def beside(cls, root: Path) -> "TantivyWriter":
        """Start an empty index beside the one in use."""
        folder = shelf.new(root)
        values = shelf.Values(folder, {})
        values.save()
        index = tantivy.Index(schema(), path=str(folder))
        writer = cls(folder, index, values, ColumnWriter(), HEAP_TO_BUILD_BYTES)
        # A commit of nothing at all would keep number 0, and no columns come before that.
        writer.open.delete_documents_by_query(tantivy.Query.empty_query())
        return writer

    def replace(self, documents: Iterable[Document]) -> None:
        """Put documents in place of those with the same ids."""
        given = list({document.id: document for document in documents}.values())
        self._forget_words(self.columns.rows(document.id for document in given))
        for document, row in zip(given, self.columns.replace(given, self.values), strict=True):
            self.open.add_document(put(document, row))

    def delete(self, ids: Iterable[int]) -> None:
        """Take documents out."""
        gone = list(ids)
        self._forget_words(self.columns.rows(gone))
        self.columns.delete(gone)

    def _forget_words(self, rows: list[int]) -> None:
        """By a query: tantivy deletes by a term only where the term is a word."""
        if rows:
            self.open.delete_documents_by_query(tantivy.Query.term_set_query(self.schema, "row", rows))

    def commit(self) -> None:
        """Make all that was changed durable and visible: first what the words' commit needs, then that."""
        self.values.save()
        self.columns.save(shelf.columns_after(self.folder, commit_of(self.folder)))
        try:
            self.open.commit()
        except BaseException as problem:
            if type(problem).__name__ == "PanicException":
                raise Unavailable(f"The index {self.folder.name} cannot be written.") from problem
            raise
        shelf.forget_columns(self.folder)

    def publish(self) -> None:
        """Bring this index into use in place of the one before, and remove that one."""
        shelf.use(self.root, self.folder)

    def close(self) -> None:
        """Let the index go. What was not committed is forgotten."""
        self._writer = None

    @property
    def open(self) -> tantivy.IndexWriter:
        """The engine's writer, while this one is open."""
        if self._writer is None:
            raise ValueError("This writer is closed.")
        return self._writer
