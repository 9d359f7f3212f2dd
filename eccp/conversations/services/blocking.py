"""Taking no messages from somebody, and taking them again."""

from typing import Any

from django.db import transaction

from eccp.accounts.models import User
from eccp.conversations.models import Block, Message, Thread
from eccp.conversations.policies import refuses_blocking, side_of
from eccp.core.log import log, person
from eccp.core.refusals import Refusal, require


@transaction.atomic
def block(thread: Thread, *, by: User) -> Block:
    """Have one's own side take no more messages from the other: the person and their organisation.

    An organisation blocks for all its people. Saying it again changes nothing.
    """
    require(refuses_blocking(by, thread))
    if side_of(by, thread) == Message.Side.ORGANISATION:
        mine: dict[str, Any] = {"organisation": thread.organisation, "person": None}
        theirs: dict[str, Any] = {
            "blocked_organisation": thread.starter_for,
            "blocked_person": thread.starter,
        }
    else:
        alone = thread.starter_for is None
        mine = {"organisation": thread.starter_for, "person": thread.starter if alone else None}
        theirs = {"blocked_organisation": thread.organisation, "blocked_person": None}
    row, made = Block.objects.get_or_create(**mine, **theirs, defaults={"by": by})
    if made:
        _log(row, "conversations.block", by=by)
    return row


@transaction.atomic
def unblock(row: Block, *, by: User) -> None:
    """Take messages again."""
    if not Block.objects.visible_to(by).filter(pk=row.pk).exists():
        require(Refusal("representatives_only"))
    _log(row, "conversations.unblock", by=by)
    Block.objects.filter(pk=row.pk).delete()


def _log(row: Block, verb: str, *, by: User) -> None:
    """Log who is blocked: a number, never a name."""
    against = {
        "person": person(row.blocked_person) if row.blocked_person else None,
        "organisation": row.blocked_organisation_id,
    }
    ends = verb == "conversations.unblock"
    changes = {name: [who, None] if ends else [None, who] for name, who in against.items() if who}
    log(row, verb, by=by, changes=changes)
