"""Judging: questions and answers, verdicts, and the decision. Every change of status goes through the workflow."""

from collections.abc import Mapping

from django.db import transaction

from eccp.accounts.models import User
from eccp.conversations import services as conversations
from eccp.conversations.models import Message
from eccp.core.log import log
from eccp.core.refusals import Refusal, Refused, require
from eccp.organisations.models import Organisation
from eccp.validation.models import Application, Verdict
from eccp.validation.policies import refuses_judging
from eccp.validation.record import judged
from eccp.validation.services import notifying
from eccp.validation.services.flow import APPLICATION, still_open

GENERAL = ""


class ProfileChanged(Exception):
    """The profile is no longer the one that was read when the decision was made."""


@transaction.atomic
def ask(application: Application, questions: Mapping[str, str], *, by: User) -> Application:
    """Ask the applicant, by criterion code ("" for a general question). The clock stands meanwhile."""
    asked = _worded(questions)
    row = APPLICATION.move(application, "ask", by=by)
    _write(row, asked, by=by, side=Message.Side.PLATFORM)
    notifying.asked(row, asked)
    return row


@transaction.atomic
def answer(application: Application, answers: Mapping[str, str], *, by: User) -> Application:
    """Answer what was asked. The clock goes on with what is left."""
    said = _worded(answers)
    row = APPLICATION.move(application, "answer", by=by)
    claim = row.kind == Application.Kind.CLAIM
    _write(row, said, by=by, side=Message.Side.SENDER if claim else Message.Side.ORGANISATION)
    notifying.answered(row)
    return row


@transaction.atomic
def judge(application: Application, criterion: str, say: str, note: str = "", *, by: User) -> Verdict:
    """Say of one criterion whether it is met; saying it again replaces what was said.

    Waiving needs a recognition with evidence in the profile. `KeyError` for a criterion that the
    profile's type does not have, `ValueError` for an unknown word, `WrongState` after the decision.
    """
    row = still_open(application)
    require(refuses_judging(by, row))
    say = Verdict.Say(say)
    checked = {one.code: one.checked for one in judged(row)}[criterion]
    if say == Verdict.Say.WAIVED and not checked.waiver:
        raise Refused(Refusal("no_waiver"))
    before = Verdict.objects.filter(application=row, criterion=criterion).first()
    verdict, _made = Verdict.objects.update_or_create(
        application=row, criterion=criterion, defaults={"say": say, "note": note.strip(), "by": by}
    )
    changes = {criterion: [before.say if before else "", verdict.say]}
    log(row, "validation.judge", by=by, changes=changes, note=verdict.note)
    return verdict


@transaction.atomic
def publish(
    application: Application, *, by: User, note: str = "", version: int | None = None, people: str = ""
) -> Application:
    """Say yes. `Refused` while a criterion has no verdict, or is not met without a word why that may be.

    `people` is for a claim that disputes those who act for the organisation (`claims.grant`).
    `version` is that of the profile that was read: `ProfileChanged` where it was edited since.
    """
    row = APPLICATION.move(application, "publish", by=by, note=note.strip(), people=people)
    now = Organisation.objects.select_for_update(of=("self",)).get(pk=row.organisation_id)
    if version is not None and now.version != version:
        raise ProfileChanged
    notifying.decided(row)
    return row


@transaction.atomic
def decline(application: Application, *, by: User, reason: str) -> Application:
    """Say no, with the reason. The organisation may mend and submit again."""
    if not reason.strip():
        raise Refused(Refusal("reason_needed"))
    row = APPLICATION.move(application, "decline", by=by, note=reason.strip())
    notifying.decided(row)
    return row


@transaction.atomic
def withdraw(application: Application, *, by: User) -> Application:
    """Take an application back. It may be submitted again."""
    row = APPLICATION.move(application, "withdraw", by=by)
    notifying.decided(row)
    return row


def _worded(texts: Mapping[str, str]) -> dict[str, str]:
    """What was really said, by criterion; `Refused` when it is nothing."""
    said = {topic: text.strip() for topic, text in texts.items() if text.strip()}
    if not said:
        raise Refused(Refusal("words_needed"))
    return said


def _write(application: Application, texts: Mapping[str, str], *, by: User, side: str) -> None:
    for topic, text in texts.items():
        conversations.write(application.thread, by=by, side=side, text=text, topic=topic)
