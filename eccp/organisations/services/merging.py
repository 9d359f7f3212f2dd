"""Merging two profiles of the same organisation: one stays, the other's address leads to it.

The one that goes is archived with all its values; its people and ties move to the one that stays.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from eccp.accounts.models import User
from eccp.core import outbox, slots
from eccp.core.changes import describe
from eccp.core.log import log, person
from eccp.core.refusals import Refusal, require
from eccp.notices import services as notices
from eccp.organisations import policies
from eccp.organisations.models import (
    Claim,
    ClusterMembership,
    Invitation,
    JoinRequest,
    Organisation,
    Role,
    Visibility,
)
from eccp.organisations.models.people import Answer
from eccp.organisations.services import inviting, partners, profiles, telling, withdrawing
from eccp.organisations.snapshot import snapshot

MOVED = {"memberships"}  # moved as a whole, so no value to choose
WEIGHT = {Answer.REFUSED: 0, Answer.WITHDRAWN: 0, Answer.ASKED: 1, Answer.ACCEPTED: 2}


def is_busy(organisation: Organisation) -> bool:
    """Whether a claim of the profile waits, or a room above is at work on it, so that it must not go away now.

    Rooms above say so by filling the slot "organisation.is_busy"; nobody speaking means no.
    """
    waiting = organisation.claims.filter(status=Claim.Status.JUDGED).exists()
    return waiting or bool(slots.entries("organisation.is_busy", organisation=organisation))


def differing(kept: Organisation, gone: Organisation) -> list[str]:
    """The fields that both have and that differ, where the one that goes has something to give."""
    here, there = snapshot(kept), snapshot(gone)
    shared = {name: there[name] for name in here if name in there and name not in MOVED}
    names = describe(here, shared, sets=kept.kind.sets)
    return [name for name in names if gone.kind.fields[name].is_filled(there[name])]


def refuses(kept: Organisation, gone: Organisation, user: User) -> Refusal | None:
    """Why these two cannot be merged by this person, if they cannot."""
    if kept.pk == gone.pk:
        return Refusal("one_profile_twice")
    refusal = policies.refuses_merging(user, kept) or policies.refuses_merging(user, gone)
    return refusal or (Refusal("busy") if is_busy(gone) else None)


@transaction.atomic
def merge(kept: Organisation, gone: Organisation, choices: Mapping[str, str], *, by: User) -> Organisation:
    """Merge `gone` into `kept`. `choices` names the fields whose value is taken from "gone"; the others stay."""
    rows = Organisation.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([kept.pk, gone.pk])
    kept, gone = rows[kept.pk], rows[gone.pk]
    require(refuses(kept, gone, by))
    values = snapshot(gone)
    taken = {name: values[name] for name in differing(kept, gone) if choices.get(name) == "gone"}
    if taken:
        profiles.update(kept, taken, opened_at=kept.version, by=by)
    people = list(gone.representatives.values_list("person_id", flat=True))
    moved: dict[str, list[Any]] = {
        "representatives": _move_representatives(kept, gone),
        "join_requests": _move_join_requests(kept, gone, by),
        "memberships": _move_memberships(kept, gone),
        "partnerships": partners.relink(gone, kept, by=by),
        "claims": list(gone.claims.values_list("pk", flat=True)),
    }
    Claim.objects.filter(organisation=gone).update(organisation=kept)
    _move_invitations(kept, gone, by)
    slots.entries("organisation.merged", kept=kept, gone=gone, by=by)  # rooms above move what is theirs
    before, gone.visibility, gone.merged_into = gone.visibility, Visibility.ARCHIVED, kept
    gone.save(update_fields=["visibility", "merged_into", "updated_at"])
    older = list(gone.merged_from.values_list("pk", flat=True))
    Organisation.objects.filter(pk__in=older).update(merged_into=kept)
    log(
        kept,
        "organisations.merge",
        by=by,
        changes={"merged_from": ["", f"{gone.name} ({gone.pk})"], **_told(moved)},
    )
    went = {"visibility": [before, Visibility.ARCHIVED], "merged_into": ["", f"{kept.name} ({kept.pk})"]}
    log(gone, "organisations.merged", by=by, changes={**went, **_told(moved, gone=True)})
    outbox.changed_many(Organisation, [kept.pk, gone.pk, *older])
    for one in User.objects.filter(pk__in=people, is_active=True):
        telling.merged(one, kept, gone)
    return Organisation.objects.get(pk=kept.pk)


def _told(moved: dict[str, list[Any]], *, gone: bool = False) -> dict[str, list[Any]]:
    """What moved, as old and new values: it left the one and came to the other."""
    return {name: [rows, []] if gone else [[], rows] for name, rows in moved.items() if rows}


def _move_representatives(kept: Organisation, gone: Organisation) -> list[dict[str, Any]]:
    """Who acts for both keeps the higher of the two roles."""
    here = {row.person_id: row for row in kept.representatives.all()}
    moved = []
    for row in gone.representatives.select_related("person"):
        moved.append({**person(row.person), "role": row.role})
        if twin := here.get(row.person_id):
            if row.role == Role.MANAGER and twin.role != Role.MANAGER:
                twin.role = Role.MANAGER
                twin.save(update_fields=["role", "updated_at"])
            row.delete()
        else:
            row.organisation = kept
            row.save(update_fields=["organisation", "updated_at"])
    return moved


def _move_join_requests(kept: Organisation, gone: Organisation, by: User) -> list[dict[str, int]]:
    """Open requests move; those of people who are in already, or who asked twice, are closed."""
    inside = set(kept.representatives.values_list("person_id", flat=True))
    asked = set(kept.join_requests.filter(status=Answer.ASKED).values_list("person_id", flat=True))
    moved = []
    for row in JoinRequest.objects.filter(organisation=gone).select_related("person"):
        moved.append(person(row.person))
        if row.status == Answer.ASKED and row.person_id in inside | asked:
            row.status = Answer.ACCEPTED if row.person_id in inside else Answer.REFUSED
            row.answered_by = by
            notices.settle(telling.join_key(row))
        row.organisation = kept
        row.save(update_fields=["organisation", "status", "answered_by", "updated_at"])
    for row in kept.join_requests.filter(status=Answer.ASKED, person_id__in=inside):
        row.status, row.answered_by = Answer.ACCEPTED, by
        row.save(update_fields=["status", "answered_by", "updated_at"])
        notices.settle(telling.join_key(row))
    return moved


def _move_invitations(kept: Organisation, gone: Organisation, by: User) -> None:
    """Waiting invitations lead to the profile that stays; one of two to the same address ends."""
    for row in kept.invitations.overdue():  # the clock has not come by yet
        withdrawing.end(row, Invitation.Status.EXPIRED, by=None)
    twice = set(kept.invitations.waiting().values_list("address", flat=True))
    for row in gone.invitations.filter(status=Invitation.Status.WAITING):
        if row.address in twice or inviting.in_team(kept, row.address):
            withdrawing.end(row, Invitation.Status.WITHDRAWN, by=by)
    gone.invitations.update(organisation=kept)


def _move_memberships(kept: Organisation, gone: Organisation) -> list[str]:
    """Ties move with the better of two answers; a tie of the two to each other ends."""
    moved = []
    rows = ClusterMembership.objects.filter(Q(member=gone) | Q(cluster=gone)).select_related(
        "member", "cluster"
    )
    for row in rows:
        moved.append(f"{row.member.name} / {row.cluster.name}: {row.get_status_display()}")
        member = kept if row.member_id == gone.pk else row.member
        cluster = kept if row.cluster_id == gone.pk else row.cluster
        twin = ClusterMembership.objects.filter(member=member, cluster=cluster).exclude(pk=row.pk).first()
        if member.pk == cluster.pk or twin:
            if twin and WEIGHT[Answer(row.status)] > WEIGHT[Answer(twin.status)]:
                twin.status, twin.answered_by = row.status, row.answered_by
                twin.save(update_fields=["status", "answered_by", "updated_at"])
            notices.settle(telling.membership_key(row))
            row.delete()
        else:
            row.member, row.cluster = member, cluster
            row.save(update_fields=["member", "cluster", "updated_at"])
    return moved
