"""Who has which role in a team: giving, changing and taking it; handing over.

A team whose last manager would go is asked for a successor first (`leaving` says what else may happen).
"""

from django.db import transaction

from eccp.accounts.models import User
from eccp.core import outbox
from eccp.core.log import log, person
from eccp.core.refusals import Refusal, Refused, require
from eccp.notices import services as notices
from eccp.organisations import policies, ways
from eccp.organisations.models import JoinRequest, Organisation, Representative, Role
from eccp.organisations.models.people import Answer
from eccp.organisations.services import telling, telling_team, withdrawing


def give(organisation: Organisation, to: User, role: str, *, verb: str, by: User | None) -> Representative:
    """Let a person act in a role, or in the higher of two; what they asked for meanwhile is answered by it.

    The caller has locked the organisation, asked whether it may be, and tells the person.
    """
    row, made = Representative.objects.get_or_create(
        person=to, organisation=organisation, defaults={"role": Role(role)}
    )
    before = "" if made else row.role
    if not made and role == Role.MANAGER and row.role != Role.MANAGER:
        row.role = Role.MANAGER
        row.save(update_fields=["role", "updated_at"])
    old = "" if made else {**person(to), "role": before}
    log(organisation, verb, by=by, changes={"representatives": [old, {**person(to), "role": row.role}]})
    _answered(organisation, to, row.role, by)
    if row.role == Role.MANAGER:
        begin_duties(to, organisation)
    outbox.changed(organisation)
    return row


@transaction.atomic
def change_role(representative: Representative, role: str, *, by: User) -> Representative:
    """Make a colleague a manager, or a manager a colleague. The last manager stays one.

    Who is made a colleague by somebody else leaves no invitation behind by which they could come back.
    """
    row = locked(representative)
    require(policies.refuses_inviting(by, row.organisation))
    if row.role == role:
        return row
    before, row.role = row.role, Role(role)
    if before == Role.MANAGER:
        require(refuses_losing(row))
    row.save(update_fields=["role", "updated_at"])
    note_change(row, before, by=by)
    if row.person_id != by.pk:
        if before == Role.MANAGER:
            withdrawing.withdraw_all(row.organisation, by=by, sent_by=row.person)
        telling_team.role_changed(row, by)
    return row


@transaction.atomic
def remove(representative: Representative, *, by: User) -> None:
    """End somebody's role. Invitations that this person sent and nobody answered end with it."""
    row = locked(representative)
    require(policies.refuses_inviting(by, row.organisation))
    if row.person_id == by.pk:
        raise Refused(Refusal("not_by_yourself", ways=(ways.leaving(row.organisation),)))
    end(row, verb="organisations.removed", by=by)
    withdrawing.withdraw_all(row.organisation, by=by, sent_by=row.person)
    telling_team.removed(row, by)


@transaction.atomic
def hand_over(
    organisation: Organisation, to: Representative, *, by: User, leaves: bool = False
) -> Representative:
    """Make a colleague a manager and step down to colleague, or leave, in one step."""
    locked_row = lock(organisation)
    require(policies.refuses_inviting(by, locked_row))
    successor = locked(to, of=locked_row)
    if successor.person_id == by.pk or not successor.person.is_active:
        raise Refused(Refusal("successor_needed"))
    mine = Representative.objects.select_related("organisation", "person").get(
        person=by, organisation=locked_row
    )
    if successor.role != Role.MANAGER:
        before, successor.role = successor.role, Role.MANAGER
        successor.save(update_fields=["role", "updated_at"])
        note_change(successor, before, by=by, verb="organisations.handed_over")
    telling_team.handed_over(successor, by, leaves=leaves)
    if leaves:
        end(mine, verb="organisations.left", by=by)
        telling_team.left(mine, besides=successor.person)
    else:
        before, mine.role = mine.role, Role.COLLEAGUE
        mine.save(update_fields=["role", "updated_at"])
        note_change(mine, before, by=by)
    return successor


@transaction.atomic
def ask_to_manage(organisation: Organisation, message: str, *, by: User) -> JoinRequest:
    """Ask, as a colleague, to become a manager. Asking again gives the first request back."""
    row = lock(organisation)
    require(policies.refuses_becoming_manager(by, row))
    request, made = JoinRequest.objects.get_or_create(
        person=by,
        organisation=row,
        status=Answer.ASKED,
        defaults={"message": message, "role": Role.MANAGER},
    )
    if made:
        log(row, "organisations.role_asked", by=by)
        telling.join_asked(request)
    return request


def end(row: Representative, *, verb: str, by: User | None) -> None:
    """Delete a role with all that hangs on it: duties, and what the person asked for. Notes it in the log."""
    changes = {"representatives": [{**person(row.person), "role": row.role}, ""]}
    log(row.organisation, verb, by=by, changes=changes)
    end_duties(row.person, row.organisation)
    for asked in JoinRequest.objects.filter(
        person=row.person, organisation=row.organisation, status=Answer.ASKED
    ):
        asked.status = Answer.WITHDRAWN
        asked.save(update_fields=["status", "updated_at"])
        notices.settle(telling.join_key(asked))
    Representative.objects.filter(pk=row.pk).delete()
    outbox.changed(row.organisation)


def refuses_losing(row: Representative) -> Refusal | None:
    """Why this manager cannot stop being one: nobody else manages the organisation."""
    others = row.organisation.representatives.managing().exclude(pk=row.pk)
    if others.exists():
        return None
    return Refusal("last_manager", ways=(ways.successor(row.organisation),))


def note_change(
    row: Representative, before: str, *, by: User | None, verb: str = "organisations.role_changed"
) -> None:
    """Log a changed role, and give or take the duties of a manager."""
    old, new = ({**person(row.person), "role": role} for role in (before, row.role))
    own = before if by and by.pk == row.person_id else ""  # who steps down did so as a manager
    log(row.organisation, verb, by=by, changes={"representatives": [old, new]}, role=own)
    if row.role == Role.MANAGER:
        _answered(row.organisation, row.person, row.role, by)
        begin_duties(row.person, row.organisation)
    else:
        end_duties(row.person, row.organisation)
    outbox.changed(row.organisation)


def begin_duties(who: User, organisation: Organisation) -> None:
    """Put before a new manager what waits for one; the validators need not care any more."""
    notices.settle(telling_team.unmanaged_key(organisation))
    telling_team.duties_begin(who, organisation)


def end_duties(who: User, organisation: Organisation) -> None:
    """Take from somebody what waits for managers of this organisation."""
    for key in telling_team.duty_keys(organisation):
        notices.settle(key, person=who)


def lock(organisation: Organisation) -> Organisation:
    """The organisation's row, locked: whoever changes a team waits for whoever does so now."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def locked(representative: Representative, of: Organisation | None = None) -> Representative:
    """The row as it is now, its organisation locked first; `Refused` where the person left meanwhile."""
    if of is None:
        lock(representative.organisation)
    rows = Representative.objects.select_for_update(of=("self",)).select_related("organisation", "person")
    if of is not None:
        rows = rows.filter(organisation=of)
    if (row := rows.filter(pk=representative.pk).first()) is None:
        raise Refused(Refusal("not_in_team"))
    return row


def _answered(organisation: Organisation, who: User, role: str, by: User | None) -> None:
    """A role answers what the person asked for, unless they asked for a higher one."""
    open_ones = JoinRequest.objects.filter(person=who, organisation=organisation, status=Answer.ASKED)
    for asked in open_ones:
        if asked.role == Role.MANAGER and role != Role.MANAGER:
            continue
        asked.status, asked.answered_by = Answer.ACCEPTED, by
        asked.save(update_fields=["status", "answered_by", "updated_at"])
        notices.settle(telling.join_key(asked))
