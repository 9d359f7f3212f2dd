"""The workflow of applications: its table, and what each verb sets on the locked row.

submitted → asked → submitted → … → published | declined | withdrawn
Only `submitted` can be published; both open states can be declined or withdrawn. The clock runs in
`submitted`, stands in `asked`, and has ended in the others.
"""

from collections.abc import Collection
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.accounts.models import User
from eccp.core.refusals import Refused
from eccp.core.workflow import Transition, Workflow, WrongState
from eccp.validation import clock, record
from eccp.validation.models import Application
from eccp.validation.policies import refuses_judging, refuses_speaking, refuses_withdrawing
from eccp.validation.services import claims, showing

S = Application.Status
DECISION = (
    *clock.COLUMNS,
    "decided_by",
    "decided_at",
    "decision_note",
    "snapshot",
    "in_progress_by",
    "in_progress_since",
)


def stop_the_clock(application: Application, **said: Any) -> Collection[str]:
    """Wait for the applicant: the promise has no date while somebody is asked."""
    clock.stop(application, timezone.now())
    return clock.COLUMNS


def start_the_clock(application: Application, **said: Any) -> Collection[str]:
    """Go on with what is left of the time."""
    clock.start(application, timezone.now())
    return clock.COLUMNS


def end(application: Application, *, by: User | None, note: str = "", **said: Any) -> Collection[str]:
    """Note who ended it and when; at a decision also the profile as it was judged."""
    now = timezone.now()
    clock.end(application, now)
    application.decided_by, application.decided_at, application.decision_note = by, now, note
    application.in_progress_by = application.in_progress_since = None
    if application.status != S.WITHDRAWN:
        application.snapshot = record.taken(application)
    return DECISION


def publish(
    application: Application, *, by: User | None, note: str = "", people: str = "", **said: Any
) -> None:
    """Publish what was judged; `Refused` while a criterion waits for its verdict. A claim is granted."""
    if application.kind == Application.Kind.CLAIM:
        claims.grant(application, by=by, people=people)
        return
    if refusal := record.refuses_publishing(application, note):
        raise Refused(refusal)
    showing.show(application, by=by)


def decline(application: Application, *, by: User | None, note: str = "", **said: Any) -> None:
    """Say no. A profile under a second look goes out of the public, a claim lapses."""
    if application.kind == Application.Kind.CLAIM:
        claims.lapse(application, by=by)
    elif application.kind == Application.Kind.SECOND_LOOK:
        showing.hide(application, by=by, note=note)


def withdraw(application: Application, *, by: User | None, **said: Any) -> None:
    """Take it back. The profile stays as it is."""
    if application.kind == Application.Kind.CLAIM:
        claims.lapse(application, by=by)


APPLICATION = Workflow(
    "validation",
    Transition("ask", _("Ask a question"), {S.SUBMITTED}, S.ASKED, refuses_judging, sets=stop_the_clock),
    Transition(
        "answer", _("Send the answer"), {S.ASKED}, S.SUBMITTED, refuses_speaking, sets=start_the_clock
    ),
    Transition("publish", _("Publish"), {S.SUBMITTED}, S.PUBLISHED, refuses_judging, publish, end),
    Transition("decline", _("Decline"), {S.SUBMITTED, S.ASKED}, S.DECLINED, refuses_judging, decline, end),
    Transition(
        "withdraw", _("Withdraw"), {S.SUBMITTED, S.ASKED}, S.WITHDRAWN, refuses_withdrawing, withdraw, end
    ),
)


def still_open(application: Application) -> Application:
    """The row as it is now, locked, or `WrongState` where somebody decided meanwhile."""
    row = (
        Application.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=application.pk)
    )
    if not row.is_open:
        raise WrongState(APPLICATION.verbs["publish"], row.status)
    return row
