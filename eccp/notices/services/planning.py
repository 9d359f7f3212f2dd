"""When a mail leaves: at once, with a summary, when the address works again, or not at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone

from eccp.accounts.models import User
from eccp.notices.models import AddressTrouble, OutgoingMail, Pace, Preference
from eccp.notices.schedule import next_digest
from eccp.notices.topics import SECURITY, Topic

# More than so many mails in an hour help nobody: what comes beyond is summed up.
MANY = 50
HOUR = timedelta(hours=1)

Status, HeldFor = OutgoingMail.Status, OutgoingMail.HeldFor


@dataclass(frozen=True)
class Plan:
    """What becomes of a mail, and whom it is to."""

    to: User | None
    status: str = Status.WAITING
    held_for: str = ""
    due_at: datetime | None = None


def plan(address: str, topic: Topic | None, *, urgent: bool) -> Plan:
    """Decide with one question to the database.

    Mails on security and mails outside the topics always leave. An urgent one does not wait for a
    summary, but "not by mail" stays said.
    """
    people = User.objects.filter(email=address.lower())
    if topic is None or topic.always:
        return Plan(people.first())
    now = timezone.now()
    person: Any = people.annotate(
        pace=Subquery(Preference.objects.filter(person=OuterRef("pk"), topic=topic.code).values("pace")[:1]),
        failing=Exists(AddressTrouble.objects.filter(address=OuterRef("email"), failing=True)),
        recent=Subquery(_left_since(now - HOUR)),
    ).first()
    return _plan_for(person, now, urgent=urgent) if person else Plan(None)


def _plan_for(person: Any, now: datetime, *, urgent: bool) -> Plan:
    """Decide for somebody with an account, of whom pace, failures and number of mails are known."""
    pace = person.pace or Pace.AT_ONCE
    if person.erased_at:
        decided = Plan(person, Status.CANCELLED)
    elif pace == Pace.NEVER:
        decided = Plan(person, Status.ON_SITE)
    elif person.failing:
        decided = Plan(person, Status.HELD, HeldFor.TROUBLE)
    elif pace != Pace.AT_ONCE and not urgent:
        decided = Plan(person, Status.HELD, HeldFor.PACE, next_digest(pace, now))
    elif (person.recent or 0) >= MANY:
        decided = Plan(person, Status.HELD, HeldFor.FLOOD, next_digest(pace, now))
    else:
        decided = Plan(person)
    return decided


def _left_since(moment: datetime) -> Any:
    """How many mails left on their own to the person of the outer query; those on security do not count."""
    left = OutgoingMail.objects.filter(
        to=OuterRef("pk"), created_at__gt=moment, status__in=(Status.WAITING, Status.SENT, Status.FAILED)
    ).exclude(topic__in=(SECURITY.code, ""))
    return left.order_by().values("to").annotate(number=Count("pk")).values("number")
