"""Leaving a team, and leaving all of them for good.

A last manager does not vanish unseen: with colleagues there is a successor, or the validators are
told; alone, the person confirms that the validators are told. The profile always stays.
"""

from collections.abc import Mapping

from django.db import transaction

from eccp.accounts.models import User
from eccp.core.refusals import Refusal, Refused, require
from eccp.organisations import policies, ways
from eccp.organisations.models import Organisation, Representative, Role
from eccp.organisations.services import roles, telling_team, withdrawing

LEFT = "organisations.left"


@transaction.atomic
def leave(organisation: Organisation, *, by: User, alone: bool = False) -> None:
    """Leave a team. The only manager of several people hands over instead (`roles.hand_over`).

    `alone` is the person's word, asked for where nobody would be left, that the validators are told.
    """
    row = roles.lock(organisation)
    require(policies.refuses_leaving(by, row))
    mine = Representative.objects.select_related("organisation", "person").get(person=by, organisation=row)
    if refusal := refuses(mine, alone=alone):
        raise Refused(refusal)
    roles.end(mine, verb=LEFT, by=by)
    telling_team.left(mine)
    after(row, by=by)


def refuses(mine: Representative, *, alone: bool) -> Refusal | None:
    """Why this person cannot go just so: a successor is to be named, or a word to be given."""
    others = mine.organisation.representatives.active().exclude(pk=mine.pk)
    if not others.exists():
        return None if alone else Refusal("last_person")
    if mine.role == Role.MANAGER and not others.filter(role=Role.MANAGER).exists():
        return Refusal("successor_needed", ways=(ways.successor(mine.organisation),))
    return None


@transaction.atomic
def leave_everything(person: User, *, by: User | None, successors: Mapping[int, int] | None = None) -> int:
    """End all roles of a person, for an erasure or a closed account; return how many there were.

    `successors` names, by organisation, the person who takes over: a colleague of that team, else
    nobody. Nobody is promoted by itself: where no manager is left, the validators are told, and a
    colleague may ask them for the role.
    """
    wanted = dict(successors or {})
    mine = Representative.objects.filter(person=person).order_by("organisation_id")
    ended = 0
    for found in mine.select_related("organisation"):
        row = roles.lock(found.organisation)
        here = Representative.objects.select_related("organisation", "person").get(pk=found.pk)
        heir = row.representatives.active().filter(person=wanted.get(row.pk)).exclude(person=person).first()
        if heir and heir.role != Role.MANAGER:
            heir.role = Role.MANAGER
            heir.save(update_fields=["role", "updated_at"])
            roles.note_change(heir, Role.COLLEAGUE, by=by, verb="organisations.handed_over")
            telling_team.handed_over(heir, person, leaves=True)
        roles.end(here, verb=LEFT, by=by)
        after(row, by=by)
        ended += 1
    return ended


def after(organisation: Organisation, *, by: User | None) -> None:
    """Where nobody manages the organisation any more: tell the validators, and end what invites into it.

    An invitation needs somebody who stands for it, so the waiting ones end.
    """
    if policies.managed(organisation):
        return
    withdrawing.withdraw_all(organisation, by=by)
    telling_team.unmanaged(organisation)
