"""The log stays as it was written, and names people by number."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from eccp.core import append_only
from eccp.core.append_only import AppendOnly
from eccp.core.log import history, log, people_in, person
from eccp.core.models import LogEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ELEVEN_YEARS = timedelta(days=11 * 366)
TEN_YEARS_ALMOST = timedelta(days=append_only.KEPT_DAYS - 1)


@pytest.fixture
def entry():
    user = UserFactory()
    return log(user, "accounts.update", by=user, note="name")


def written(age):
    entry = LogEntry(verb="old", kind="accounts.user", object_id=1, at=timezone.now() - age)
    entry.save()
    return entry


def sql(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda _entry: LogEntry.objects.update(note=""),
        lambda _entry: LogEntry.objects.filter(verb="accounts.update").delete(),
        lambda entry: LogEntry.objects.bulk_update([entry], ["note"]),
        lambda entry: history(entry.by).update(note=""),
    ],
    ids=["save", "delete", "update many", "delete many", "update in bulk", "by the history"],
)
def test_entry_stays_as_it_was_written(entry, attempt):
    with pytest.raises(AppendOnly):
        attempt(entry)

    assert LogEntry.objects.get(pk=entry.pk).note == "name"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_logentry SET note = 'nothing'",
        "UPDATE core_logentry SET by_id = NULL",
        "DELETE FROM core_logentry",
    ],
)
def test_database_refuses_what_goes_past_the_code(entry, statement):
    with pytest.raises(DatabaseError, match=r"The log is append-only\."):
        sql(statement)

    kept = LogEntry.objects.get(pk=entry.pk)
    assert (kept.note, kept.by) == ("name", entry.by)


def test_database_refuses_to_empty_the_table(entry):
    empty = "TRUNCATE core_logentry" if connection.vendor == "postgresql" else "DELETE FROM core_logentry"

    connection.check_constraints()  # PostgreSQL says no for what still waits to be checked, too

    with pytest.raises(DatabaseError, match=r"The log is append-only\."):
        sql(empty)


def test_database_refuses_to_put_an_entry_in_the_place_of_another(entry):
    same = "INTO core_logentry SELECT * FROM core_logentry"
    updating = "ON CONFLICT (id) DO UPDATE SET note = 'nothing'"
    replace = f"INSERT OR REPLACE {same}" if connection.vendor == "sqlite" else f"INSERT {same} {updating}"

    with pytest.raises(DatabaseError, match=r"The log is append-only\."):
        sql(replace)

    assert LogEntry.objects.get().pk == entry.pk


def test_only_entries_of_ten_years_are_forgotten():
    written(ELEVEN_YEARS)
    young = written(TEN_YEARS_ALMOST)

    forgotten = LogEntry.objects.older_than(timezone.now() - timedelta(days=append_only.KEPT_DAYS)).forget()

    assert (forgotten, list(LogEntry.objects.all())) == (1, [young])


def test_forgetting_younger_ones_is_refused():
    written(TEN_YEARS_ALMOST)

    with pytest.raises(DatabaseError), transaction.atomic():
        LogEntry.objects.older_than(timezone.now()).forget()

    assert LogEntry.objects.count() == 1


def test_triggers_come_back_after_a_table_was_built_anew(entry):
    append_only.lift(connection)
    sql("UPDATE core_logentry SET note = 'converted'")

    append_only.keep_in_place(using="default")

    with pytest.raises(DatabaseError):
        sql("UPDATE core_logentry SET note = 'nothing'")
    assert LogEntry.objects.get().note == "converted"


def test_people_are_found_however_deep():
    ana, ben, eve = UserFactory.create_batch(3)
    changes = {
        "representatives": [[{**person(ana), "role": "manager"}], []],
        "in_progress_by": [person(ben), ""],
        "founded": [1999, {"person": "no number"}],
        "handed": ["", {"to": person(eve)}],
    }

    assert people_in(changes) == {ana.pk, ben.pk, eve.pk}
