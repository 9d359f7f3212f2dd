"""What all tests share: the database, the clock, people who are signed in, and work in the background."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import caches
from django.test import Client, TransactionTestCase
from django.utils import translation
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from eccp.config.translating.catalogue import compile_stale
from tests import databases


def pytest_configure() -> None:
    """Compile the translations before anything is said in one of them."""
    for folder in django_settings.LOCALE_PATHS:
        compile_stale(folder)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Copy the migrated template; tests that really commit are followed by a new copy."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        database = databases.database_of_this_run()
        database.create()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: database.restore())
        yield
        database.drop()


@pytest.fixture(scope="session", autouse=True)
def data_dir() -> Iterator[None]:
    """Take the files of this run away at its end."""
    yield
    shutil.rmtree(django_settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Let no test see what another left: rate limits, the back office's site."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    caches["local"].clear()  # a served site fills it in threads of its own


@pytest.fixture(autouse=True)
def first_language() -> None:
    """Let no test speak the language in which the one before it asked for a page."""
    translation.activate(django_settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def table_of_mails(settings: Any) -> None:
    """Put back what the test runner replaces: mails go into the table, as they do outside the tests."""
    settings.EMAIL_BACKEND = "eccp.notices.backend.TableBackend"


@pytest.fixture
def freeze() -> Iterator[Callable[[datetime], time_machine.Traveller]]:
    """Stop the clock at a moment: `freeze(moment)`; say it again to move on."""
    travels: list[time_machine.travel] = []

    def at(moment: datetime) -> time_machine.Traveller:
        thaw()
        travels.append(time_machine.travel(moment, tick=False))
        return travels[-1].start()

    def thaw() -> None:
        if travels:
            travels.pop().stop()

    yield at
    thaw()


@pytest.fixture
def signed_in() -> Callable[[Any], Client]:
    """Give the client of a person who is signed in: `signed_in(user).get("/en/my/")`."""

    def client_of(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of


@pytest.fixture
def run_tasks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[str, str]]]:
    """Do the work that waits, in this process, and tell what came of it: `[("notices.send", "done")]`.

    Work that fails fails the test, unless `may_fail`: then it is told as "later" or "failed".
    """
    # The worker would give its connection back, and with it the transaction that the test runs in.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def run(*, may_fail: bool = False) -> list[tuple[str, str]]:
        before = set(DBTaskResult.objects.finished().values_list("pk", flat=True))
        db_worker.Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="tests",
            excluded_queue_names=[],
        ).run()
        rows = DBTaskResult.objects.finished().exclude(pk__in=before).order_by("finished_at", "enqueued_at")
        outcomes = [
            (_name(row), "failed" if row.status == "FAILED" else row.return_value or "done") for row in rows
        ]
        if not may_fail:
            assert [told for told in outcomes if told[1] in {"later", "failed"}] == []
        return outcomes

    return run


def _name(row: DBTaskResult) -> str:
    """The task's name: ours are all run by one function, which has the name as its first argument."""
    args = row.args_kwargs["args"]
    return str(args[0]) if row.task_path == "eccp.core.tasks.run" else row.task_path
