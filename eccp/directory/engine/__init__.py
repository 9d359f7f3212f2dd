"""The search engine behind the directory: an interface in `base`, one engine embedded in the process.

What speaks to it: `reader()` for those who search, `open_writer()` for the one process that writes.
"""

from functools import cache
from pathlib import Path

from django.conf import settings

from eccp.directory.engine.base import (
    Answer,
    BadCursor,
    Cluster,
    Document,
    Likeliest,
    Period,
    Reader,
    Unavailable,
    Writer,
)
from eccp.directory.engine.tantivy_reader import TantivyReader
from eccp.directory.engine.tantivy_writer import TantivyWriter

__all__ = [
    "Answer",
    "BadCursor",
    "Cluster",
    "Document",
    "Likeliest",
    "Period",
    "Reader",
    "Unavailable",
    "Writer",
    "open_writer",
    "reader",
    "start_writer",
]


@cache
def _reader(path: Path) -> Reader:
    return TantivyReader(path)


def reader() -> Reader:
    """The reader of this process. It follows the index by itself, also over a rebuild."""
    return _reader(Path(settings.INDEX_DIR))


def open_writer() -> Writer:
    """Open the index that is in use for writing; `Unavailable` where it is missing, broken or of an older layout."""
    return TantivyWriter.in_use(Path(settings.INDEX_DIR))


def start_writer() -> Writer:
    """Start an empty index beside the one in use. It comes into use with `publish`."""
    return TantivyWriter.beside(Path(settings.INDEX_DIR))
