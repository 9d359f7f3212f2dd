"""Forgetting in time: every room's rules with the periods of the table, once a day."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from eccp.accounts.models import RetentionPeriod, User
from eccp.core import personal
from eccp.core.log import log

logger = logging.getLogger(__name__)


def ensure_periods() -> None:
    """Give every rule its row with the days that the room proposes; rows that are there stay as they are."""
    there = set(RetentionPeriod.objects.values_list("code", flat=True))
    RetentionPeriod.objects.bulk_create(
        RetentionPeriod(code=rule.code, days=rule.days)
        for rule in personal.retentions.values()
        if rule.code not in there
    )


def period(code: str) -> int:
    """The days that records of a rule are kept: as the table says, else as the room proposes."""
    row = RetentionPeriod.objects.filter(code=code).first()
    return row.days if row else personal.retentions[code].days


@transaction.atomic
def set_period(row: RetentionPeriod, days: int, *, by: User) -> RetentionPeriod:
    """Say how long records of a rule are kept; the clock goes by it from its next turn on."""
    before = RetentionPeriod.objects.select_for_update().get(pk=row.pk)
    if before.days != days:
        log(by, "accounts.set_period", by=by, changes={before.code: [before.days, days]})
        before.days = days
        before.save(update_fields=["days"])
    return before


def forget_what_is_old(now: datetime | None = None) -> dict[str, int]:
    """Carry out every rule and return how many records each forgot; one that fails does not stop the others."""
    now = now or timezone.now()
    ensure_periods()
    days = dict(RetentionPeriod.objects.values_list("code", "days"))
    counts = {}
    for code, rule in personal.retentions.items():
        try:
            with transaction.atomic():
                count = rule.forget(personal.moment(days[code], now))
        except Exception:
            logger.exception("The rule %s failed and is tried again tomorrow.", code)
            continue
        counts[code] = count
        RetentionPeriod.objects.filter(pk=code).update(carried_out_at=now, forgotten=count)
        logger.info("%s: %d records", code, count)
    return counts
