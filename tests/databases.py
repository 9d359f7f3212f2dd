"""The test database: migrated once per state of the migrations, then copied for each run and given the first pages.

A file lock keeps runs that start together from building the same template twice. Each run makes the pages of a new
installation once, and every test begins with them: they take a third of a second, and most pages need them.
"""

import fcntl
import hashlib
import os
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from eccp.accounts import roles
from eccp.content.tree import ensure_pages
from eccp.core import append_only


def fingerprint() -> str:
    """Name the state of all migrations, ours and those of the packages, and of the roles."""
    state = hashlib.sha256(version("Django").encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            state.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    for own in (roles.__file__, append_only.__file__, __file__):
        state.update(Path(own).read_bytes())
    return state.hexdigest()[:16]


@contextmanager
def lock(name: str) -> Iterator[None]:
    """Let one process at a time build the template of this name."""
    with Path(tempfile.gettempdir(), f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def migrate(name: str) -> None:
    """Bring a new, empty database to the state in which every test begins."""
    connection.close()
    connection.settings_dict["NAME"] = name
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # migrations of packages are not ours to mend
        call_command("migrate", verbosity=0, interactive=False)
    roles.ensure_roles()


def make_first_pages(name: str) -> None:
    """Give a migrated database the pages of a new installation."""
    connection.close()
    connection.settings_dict["NAME"] = name
    ensure_pages()
    _forget_how()
    connection.close()


def _forget_how() -> None:
    """Leave neither work nor entries of the log behind: a test sees none but its own."""
    DBTaskResult.objects.all().delete()
    append_only.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {append_only.TABLE}")  # noqa: S608
    append_only.forbid(connection)


class SqliteDatabase:
    """A file copied from the template. A file, since the browser tests' server has threads of its own."""

    def __init__(self, state: str) -> None:
        self.template = Path(tempfile.gettempdir(), f"eccp-template-{state}.sqlite3")
        self.beginning = Path(settings.DATA_DIR, "beginning.sqlite3")
        self.file = Path(settings.DATA_DIR, "test.sqlite3")

    def create(self) -> None:
        """Make the template if it is missing, and this run's copy of it."""
        with lock(self.template.stem):
            if not self.template.exists():
                unfinished = self.template.with_suffix(f".{os.getpid()}")
                migrate(str(unfinished))
                connection.close()
                with closing(sqlite3.connect(unfinished)) as made:
                    made.execute("PRAGMA journal_mode=DELETE")
                unfinished.rename(self.template)
        copy(self.template, self.beginning)
        make_first_pages(str(self.beginning))
        connection.settings_dict["NAME"] = str(self.file)
        self.restore()

    def restore(self) -> None:
        """Put everything back as it was at the beginning, also under the server's open connections."""
        connection.close()
        copy(self.beginning, self.file)

    def drop(self) -> None:
        """Take this run's copies away."""
        connection.close()
        for copied in (self.beginning, self.file):
            for file in copied.parent.glob(f"{copied.name}*"):
                file.unlink()


def copy(there: Path, here: Path) -> None:
    """Make one SQLite database what another one is."""
    with (
        closing(sqlite3.connect(f"file:{there}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(here, timeout=20)) as target,
    ):
        source.backup(target)


class PostgresDatabase:
    """A database copied from the template on the same server."""

    def __init__(self, state: str) -> None:
        self.template = f"eccp_template_{state}"
        self.beginning = f"eccp_beginning_{os.getpid()}"
        self.name = f"eccp_test_{os.getpid()}"

    def create(self) -> None:
        """Make the template if it is missing, and this run's copy of it."""
        with lock(self.template):
            if not self._ask("SELECT 1 FROM pg_database WHERE datname = %s", self.template):
                unfinished = f"{self.template}_unfinished"
                self._say(
                    f"DROP DATABASE IF EXISTS {unfinished}",
                    f"CREATE DATABASE {unfinished} TEMPLATE template0",
                )
                migrate(unfinished)
                connection.close()
                self._say(f"ALTER DATABASE {unfinished} RENAME TO {self.template}")
        self._copy(self.template, self.beginning)
        make_first_pages(self.beginning)
        connection.settings_dict["NAME"] = self.name
        self.restore()

    def restore(self) -> None:
        """Put everything back as it was at the beginning; who is still connected is sent away."""
        connection.close()
        self._copy(self.beginning, self.name)

    def drop(self) -> None:
        """Take this run's copies away."""
        connection.close()
        for name in (self.name, self.beginning):
            self._say(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _copy(self, there: str, here: str) -> None:
        self._say(
            f"DROP DATABASE IF EXISTS {here} WITH (FORCE)",
            f"CREATE DATABASE {here} TEMPLATE {there}",
        )

    def _say(self, *statements: str) -> None:
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def _ask(self, question: str, *values: str) -> bool:
        with connection._nodb_cursor() as cursor:
            cursor.execute(question, values)
            return cursor.fetchone() is not None


def database_of_this_run() -> SqliteDatabase | PostgresDatabase:
    """The database of this run, on the engine that the settings name."""
    return {"sqlite": SqliteDatabase, "postgresql": PostgresDatabase}[connection.vendor](fingerprint())
