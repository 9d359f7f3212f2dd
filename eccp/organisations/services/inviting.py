"""Inviting people by mail: sending, sending once more, taking back, answering, and the end by the clock.

waiting → accepted | declined | withdrawn | expired. What has ended can be invited anew, within limits.
Nothing that a manager reads here tells whether an address outside the team has an account.
"""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from eccp.accounts.models import User
from eccp.core.log import ANONYMOUS, log
from eccp.core.models import LogEntry
from eccp.core.refusals import Refusal, Refused, require
from eccp.organisations import policies, ways
from eccp.organisations.models import Invitation, Organisation, Representative, Role, Visibility
from eccp.organisations.models.inviting import LIVES
from eccp.organisations.services import roles, telling, telling_team, withdrawing

SALT = "organisations.invitation"
WAITING_AT_MOST = 20  # for one organisation
MAILS_A_DAY = 30  # by one person, whatever the organisation
MAILS_AN_ADDRESS = 4  # of one organisation to one address, in `MONTH`
DAY, MONTH = timedelta(days=1), timedelta(days=30)
PAUSE = timedelta(hours=1)  # between two mails of one invitation: a second press sends nothing
SENT = ("organisations.invited", "organisations.invited_again")

S = Invitation.Status


def token_of(invitation: Invitation) -> str:
    """The signed word of the link. Whoever has it reads the mailbox; the row says until when it holds."""
    return signing.dumps(invitation.pk, salt=SALT)


def read_invitation(token: str) -> Invitation:
    """The invitation of a link, in whatever state; `Refused` where the link is not ours."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature as problem:
        raise Refused(Refusal("invitation_over")) from problem
    rows = Invitation.objects.select_related("organisation__country", "invited_by")
    if (found := rows.filter(pk=pk).first()) is None:
        raise Refused(Refusal("invitation_over"))
    return found


@transaction.atomic
def invite(organisation: Organisation, address: str, role: str, message: str = "", *, by: User) -> Invitation:
    """Send an invitation. The address is kept in lower case; the limits are named by their refusals."""
    row = roles.lock(organisation)
    require(policies.refuses_inviting(by, row))
    address = address.strip().lower()
    require(refuses_sending(row, address, by))
    Invitation.objects.overdue().filter(organisation=row, address=address).update(
        status=S.EXPIRED, answered_at=timezone.now()
    )
    if row.invitations.filter(status=S.WAITING, address=address).exists():
        raise Refused(Refusal("invited_already"))
    if row.invitations.waiting().count() >= WAITING_AT_MOST:
        raise Refused(Refusal("invitations_full"))
    invitation: Invitation = Invitation.objects.create(
        organisation=row, address=address, role=Role(role), message=message.strip(), invited_by=by
    )
    log(row, "organisations.invited", by=by, changes={"role": ["", invitation.role]})
    _send(invitation, by)
    return invitation


@transaction.atomic
def invite_again(invitation: Invitation, *, by: User) -> Invitation:
    """Send the mail once more; the two weeks begin anew."""
    row = _open(invitation)
    require(policies.refuses_inviting(by, row.organisation))
    if row.status != S.WAITING:
        raise Refused(Refusal("invitation_over"))
    if timezone.now() - row.sent_at < PAUSE:
        raise Refused(Refusal("invitation_soon"))
    require(refuses_sending(row.organisation, row.address, by))
    row.mails, row.sent_at, row.expires_at = row.mails + 1, timezone.now(), timezone.now() + LIVES
    row.save(update_fields=["mails", "sent_at", "expires_at", "updated_at"])
    log(row.organisation, "organisations.invited_again", by=by, changes={"role": ["", row.role]})
    _send(row, by)
    return row


@transaction.atomic
def take_back(invitation: Invitation, *, by: User) -> Invitation:
    """End an invitation that nobody answered; its link then says so."""
    row = _open(invitation)
    require(policies.refuses_inviting(by, row.organisation))
    if row.status != S.WAITING:
        raise Refused(Refusal("invitation_over"))
    withdrawing.end(row, S.WITHDRAWN, by=by)
    log(row.organisation, "organisations.invitation_withdrawn", by=by, changes={"role": [row.role, ""]})
    return row


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Representative:
    """Let the person who opened the link act for the organisation, and tell who invited.

    Of two presses at once the second gives the same role back. Who acts for it already as colleague
    becomes manager by an invitation as manager, and keeps the role otherwise.
    """
    row = _open(invitation)
    here = Representative.objects.filter(person=by, organisation=row.organisation_id).first()
    if row.status == S.ACCEPTED and row.answered_by_id == by.pk and here:
        return here
    require(refuses_answering(row))
    withdrawing.end(row, S.ACCEPTED, by=by)
    representative = roles.give(
        row.organisation, by, row.role, verb="organisations.invitation_accepted", by=by
    )
    telling_team.invitation_accepted(row, proved=proves(by, row.address))
    return representative


@transaction.atomic
def decline(invitation: Invitation, *, by: User | None) -> Invitation:
    """Say no. The link is enough for it; nobody needs an account to be left in peace."""
    row = _open(invitation)
    if row.status == S.DECLINED:
        return row
    require(refuses_answering(row))
    withdrawing.end(row, S.DECLINED, by=by)
    changes = {"role": [row.role, ""]}
    log(
        row.organisation,
        "organisations.invitation_declined",
        by=by,
        changes=changes,
        role="" if by else ANONYMOUS,
    )
    telling_team.invitation_declined(row)
    return row


def expire() -> int:
    """End what nobody answered in time, tell who invited, and return how many there were."""
    ended = 0
    for found in Invitation.objects.overdue():
        with transaction.atomic():
            row = _open(found)
            if row.status != S.WAITING or row.waits:
                continue
            withdrawing.end(row, S.EXPIRED, by=None)
            log(
                row.organisation,
                "organisations.invitation_expired",
                by=None,
                changes={"role": [row.role, ""]},
            )
            telling_team.invitation_expired(row)
            ended += 1
    return ended


def refuses_sending(organisation: Organisation, address: str, by: User) -> Refusal | None:
    """Why no mail goes to this address now: its owner is in the team, or enough mails went."""
    if in_team(organisation, address):
        return Refusal("in_team", ways=(ways.team(organisation),))
    now = timezone.now()
    recent = organisation.invitations.filter(address=address, sent_at__gt=now - MONTH)
    if (recent.aggregate(mails=Sum("mails"))["mails"] or 0) >= MAILS_AN_ADDRESS:
        return Refusal("invitation_often")
    if LogEntry.objects.filter(verb__in=SENT, by=by, at__gt=now - DAY).count() >= MAILS_A_DAY:
        return Refusal("invitation_day")
    return None


def refuses_answering(invitation: Invitation) -> Refusal | None:
    """Why an invitation cannot be answered any more, if it cannot."""
    if invitation.organisation.visibility == Visibility.ARCHIVED:
        return Refusal("archived", ways=ways.stayed(invitation.organisation))
    return None if invitation.waits else Refusal("invitation_over")


def in_team(organisation: Organisation, address: str) -> bool:
    """Whether the address belongs to somebody who acts for the organisation."""
    own = Q(person__email=address) | Q(
        person__emailaddress__email=address, person__emailaddress__verified=True
    )
    return organisation.representatives.filter(own).exists()


def proves(user: Any, address: str) -> bool:
    """Whether the person has proved this very address to be theirs."""
    return bool(user.emailaddress_set.filter(email=address, verified=True).exists())


def _open(invitation: Invitation) -> Invitation:
    """The locked row of an invitation, with its organisation locked before it."""
    roles.lock(invitation.organisation)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related(
        "organisation__merged_into", "invited_by"
    )
    return rows.get(pk=invitation.pk)


def _send(invitation: Invitation, by: User) -> None:
    telling_team.invited(invitation, telling.address("invitation", token_of(invitation)), by)
