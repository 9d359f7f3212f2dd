"""What goes wrong around the index loses nothing: an indexer that is killed, a disk that is full, files that are broken."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from eccp.core.models import Change
from eccp.directory import search
from eccp.directory.engine import Unavailable, open_writer
from eccp.directory.engine.tantivy_reader import TantivyReader
from eccp.directory.index.check import check
from eccp.directory.index.indexer import Indexer
from eccp.directory.index.turn import ask_for_rebuild, rebuild_is_asked, turn
from eccp.directory.query import Query
from eccp.organisations.services import profiles
from eccp.reference.models import today
from tests.factories import OrganisationFactory

PROGRAMS = Path(__file__).parent / "programs"


def found(words):
    return search.find(Query(words)).answer.ids


def address_of_the_database():
    """The test database as an address, for other processes."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture
def run(index_dir, tmp_path):
    """Run a program on this test's database and index: `run("full_disk.py", "100")`."""

    def run(program, *words):
        environment = {
            **os.environ,
            "TEST_DATABASE_URL": address_of_the_database(),
            "TEST_DATA_DIR": str(tmp_path / "data"),
            "INDEX_DIR": str(index_dir),
            "DJANGO_SETTINGS_MODULE": "eccp.config.settings_test",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        command = [sys.executable, str(PROGRAMS / program), *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own program

    return run


@pytest.fixture
def organisation(index):
    """A profile that is in the index, with a change that is not."""
    organisation = OrganisationFactory(published=True, name="Before")
    gone = OrganisationFactory(published=True, name="Gone")
    index()
    profiles.update(organisation, {"name": "Afterwards"}, opened_at=1, by=None)
    profiles.unpublish(gone, by=None)
    return organisation


BEFORE_THE_COMMIT = ["half of the columns", "columns, but no words"]
AFTER_THE_COMMIT = ["words, but old columns are left", "all, but the notes are left"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", BEFORE_THE_COMMIT + AFTER_THE_COMMIT)
def test_indexer_that_is_killed_loses_nothing(organisation, run, index_dir, moment):
    notes = Change.objects.count()
    committed = moment in AFTER_THE_COMMIT

    assert run("dying_indexer.py", moment).returncode == -signal.SIGKILL

    assert Change.objects.count() == notes
    seen = {False: ("before", "gone"), True: ("afterwards",)}[committed]
    for reader in (search.reader(), TantivyReader(index_dir)):  # one that was there, one that comes now
        answers = {word for word in ("before", "gone", "afterwards") if asked(reader, word)}
        assert answers == set(seen)
        assert reader.search(Query(), on=today()).total == len(seen)
    with turn():  # the lock died with its process
        Indexer().work()
    assert (found("afterwards"), found("before"), found("gone")) == ([organisation.pk], [], [])
    assert (check().well, check().same, Change.objects.count()) == (True, 1, 0)
    assert [path.name for path in index_dir.rglob("*.????????")] == []


def asked(reader, word):
    return reader.ids(Query(word), on=today())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["new index, but not in use", "new index in use, but the old one is left"])
def test_indexer_that_is_killed_while_it_builds_anew_loses_nothing(organisation, run, index_dir, moment):
    in_use = moment == "new index in use, but the old one is left"
    ask_for_rebuild()

    assert run("dying_indexer.py", moment).returncode == -signal.SIGKILL

    assert bool(found("afterwards")) == in_use
    assert bool(found("before")) != in_use
    assert rebuild_is_asked()
    with turn():
        Indexer().work()
    assert found("afterwards") == [organisation.pk]
    assert (check().well, Change.objects.count(), rebuild_is_asked()) == (True, 0, False)
    assert len(list(index_dir.glob("index-*"))) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("limit", "failed"),
    [
        (["0"], "OSError: [Errno 27]"),  # the columns
        (["4000"], "ValueError: An IO error occurred"),  # the words: they need more than the columns
        (["4000", "rebuild"], "ValueError: An IO error occurred"),
    ],
)
def test_full_disk_is_said_and_the_old_index_answers_until_there_is_room(run, limit, failed):
    OrganisationFactory(published=True, name="Before")

    done = run("full_disk.py", *limit)

    assert done.returncode == 0, done.stderr
    full, still_full, room = map(json.loads, done.stdout.splitlines())
    for told in (full, still_full):
        assert (told["found"], told["plain"], told["waiting"], told["beside"]) == (["before"], False, 1, [])
        assert told["indexes"] <= 2
    assert full["indexes"] == still_full["indexes"]
    assert room == {"found": ["afterwards"], "plain": False, "waiting": 0, "indexes": 1, "beside": []}
    assert done.stderr.count("The index could not be written; the old one still answers.") == 3
    assert done.stderr.count(failed) >= 3


# Files that are broken. A file that is read through the memory is replaced, never cut short in place.


def damage(path, how):
    whole = path.read_bytes()
    path.unlink()
    if how != "missing":
        path.write_bytes({"empty": b"", "cut": whole[: len(whole) // 2], "other": bytes(len(whole))}[how])


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["missing", "empty", "cut", "other"])
@pytest.mark.parametrize("name", ["columns-*", "values.json", "meta.json"])
def test_broken_file_is_unavailable_and_the_indexer_builds_anew(index, index_dir, name, how):
    organisation = OrganisationFactory(published=True, name="Wood")
    index()
    for path in index_dir.rglob(name):
        damage(path, how)

    with pytest.raises(Unavailable):
        TantivyReader(index_dir).search(Query("wood"), on=today())
    with pytest.raises(Unavailable):
        open_writer()
    Indexer().work()

    assert found("wood") == [organisation.pk]
    assert check().well


@pytest.mark.django_db
def test_readers_go_on_though_the_columns_go_away_and_the_next_commit_brings_them(index, index_dir):
    organisation = OrganisationFactory(published=True, name="Before")
    index()
    indexer = Indexer()
    indexer.work()
    assert found("before") == [organisation.pk]
    for path in index_dir.rglob("columns-*"):
        path.unlink()

    assert found("before") == [organisation.pk]
    profiles.update(organisation, {"name": "Afterwards"}, opened_at=1, by=None)
    indexer.work()

    assert found("afterwards") == [organisation.pk]
    assert (check().well, TantivyReader(index_dir).fingerprints().keys()) == (True, {organisation.pk})
