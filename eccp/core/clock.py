"""Work that happens by itself: jobs with their pace, run by one clock process."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from eccp.core.models import Beat

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A function and how often it is due."""

    name: str
    every: timedelta
    function: Callable[[], object]


_jobs: dict[str, Job] = {}


def every(pace: timedelta, name: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register a function to be run by the clock at this pace."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        _jobs[name] = Job(name, pace, function)
        return function

    return register


def beat(name: str, **note: object) -> None:
    """Note that a process or job is alive."""
    Beat.objects.update_or_create(name=name, defaults={"at": timezone.now(), "note": note})


def run_due(now: datetime) -> list[str]:
    """Run every job that is due and return their names. A job that fails is tried at its next turn."""
    last = dict(Beat.objects.values_list("name", "at"))
    due = [job for job in _jobs.values() if job.name not in last or last[job.name] + job.every <= now]
    for job in due:
        Beat.objects.update_or_create(name=job.name, defaults={"at": now})
        try:
            with transaction.atomic():
                job.function()
        except Exception:
            logger.exception("The job %s failed and is tried again at its next turn.", job.name)
    return [job.name for job in due]
