"""Believing what comes back: only reports that name a mail of ours by its signature or its Message-ID."""

from enum import StrEnum

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from eccp.accounts.models import User
from eccp.core.log import log
from eccp.notices import envelope, reports
from eccp.notices.models import OutgoingMail, Pace
from eccp.notices.services.choosing import choose
from eccp.notices.services.troubles import note_return
from eccp.notices.topics import TOPICS


class Outcome(StrEnum):
    """What became of a mail that came back."""

    RETURNED = "noted as not delivered"
    COMPLAINT = "noted as a complaint"
    KNOWN = "known already"
    STRANGE = "about no mail of ours"
    NO_REPORT = "no report"


@transaction.atomic
def receive(raw: bytes, came_to: str = "") -> Outcome:
    """Take in one mail that came to the address for returns. Safe to repeat: a report counts once."""
    report = reports.read(raw, came_to)
    if report is None:
        return Outcome.NO_REPORT
    mail = _mail(report)
    if mail is None:
        return Outcome.STRANGE
    if report.complaint:
        return Outcome.COMPLAINT if _complained(mail) else Outcome.KNOWN
    return Outcome.RETURNED if note_return(mail, report.code, report.words) else Outcome.KNOWN


def _mail(report: reports.Report) -> OutgoingMail | None:
    """The mail that a report is about: by the signature on the envelope, else by the headers that came back."""
    named = envelope.mails_named(report.signed)
    asked = Q(pk__in=named) if named else Q(message_id__in=report.message_ids)
    return OutgoingMail.objects.select_related("to").filter(asked).first()


def _complained(mail: OutgoingMail) -> bool:
    """Switch off what can be switched off for a person who marked a mail as unwanted, and say so on the site."""
    fresh = OutgoingMail.objects.filter(pk=mail.pk, complained_at__isnull=True)
    if not fresh.update(complained_at=timezone.now()):
        return False
    if mail.to and not mail.to.erased_at:
        _switch_all_off(mail.to)
    log(mail, "notices.complaint", by=None)
    return True


def _switch_all_off(person: User) -> None:
    choose(person, {code: Pace.NEVER for code, topic in TOPICS.items() if topic.optional}, by=None)
