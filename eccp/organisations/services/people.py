"""Who acts for an organisation, and which organisations are whose members.

asked → accepted, or refused; who was refused may ask again.
"""

from django.db import transaction

from eccp.accounts.models import User
from eccp.core import outbox
from eccp.core.log import log, person
from eccp.core.refusals import Refusal, Refused, require
from eccp.notices import services as notices
from eccp.organisations import policies
from eccp.organisations.models import (
    ClusterMembership,
    JoinRequest,
    Organisation,
    Representative,
    Role,
    Visibility,
)
from eccp.organisations.models.people import Answer
from eccp.organisations.services import profiles, roles, telling
from eccp.organisations.snapshot import snapshot
from eccp.reference.programmes import in_programme


@transaction.atomic
def ask_to_join(organisation: Organisation, message: str, *, by: User) -> JoinRequest:
    """Ask the managers to be let in. Asking again while they have not answered gives the first request back."""
    organisation = roles.lock(organisation)
    require(policies.refuses_joining(by, organisation))
    request, made = JoinRequest.objects.get_or_create(
        person=by, organisation=organisation, status=Answer.ASKED, defaults={"message": message}
    )
    if made:
        log(organisation, "organisations.join_asked", by=by)
        telling.join_asked(request)
    return request


@transaction.atomic
def accept_join(request: JoinRequest, role: str, *, by: User) -> Representative:
    """Let a person act for the organisation, as colleague or manager; who asked to manage it becomes manager."""
    row = _open_request(request, by)
    _answer(row, Answer.ACCEPTED, by)
    wanted = Role.MANAGER if row.role == Role.MANAGER else Role(role)
    representative = roles.give(
        row.organisation, row.person, wanted, verb="organisations.join_accepted", by=by
    )
    telling.join_answered(row, representative.get_role_display())
    return representative


@transaction.atomic
def withdraw_join(request: JoinRequest, *, by: User) -> JoinRequest:
    """Take back what one asked for. Somebody else's request is not found."""
    row = (
        JoinRequest.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=request.pk, person=by)
    )
    if row.status != Answer.ASKED:
        raise Refused(Refusal("answered"))
    row.status = Answer.WITHDRAWN
    row.save(update_fields=["status", "updated_at"])
    log(row.organisation, "organisations.join_withdrawn", by=by)
    notices.settle(telling.join_key(row))
    return row


@transaction.atomic
def refuse_join(request: JoinRequest, *, by: User) -> JoinRequest:
    """Say no to a person who asks to act for the organisation."""
    row = _open_request(request, by)
    _answer(row, Answer.REFUSED, by)
    log(
        row.organisation,
        "organisations.join_refused",
        by=by,
        changes={"join_requests": [person(row.person), ""]},
    )
    telling.join_answered(row)
    return row


@transaction.atomic
def confirm_member(membership: ClusterMembership, *, by: User) -> ClusterMembership:
    """Say, for the cluster, that an organisation is its member. A complete profile is published by it."""
    row = _open_membership(membership, by)
    _answer(row, Answer.ACCEPTED, by)
    log(row.member, "organisations.membership_accepted", by=by, changes={"member_of": ["", row.cluster.name]})
    log(row.cluster, "organisations.member_confirmed", by=by, changes={"members": ["", row.member.name]})
    outbox.changed(row.cluster)
    published = publishes(row.member)
    if published:
        profiles.publish(row.member, by=by)
    else:
        outbox.changed(row.member)
    telling.membership_answered(row, accepted=True, published=published)
    return row


@transaction.atomic
def refuse_member(membership: ClusterMembership, *, by: User) -> ClusterMembership:
    """Say, for the cluster, that an organisation is not its member."""
    row = _open_membership(membership, by)
    _answer(row, Answer.REFUSED, by)
    log(row.member, "organisations.membership_refused", by=by, changes={"member_of": [row.cluster.name, ""]})
    telling.membership_answered(row, accepted=False)
    return row


@transaction.atomic
def publish_member(member: Organisation, *, by: User) -> Organisation:
    """Publish a profile that its cluster confirmed before it was complete."""
    require(policies.refuses_managing(by, member))
    if not member.memberships.filter(status=Answer.ACCEPTED).exists():
        raise Refused(Refusal("not_confirmed"))
    if not publishes(member):
        raise Refused(Refusal("incomplete" if member.visibility == Visibility.DRAFT else "not_submittable"))
    return profiles.publish(member, by=by)


def publishes(member: Organisation) -> bool:
    """Whether a confirmed profile can be published now: nothing mandatory is empty, and it is not public or put away."""
    if member.visibility not in {Visibility.DRAFT, Visibility.LISTED}:
        return False
    row = Organisation.objects.with_everything().get(pk=member.pk)
    return not row.kind.missing(snapshot(row), in_programme(row.country_id))


def _open_request(request: JoinRequest, by: User) -> JoinRequest:
    roles.lock(request.organisation)
    row = (
        JoinRequest.objects.select_for_update(of=("self",))
        .select_related("organisation", "person")
        .get(pk=request.pk)
    )
    require(policies.refuses_answering_join(by, row))
    if row.status != Answer.ASKED:
        raise Refused(Refusal("answered"))
    return row


def _open_membership(membership: ClusterMembership, by: User) -> ClusterMembership:
    rows = ClusterMembership.objects.select_for_update(of=("self",)).select_related("member", "cluster")
    row = rows.get(pk=membership.pk)
    require(policies.refuses_confirming_member(by, row))
    if row.status != Answer.ASKED:
        raise Refused(Refusal("answered"))
    return row


def _answer(row: JoinRequest | ClusterMembership, status: Answer, by: User) -> None:
    row.status, row.answered_by = status, by
    row.save(update_fields=["status", "answered_by", "updated_at"])
