"""Slow work by name: verbs enqueue, workers run, failures are tried again later.

A task is enqueued in the transaction of the data that it is about, so neither exists alone.
A task may run twice (a worker died after its work, before its note): every task is safe to repeat.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks import task as backend_task
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

ATTEMPTS = 6
FIRST_PAUSE = timedelta(seconds=20)
LOST_AFTER = timedelta(minutes=15)
KEPT_FOR = timedelta(days=14)

_known: dict[str, Callable[..., None]] = {}


class TryLater(Exception):
    """What the task needs from outside is away for now; it is no defect of ours."""


def task(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function under a name that verbs of lower rooms may enqueue."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        _known[name] = function
        return function

    return register


def enqueue(name: str, *args: Any) -> None:
    """Leave work to a worker, in this transaction. Arguments are numbers and words."""
    run.enqueue(name, list(args), 1)


def pause(attempt: int) -> timedelta:
    """How long to wait after the given failed attempt: 20 seconds, then four times as long each time."""
    return FIRST_PAUSE * 4 ** (attempt - 1)


@backend_task()
def run(name: str, args: list[Any], attempt: int) -> str:
    """Do one piece of work; when it fails, put it back for later, at most `ATTEMPTS` times in all."""
    try:
        _known[name](*args)
    except Exception as problem:
        if attempt >= ATTEMPTS:
            raise
        level = logging.INFO if isinstance(problem, TryLater) else logging.WARNING
        logger.log(
            level,
            "%s%r failed at attempt %d: %s",
            name,
            args,
            attempt,
            problem,
            exc_info=level > logging.INFO,
        )
        run.using(run_after=timezone.now() + pause(attempt)).enqueue(name, args, attempt + 1)
        return "later"
    return "done"


def rescue_lost() -> int:
    """Give work whose worker died back to the others, and return how many pieces there were."""
    return (
        DBTaskResult.objects.running()
        .filter(started_at__lt=timezone.now() - LOST_AFTER)
        .update(status="READY", started_at=None)
    )


def forget_finished() -> int:
    """Delete the notes of work that ended long ago."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT_FOR).delete()[0]
