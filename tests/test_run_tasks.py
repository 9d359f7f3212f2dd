"""The fixture that does the work in the background tells what came of it, and fails with it."""

import pytest

from eccp.core.tasks import TryLater, enqueue, task
from eccp.notices.models import OutgoingMail
from eccp.notices.services import keep


@task("tests.away")
def away() -> None:
    """A piece of work whose other side is away."""
    raise TryLater("away")


@pytest.mark.django_db
def test_work_is_done_and_told(run_tasks):
    keep(address="a@example.eu", subject="Hello", text="…")

    assert run_tasks() == [("notices.send", "done")]
    assert run_tasks() == []
    assert OutgoingMail.objects.get().status == "sent"


@pytest.mark.django_db
def test_work_that_fails_is_told_or_fails_the_test(run_tasks):
    enqueue("tests.away")

    assert run_tasks(may_fail=True) == [("tests.away", "later")]
    enqueue("tests.away")
    with pytest.raises(AssertionError, match=r"tests\.away"):
        run_tasks()


@pytest.mark.django_db(transaction=True)
def test_work_is_done_outside_a_transaction_too(run_tasks):
    keep(address="a@example.eu", subject="Hello", text="…")

    assert run_tasks() == [("notices.send", "done")]
