"""Reminding people of the cut-offs of calls: asking for it, ending it, and writing when it is time."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from eccp.accounts.models import User
from eccp.content.about import address as address_of
from eccp.content.calls import row_of
from eccp.content.models import CallPage, Cutoff, Reminder, Status
from eccp.core.log import PERSON, log
from eccp.core.refusals import Refusal, require
from eccp.notices.models import Pace
from eccp.notices.schedule import next_digest
from eccp.notices.services import mail
from eccp.notices.services.choosing import chosen
from eccp.notices.topics import CALLS

DAYS = (1, 3, 7, 14)
USUAL = 7
A_DAY = timedelta(days=1)
TEMPLATE = "mail/content/call_reminder"


@transaction.atomic
def remind(call: CallPage, *, by: User, days: int) -> Reminder:
    """Have a person told so many days before the next cut-off of a call. Said twice, it is the same.

    Who was told already and now wants it nearer to the cut-off is told once more.
    """
    if days not in DAYS:
        raise ValueError(days)
    require(hindrance(call))
    reminder, new = Reminder.objects.select_for_update().get_or_create(
        person=by, call=call, defaults={"days": days}
    )
    before = None if new else reminder.days
    if before == days:
        return reminder
    if before is not None and days < before:
        reminder.told_of = None
    reminder.days = days
    reminder.save(update_fields=["days", "told_of"])
    log(call, "content.remind", by=by, changes={"days": [before, days]}, role=PERSON)
    return reminder


@transaction.atomic
def forget(call: CallPage, *, by: User) -> bool:
    """Remind a person of a call no more; tells whether there was anything to forget."""
    gone, _kinds = Reminder.objects.filter(person=by, call=call).delete()
    if gone:
        log(call, "content.forget_reminder", by=by, role=PERSON)
    return bool(gone)


def hindrance(call: CallPage, now: datetime | None = None) -> Refusal | None:
    """Why nobody can be reminded of a call; None where somebody can."""
    if call.status(now) == Status.CLOSED:
        return Refusal("call_over")
    return None if call.next_cutoff(now) else Refusal("no_cutoff")


def write_due(now: datetime) -> int:
    """Write to everybody whose time has come, and tell how many it were.

    What was told is noted in the same transaction, and only by whoever noted it first is anything written:
    two clocks at once write one mail.
    """
    return sum(_tell(reminder, now) for reminder in due(now))


def due(now: datetime) -> list[Reminder]:
    """Reminders whose next cut-off is within the days asked for, and was not told of."""
    ahead = (
        Reminder.objects.filter(
            person__is_active=True,
            call__in=CallPage.objects.live().for_everybody(),
            call__cutoffs__at__gt=now,
            call__cutoffs__at__lte=now + max(DAYS) * A_DAY,
        )
        .select_related("call", "person")
        .prefetch_related("call__cutoffs")
        .order_by("pk")
        .distinct()
    )
    return [one for one in ahead if _is_due(one, now)]


def is_near(call: CallPage, days: int, now: datetime | None = None) -> bool:
    """Whether the next cut-off is so many days away at most, so that whoever asks now is told right away."""
    now = now or timezone.now()
    cutoff = call.next_cutoff(now)
    return cutoff is not None and cutoff.moment <= now + days * A_DAY


def _is_due(reminder: Reminder, now: datetime) -> bool:
    cutoff = reminder.call.next_cutoff(now)
    untold = cutoff is not None and cutoff.moment != reminder.told_of
    return untold and is_near(reminder.call, reminder.days, now)


@transaction.atomic
def _tell(reminder: Reminder, now: datetime) -> bool:
    cutoff = reminder.call.next_cutoff(now)
    if cutoff is None:
        return False
    untold = Reminder.objects.filter(Q(told_of=None) | ~Q(told_of=cutoff.moment), pk=reminder.pk)
    if not untold.update(told_of=cutoff.moment):
        return False
    person = reminder.person
    with override(person.language):
        mail(
            person,
            TEMPLATE,
            _letter(reminder, cutoff, now),
            topic=CALLS,
            urgent=_comes_too_late(person, cutoff, now),
        )
    return True


def _letter(reminder: Reminder, cutoff: Cutoff, now: datetime) -> dict[str, Any]:
    """What the mail says, in the language that is active."""
    row = row_of(reminder.call, now)
    address = settings.SITE_URL + address_of(reminder.call)
    return {
        "call": reminder.call,
        "row": row,
        "cutoff": cutoff,
        "said": row.next.said if row.next else None,
        "days": reminder.days,
        "remind_url": f"{address}#remind",
        "button_url": address,
        "button_label": _("Open the call"),
    }


def _comes_too_late(person: User, cutoff: Cutoff, now: datetime) -> bool:
    """Whether the summary in which the person would read it comes less than a day before the cut-off."""
    pace = chosen(person)[CALLS.code]
    return pace in (Pace.DAILY, Pace.WEEKLY) and next_digest(pace, now) > cutoff.moment - A_DAY


def reminders_of(person: Any) -> Any:
    """A person's reminders of calls that can be read, by what closes next; those without a cut-off ahead last."""
    calls = CallPage.objects.live().for_everybody()
    return (
        Reminder.objects.filter(person=person, call__in=calls)
        .annotate(next_at=_next_at())
        .select_related("call")
        .prefetch_related("call__cutoffs", "call__terms")
        .order_by(F("next_at").asc(nulls_last=True), "pk")
    )


def _next_at() -> Any:
    ahead = Cutoff.objects.filter(page=OuterRef("call"), at__gt=timezone.now()).order_by("at")
    return Subquery(ahead.values("at")[:1])
