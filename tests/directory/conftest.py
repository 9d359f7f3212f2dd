"""An index of its own for every test of the directory."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eccp.directory.engine import Document, Reader, Writer, open_writer, reader, start_writer
from eccp.directory.index.build import rebuild_now


@pytest.fixture(autouse=True)
def index_dir(settings: Any, tmp_path: Path) -> Path:
    """An empty place for the index."""
    settings.INDEX_DIR = tmp_path / "index"
    return settings.INDEX_DIR


@pytest.fixture
def index(index_dir: Path) -> Callable[[], int]:
    """Build the index from the database: `index()`; say it again after a change."""
    return rebuild_now


@pytest.fixture
def filled(index_dir: Path) -> Callable[..., Reader]:
    """Put documents into a new index and give its reader."""

    def fill(*documents: Document) -> Reader:
        writer = start_writer()
        writer.replace(documents)
        writer.commit()
        writer.close()
        writer.publish()
        return reader()

    return fill


@pytest.fixture
def changing(filled: Callable[..., Reader]) -> Callable[..., tuple[Reader, Writer]]:
    """An index with documents, its reader, and a writer that goes on with it."""

    def fill(*documents: Document) -> tuple[Reader, Writer]:
        return filled(*documents), open_writer()

    return fill
