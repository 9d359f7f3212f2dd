"""Entries from before names left the log: converted where it is certain, else without the name."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import UserFactory

BEFORE = [("core", "0002_roles_in_the_log")]
AFTER = [("core", "0003_log_stays_as_written")]
KIND = "organisations.organisation"


def migrate(goal):
    """The model of entries as it is after these migrations."""
    MigrationExecutor(connection).migrate(goal)
    return MigrationExecutor(connection).loader.project_state(goal).apps.get_model("core", "LogEntry")


@pytest.mark.django_db(transaction=True)
def test_names_become_numbers_where_it_is_certain():
    ana, ben = UserFactory(name="Ana"), UserFactory(name="Ben (Bee)")
    twins = UserFactory.create_batch(2, name="Eve")
    old = migrate(BEFORE).objects

    def wrote(verb, by, changes=None, *, note="", number=7, kind=KIND):
        return old.create(
            verb=verb, kind=kind, object_id=number, by_id=by and by.pk, changes=changes or {}, note=note
        ).pk

    for person in (ana, ben, *twins):
        wrote("organisations.join_asked", person)
    certain = wrote("organisations.join_accepted", None, {"representatives": ["", "Ana (manager)"]})
    bracketed = wrote("organisations.join_refused", None, note="Ben (Bee)")
    of_two = wrote("organisations.claimed", None, {"representatives": ["", "Eve (manager)"]})
    elsewhere = wrote("organisations.claimed", None, {"representatives": ["", "Ana (manager)"]}, number=8)
    merged = wrote(
        "organisations.merge", None, {"representatives": [[], ["Ana (colleague)", "Zoe (manager)"]]}
    )
    taken = wrote(
        "validation.take", ben, {"in_progress_by": ["", "Ben (Bee)"]}, number=3, kind="validation.x"
    )
    account = wrote("accounts.update", ana, {"name": ["", "Ana"], "language": ["en", "fr"]})
    other = wrote("organisations.update", ana, {"city": ["Ulm", "Kiel"]}, note="Ana")

    rows = migrate(AFTER).objects.in_bulk()

    assert rows[certain].changes == {"representatives": ["", {"person": ana.pk, "role": "manager"}]}
    assert (rows[bracketed].changes, rows[bracketed].note) == (
        {"join_requests": [{"person": ben.pk}, ""]},
        "",
    )
    assert rows[of_two].changes == {"representatives": ["", "…"]}
    assert rows[elsewhere].changes == {"representatives": ["", "…"]}
    assert rows[merged].changes == {"representatives": [[], [{"person": ana.pk, "role": "colleague"}, "…"]]}
    assert rows[taken].changes == {"in_progress_by": ["", {"person": ben.pk}]}
    assert rows[account].changes == {"name": ["", "…"], "language": ["en", "fr"]}
    assert (rows[other].changes, rows[other].note) == ({"city": ["Ulm", "Kiel"]}, "Ana")
    with pytest.raises(DatabaseError):
        type(rows[other]).objects.update(note="")
