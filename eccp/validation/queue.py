"""The validators' queue: which applications somebody asked to see, in which order, and what a row says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from eccp.core.said import hours, said
from eccp.core.working_time import remaining
from eccp.organisations.models import Representative
from eccp.validation.models import Application, ApplicationQuerySet

MINE, NOBODYS = "mine", "nobodys"
S = Application.Status


@dataclass(frozen=True)
class Row:
    """One application in the queue. `own` is one that this validator may not judge."""

    application: Application
    late: bool
    said: str
    due: str
    own: bool


def find(asked: Mapping[str, str], user: Any) -> ApplicationQuerySet:
    """The applications that fit what was asked for: `country`, `type`, `kind`, `state` and `who`, each or none.

    Open ones stand in the order of the clock, decided ones by the date of the decision, newest first.
    """
    found = Application.objects.visible_to(user).select_related(
        "organisation__country", "in_progress_by", "decided_by"
    )
    if country := asked.get("country"):
        found = found.filter(organisation__country_id=country)
    if kind := asked.get("type"):
        found = found.filter(organisation__type=kind)
    if kind := asked.get("kind"):
        found = found.filter(kind=kind)
    if asked.get("who") == MINE:
        found = found.filter(in_progress_by=user)
    elif asked.get("who") == NOBODYS:
        found = found.filter(in_progress_by=None)
    state = asked.get("state")
    found = found.filter(status=state) if state else found.open()
    return (
        found.by_the_clock()
        if state in ("", None, *Application.OPEN)
        else found.order_by("-decided_at", "-pk")
    )


def next_to_judge(found: ApplicationQuerySet, user: Any) -> Application | None:
    """The first by the clock that this validator may judge and no other validator has begun."""
    mine = Representative.objects.filter(person=user).values("organisation")
    return (
        found.filter(status=S.SUBMITTED)
        .filter(Q(in_progress_by=None) | Q(in_progress_by=user))
        .exclude(submitted_by=user)
        .exclude(organisation__in=mine)
        .first()
    )


def counted(now: datetime) -> dict[str, int]:
    """How many applications wait for a verdict, how many of these are late, and how many wait for an answer."""
    waiting = Q(status=S.SUBMITTED)
    return Application.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_at__lt=now)),
        asked=Count("pk", filter=Q(status=S.ASKED)),
    )


def rows(
    applications: Iterable[Application],
    *,
    now: datetime,
    closed: frozenset[date],
    own: frozenset[int],
    user: Any,
) -> list[Row]:
    """The rows of a page. `closed` are the closing days, `own` the organisations that this person acts for."""
    return [
        Row(
            application,
            application.is_late(now),
            in_words(application, time_left(application, now, closed), now),
            said(application.due_at, now, ends=True) if application.due_at and application.is_open else "",
            application.organisation_id in own or application.submitted_by_id == user.pk,
        )
        for application in applications
    ]


def time_left(application: Application, now: datetime, closed: frozenset[date]) -> timedelta | None:
    """The working time until the promised answer, below zero when it is late; None while the clock stands."""
    if application.due_at is None or application.status != S.SUBMITTED:
        return None
    return remaining(now, application.due_at, closed)


def in_words(application: Application, left: timedelta | None, now: datetime) -> str:
    """Say how much time is left, how late it is, or what came of it."""
    if application.decided_at and not application.is_open:
        return said(application.decided_at, now)
    if left is None:
        return _("Waits for an answer")
    if not application.is_late(now):
        return _("%(time)s left") % {"time": hours(left)}
    return _("%(time)s late") % {"time": hours(-left)} if left < timedelta(0) else _("Late")
