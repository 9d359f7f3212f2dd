"""An indexer that is killed at one moment of its work: `dying_indexer.py MOMENT`. Nothing of it tidies up."""

import os
import shutil
import signal
import sys
from pathlib import Path

import django

django.setup()

from django.db.models import QuerySet  # noqa: E402

from eccp.directory.engine import shelf  # noqa: E402
from eccp.directory.engine.column_writer import ColumnWriter  # noqa: E402
from eccp.directory.index.indexer import Indexer  # noqa: E402
from eccp.directory.index.turn import turn  # noqa: E402


def die(*_anything, **_more):
    """Be killed: no block is left, no lock given back, no buffer written."""
    os.kill(os.getpid(), signal.SIGKILL)


def when_put_in_place(name):
    """Die before a file of this name, which was written beside, takes its place."""
    put = Path.replace

    def replace(self, target):
        if Path(target).name.startswith(name):
            die()
        return put(self, target)

    Path.replace = replace


def after_columns():
    """Die when the columns are saved and the words are not committed."""
    save = ColumnWriter.save

    def save_and_die(self, path):
        save(self, path)
        die()

    ColumnWriter.save = save_and_die


def before(owner, name):
    """Die where something would be done."""
    setattr(owner, name, die)


MOMENTS = {
    "half of the columns": lambda: when_put_in_place("columns-"),
    "columns, but no words": after_columns,
    "words, but old columns are left": lambda: before(shelf, "forget_columns"),
    "all, but the notes are left": lambda: before(QuerySet, "delete"),
    "new index, but not in use": lambda: before(shelf, "use"),
    "new index in use, but the old one is left": lambda: before(shutil, "rmtree"),
}

if __name__ == "__main__":
    MOMENTS[sys.argv[1]]()
    with turn():
        Indexer().work()
