"""Whose turn it is to write the index: one process at a time, told by a lock that dies with its process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

ASKED = "rebuild-asked"


class Busy(Exception):
    """Another process writes the index."""


@contextmanager
def turn() -> Iterator[None]:
    """Hold the turn; `Busy` where another process has it."""
    root = Path(settings.INDEX_DIR)
    root.mkdir(parents=True, exist_ok=True)
    lock = os.open(root / "turn.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Busy from taken
        yield
    finally:
        os.close(lock)


def ask_for_rebuild() -> None:
    """Ask the running indexer to build the index anew."""
    (Path(settings.INDEX_DIR) / ASKED).touch()


def rebuild_is_asked() -> bool:
    """Whether somebody asked for a new index and has not got it yet."""
    return (Path(settings.INDEX_DIR) / ASKED).exists()


def rebuild_is_done() -> None:
    """Take the request away."""
    (Path(settings.INDEX_DIR) / ASKED).unlink(missing_ok=True)
