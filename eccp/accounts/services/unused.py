"""Accounts that nobody uses: never confirmed, or asleep for years. Nobody with a role and nobody of the demonstration."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from eccp.accounts import mails
from eccp.accounts.models import User
from eccp.accounts.services.erasing import erase
from eccp.accounts.services.forgetting import period
from eccp.core import personal

A_NIGHT_AT_MOST = 200  # so that no night is all mails
DEMONSTRATION = "@demo.example"
ANSWER_WITHIN = "accounts.asked_to_stay"


def erase_unconfirmed(before: datetime) -> int:
    """Erase accounts whose address was never confirmed, made before a moment. They never signed in."""
    never = _ordinary().filter(last_login__isnull=True, date_joined__lt=before)
    never = never.filter(emailaddress__verified=False).exclude(emailaddress__verified=True)
    return _erase_some(never.distinct())


def ask_sleepers(before: datetime) -> int:
    """Ask those who have not signed in since a moment whether to keep their account."""
    asked = 0
    now = timezone.now()
    until = now + timedelta(days=period(ANSWER_WITHIN))
    for person in _asleep(before).filter(asked_to_stay_at__isnull=True)[:A_NIGHT_AT_MOST]:
        if reasons := personal.obstacles(person):
            mails.cannot_be_erased([f"{reason.text} {reason.detail}".strip() for reason in reasons])
        else:
            mails.about_to_be_erased(person, until)
        User.objects.filter(pk=person.pk).update(asked_to_stay_at=now)
        asked += 1
    return asked


def erase_sleepers(before: datetime) -> int:
    """Erase those who were asked before a moment and have not signed in since.

    Who signed in is asked anew when it is time again; who has something to settle first stays.
    """
    User.objects.filter(asked_to_stay_at__lt=F("last_login")).update(asked_to_stay_at=None)
    return _erase_some(_ordinary().filter(asked_to_stay_at__lt=before))


def _ordinary() -> QuerySet[User]:
    """People without a role who are still somebody."""
    return User.objects.filter(
        erased_at__isnull=True, is_superuser=False, is_staff=False, groups=None
    ).exclude(email__endswith=DEMONSTRATION)


def _asleep(before: datetime) -> QuerySet[User]:
    """Those who last signed in, or came, before a moment."""
    confirmed = Q(emailaddress__verified=True)
    seen = _ordinary().annotate(seen_at=Coalesce("last_login", "date_joined"))
    return seen.filter(confirmed, seen_at__lt=before).distinct().order_by("pk")


def _erase_some(people: QuerySet[User]) -> int:
    """Erase tonight's share of some people. Who has something to settle first is left alone."""
    erased = 0
    for person in people.order_by("pk"):
        if erased < A_NIGHT_AT_MOST and not personal.obstacles(person):
            erase(person, by=None)
            erased += 1
    return erased
