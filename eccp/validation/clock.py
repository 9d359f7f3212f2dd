"""The clock of an application: when the answer is promised, what is used of the time, who is before.

The rule: `settings.VALIDATION_HOURS` (48) hours that run on working days only and stop while the
applicant is asked. What a working day is stands in `core.working_time`; the closing days are
records that administrators edit. These functions set columns and leave storing to their caller.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from eccp.core.working_time import due, elapsed
from eccp.reference.models import ClosingDay
from eccp.validation.models import Application

COLUMNS = ("due_at", "clock_started_at", "hours_used")
NOTHING = timedelta(0)


@dataclass(frozen=True)
class Forecast:
    """When to expect the answer, and how many applications come before by the clock.

    `used` and `left` are working time of the promised `allowed`; `left` is below zero when the
    promise is broken. `due_at` is None while the clock stands.
    """

    due_at: datetime | None
    before: int
    used: timedelta
    left: timedelta
    allowed: timedelta


def allowed() -> timedelta:
    """The working time within which an answer is promised."""
    return timedelta(hours=settings.VALIDATION_HOURS)


def closed_days() -> frozenset[date]:
    """The days besides weekends on which the team does not work."""
    return frozenset(ClosingDay.objects.values_list("date", flat=True))


def start(application: Application, now: datetime) -> None:
    """Let the clock run from `now`, with what is left of the time."""
    application.clock_started_at = now
    application.due_at = due(now, allowed() - application.hours_used, closed_days())


def stop(application: Application, now: datetime) -> None:
    """Let the clock stand while somebody is asked: the promise has no date until it runs again."""
    end(application, now)
    application.due_at = None


def end(application: Application, now: datetime) -> None:
    """Take the time at the decision. The promised date stays, so that it can be compared."""
    application.hours_used = used(application, now)
    application.clock_started_at = None


def used(application: Application, now: datetime) -> timedelta:
    """The working time used until `now`."""
    if application.clock_started_at is None:
        return application.hours_used
    return application.hours_used + elapsed(application.clock_started_at, now, closed_days())


def forecast(application: Application, now: datetime | None = None) -> Forecast:
    """Say when the answer is due and how many applications are due before it, as of now."""
    spent = used(application, now or timezone.now())
    return Forecast(application.due_at, _before(application), spent, allowed() - spent, allowed())


def _before(application: Application) -> int:
    if application.status != Application.Status.SUBMITTED or application.due_at is None:
        return 0
    earlier = Q(due_at__lt=application.due_at) | Q(due_at=application.due_at, pk__lt=application.pk)
    return Application.objects.waiting().filter(earlier).count()
