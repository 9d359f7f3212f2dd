"""Taking away what is personal: at once for one person, and in time for all."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from eccp.accounts.models import User
from eccp.core.log import log
from eccp.notices import services as notices
from eccp.organisations.models import Claim, ContactPerson, Invitation, JoinRequest, Organisation
from eccp.organisations.models.people import Answer
from eccp.organisations.services import claims, telling, withdrawing

GONE = "…"


@transaction.atomic
def empty_what_is_of(person: User) -> None:
    """Take back what waits of a person, and empty the words and addresses of all that stays."""
    now = timezone.now()
    for asked in JoinRequest.objects.filter(person=person, status=Answer.ASKED):
        notices.settle(telling.join_key(asked))
    JoinRequest.objects.filter(person=person, status=Answer.ASKED).update(
        status=Answer.WITHDRAWN, updated_at=now
    )
    JoinRequest.objects.filter(person=person).update(message="")
    mailed = Claim.objects.filter(person=person, status=Claim.Status.MAILED)
    mailed.update(status=Claim.Status.LAPSED, updated_at=now)
    for claim in Claim.objects.filter(person=person, status=Claim.Status.JUDGED):
        claims.lapse(claim, by=None)  # asked for a moment ago: no validator has it yet
    Claim.objects.filter(person=person).update(address="")
    person.claim_answers.update(text=GONE)
    own = _own_addresses(person)
    for row in Invitation.objects.filter(address__in=own, status=Invitation.Status.WAITING):
        withdrawing.end(row, Invitation.Status.DECLINED, by=None)
    Invitation.objects.filter(address__in=own).update(address="", message="")
    Invitation.objects.filter(invited_by=person).update(message="")
    take_out_of_contact(person, by=None)


@transaction.atomic
def take_out_of_contact(person: User, *, by: User | None, of: Organisation | None = None) -> int:
    """Empty the contact person of every profile, or of one, that names this person's address; return how many."""
    named = ContactPerson.objects.annotate(address=Lower("email")).filter(address__in=_own_addresses(person))
    rows = list((named.filter(organisation=of) if of else named).select_related("organisation"))
    for contact in rows:
        contact.name = contact.position = contact.email = contact.phone = ""
        contact.save()
        log(contact.organisation, "organisations.contact_emptied", by=by)
    return len(rows)


def forget_requests(before: datetime) -> int:
    """Delete requests that were answered or taken back before a moment."""
    return JoinRequest.objects.exclude(status=Answer.ASKED).filter(updated_at__lt=before).delete()[0]


def forget_invitations(before: datetime) -> int:
    """Delete invitations that ended before a moment."""
    ended = Invitation.objects.exclude(status=Invitation.Status.WAITING)
    return ended.filter(answered_at__lt=before).delete()[0]


def forget_addresses(before: datetime) -> int:
    """Empty address and words of invitations that ended before a moment without a yes."""
    ended = Invitation.objects.exclude(status__in=[Invitation.Status.WAITING, Invitation.Status.ACCEPTED])
    return ended.exclude(address="").filter(answered_at__lt=before).update(address="", message="")


def forget_claim_addresses(before: datetime) -> int:
    """Empty the addresses of claims that were proved or lapsed before a moment, and of links long dead."""
    over = Claim.objects.exclude(status=Claim.Status.JUDGED).exclude(address="")
    return over.filter(updated_at__lt=before).update(address="")


def _own_addresses(person: User) -> set[str]:
    """The person's addresses, but none that was typed and never confirmed: it may be somebody else's."""
    rows = person.emailaddress_set.values_list("email", "verified")  # type: ignore[attr-defined]
    told = {address.lower(): verified for address, verified in rows}
    return {address for address, verified in ({person.email: True} | told).items() if verified}
