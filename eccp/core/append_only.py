"""What keeps the log as it was written: triggers in the database, and a clear no before one gets there.

The triggers are put back after each migration: a database that builds a table anew drops them.
A migration that must convert entries calls `lift` before and `forbid` after.
"""

from typing import Any, NoReturn

from django.db import connections, models

TABLE = "core_logentry"
KEPT_DAYS = 3653  # ten years; what is older may be deleted, and only that
SAYS = "The log is append-only."
TAKEN = "NEW.id IN (SELECT id FROM core_logentry)"

SQLITE = (
    (
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_stays_as_written BEFORE UPDATE ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    ),
    (
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_stays BEFORE DELETE ON {TABLE} "
        f"WHEN OLD.at >= strftime('%Y-%m-%d %H:%M:%f', 'now', '-{KEPT_DAYS} days') "
        f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    ),
    (  # "insert or replace" deletes without asking the trigger above
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_stays_itself BEFORE INSERT ON {TABLE} "
        f"WHEN {TAKEN} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    ),
)
POSTGRESQL = (
    (
        f"CREATE OR REPLACE FUNCTION {TABLE}_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    ),
    (
        f"CREATE OR REPLACE TRIGGER {TABLE}_stays_as_written BEFORE UPDATE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuses()"
    ),
    (
        f"CREATE OR REPLACE TRIGGER {TABLE}_stays BEFORE DELETE ON {TABLE} FOR EACH ROW "
        f"WHEN (OLD.at >= now() - interval '{KEPT_DAYS} days') EXECUTE FUNCTION {TABLE}_refuses()"
    ),
    (
        f"CREATE OR REPLACE TRIGGER {TABLE}_stays_whole BEFORE TRUNCATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuses()"
    ),
)
FORBIDS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
LIFTS = {
    "sqlite": tuple(
        f"DROP TRIGGER IF EXISTS {TABLE}_{name}" for name in ("stays_as_written", "stays", "stays_itself")
    ),
    "postgresql": tuple(
        f"DROP TRIGGER IF EXISTS {TABLE}_{name} ON {TABLE}"
        for name in ("stays_as_written", "stays", "stays_whole")
    ),
}


class AppendOnly(Exception):
    """Somebody tried to change or delete what was written to the log."""

    def __init__(self) -> None:
        super().__init__("Entries of the log are added, never changed, and deleted only by their age.")


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses what the database would refuse, with a clear word."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnly

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnly


def forbid(connection: Any) -> None:
    """Put the triggers in their place; may be said again."""
    _say(connection, FORBIDS)


def lift(connection: Any) -> None:
    """Take the triggers away, for a migration that converts entries."""
    _say(connection, LIFTS)


def keep_in_place(using: str, **_said: Any) -> None:
    """Put the triggers back after a migration, which may have built the table anew."""
    connection = connections[using]
    with connection.cursor() as cursor:
        there = TABLE in connection.introspection.table_names(cursor)
    if there:
        forbid(connection)


def _say(connection: Any, statements: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
