"""Who has an application in hand, so that two validators do not read the same one unaware."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from eccp.accounts.models import User
from eccp.core.log import log, person
from eccp.core.refusals import require
from eccp.validation.models import Application
from eccp.validation.policies import refuses_judging
from eccp.validation.services import notifying
from eccp.validation.services.flow import still_open


class InProgress(Exception):
    """Another validator has it in hand, since then."""

    def __init__(self, by: User, since: datetime) -> None:
        super().__init__(str(by))
        self.by = by
        self.since = since


@transaction.atomic
def take(application: Application, *, by: User) -> Application:
    """Take an application in hand; `InProgress` where another validator has it. One's own stays as it is."""
    row = still_open(application)
    require(refuses_judging(by, row))
    if row.in_progress_by and row.in_progress_since and row.in_progress_by_id != by.pk:
        raise InProgress(row.in_progress_by, row.in_progress_since)
    return row if row.in_progress_by_id == by.pk else _give(row, by, by=by, verb="take")


@transaction.atomic
def release(application: Application, *, by: User) -> Application:
    """Put an application back, so that anybody may take it."""
    row = still_open(application)
    require(refuses_judging(by, row))
    return _give(row, None, by=by, verb="release")


@transaction.atomic
def reassign(application: Application, to: User, *, by: User) -> Application:
    """Put an application into another validator's hands, or into one's own, and tell who gets it."""
    row = still_open(application)
    require(refuses_judging(by, row))
    require(refuses_judging(to, row))
    row = _give(row, to, by=by, verb="reassign")
    if to != by:
        notifying.given(row, to)
    return row


def _give(row: Application, to: User | None, *, by: User, verb: str) -> Application:
    before, row.in_progress_by = row.in_progress_by, to
    row.in_progress_since = timezone.now() if to else None
    row.save(update_fields=["in_progress_by", "in_progress_since", "updated_at"])
    changes = {"in_progress_by": [person(one) if one else "" for one in (before, to)]}
    log(row, f"validation.{verb}", by=by, changes=changes)
    return row
