"""How a contribution moves: the table of its verbs.

draft ─ submit ▶ submitted ─ ask ▶ asked ─ submit ▶ …
                 │  ├ decline ▶ declined
                 │  ├ schedule ▶ scheduled ─ publish ▶
                 │  └ publish ▶ published ─ take_down ▶ taken_down ─ publish ▶
                 └ withdraw ▶ withdrawn ─ submit ▶ …
Whatever way an editor goes in the back office, it is one of these.
"""

from collections.abc import Collection
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.content.contributing import telling
from eccp.content.contributing.policies import (
    refuses_deciding,
    refuses_sending,
    refuses_withdrawing,
)
from eccp.content.models import Contribution
from eccp.core.refusals import Refusal
from eccp.core.workflow import Transition, Workflow

S = Contribution.Status
REASON_LENGTH = 2000
ANYWHERE = frozenset(S.values)


def anybody(user: Any, contribution: Contribution) -> Refusal | None:
    """What only follows something else that was allowed."""
    return None


def sent(row: Contribution, **said: Any) -> Collection[str]:
    """Note when it went to the editors; the reason of an earlier no is over."""
    row.submitted_at, row.decided_at, row.reason = timezone.now(), None, ""
    return ("submitted_at", "decided_at", "reason")


def decided(row: Contribution, *, note: str, **said: Any) -> Collection[str]:
    """Note when it was decided, and the reason."""
    row.decided_at, row.reason = timezone.now(), note[:REASON_LENGTH]
    return ("decided_at", "reason")


CONTRIBUTION = Workflow(
    "contributions",
    Transition(
        "submit",
        _("Send to the editors"),
        {S.DRAFT, S.ASKED, S.WITHDRAWN},
        S.SUBMITTED,
        refuses_sending,
        then=telling.submitted,
        sets=sent,
    ),
    Transition(
        "withdraw",
        _("Take it back"),
        {S.SUBMITTED, S.ASKED, S.SCHEDULED},
        S.WITHDRAWN,
        refuses_withdrawing,
        then=telling.withdrawn,
    ),
    Transition(
        "ask",
        _("Ask for changes"),
        {S.SUBMITTED},
        S.ASKED,
        refuses_deciding,
        then=telling.asked,
        sets=decided,
    ),
    Transition(
        "decline",
        _("Decline"),
        {S.SUBMITTED, S.ASKED},
        S.DECLINED,
        refuses_deciding,
        then=telling.declined,
        sets=decided,
    ),
    Transition(
        "schedule",
        _("Publish later"),
        ANYWHERE - {S.SCHEDULED, S.PUBLISHED},
        S.SCHEDULED,
        refuses_deciding,
        then=telling.scheduled,
        sets=decided,
    ),
    Transition(
        "publish",
        _("Publish"),
        ANYWHERE - {S.PUBLISHED},
        S.PUBLISHED,
        refuses_deciding,
        then=telling.published,
        sets=decided,
    ),
    Transition(
        "take_down",
        _("Take down"),
        ANYWHERE - {S.TAKEN_DOWN, S.DECLINED},
        S.TAKEN_DOWN,
        anybody,
        then=telling.taken_down,
        sets=decided,
    ),
    Transition(
        "give_back",
        _("Give back"),
        {S.SUBMITTED, S.ASKED, S.SCHEDULED},
        S.DRAFT,
        anybody,
        then=telling.given_back,
    ),
    Transition(
        "take_in_hand",
        _("Send to the editors"),
        {S.DRAFT, S.ASKED, S.WITHDRAWN},
        S.SUBMITTED,
        anybody,
        then=telling.submitted,
        sets=sent,
    ),
)
