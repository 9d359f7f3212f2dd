"""Who is told what at each step: mails to those who applied, notices to them and to the validators.

Validators get notices only: a busy queue must not become a flood of mails.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from eccp.accounts.models import User
from eccp.core.refusals import Refusal
from eccp.notices import services as notices
from eccp.notices.topics import VALIDATION
from eccp.organisations.models import Claim
from eccp.organisations.services import telling
from eccp.organisations.services.telling import validators
from eccp.validation import mails
from eccp.validation.models import Application
from eccp.validation.policies import refuses_judging

NEW = _("%(name)s waits for validation.")
SECOND_LOOK = _("After an edit, some criteria are not met: %(name)s is under a second look.")
QUESTION = _("A validator asks about %(name)s. The clock stands still until you answer.")
ANSWER = _("%(name)s answered. The clock runs again.")
TEAM_ANSWER = _("The people of %(name)s answered the claim.")
NOT_TAKEN = _("Your claim of %(name)s was not taken up")
GIVEN = _("A colleague handed %(name)s to you.")


def key(application: Application) -> str:
    """The key of the notices about an application: what waits, waits once for each person."""
    return f"application:{application.pk}"


def opened(application: Application) -> None:
    """Say that an application came in: a letter to the applicants, a notice to the validators."""
    if application.kind == Application.Kind.SECOND_LOOK:
        mails.write(mails.recipients(application), lambda: mails.second_look_letter(application))
        _tell(mails.recipients(application), application, SECOND_LOOK, "application")
    else:
        mails.write(mails.recipients(application), lambda: mails.received_letter(application))
    _tell_validators(application, NEW)


def asked(application: Application, questions: Mapping[str, str]) -> None:
    """Pass on the questions. Nothing waits for a validator now; something waits for the applicants."""
    notices.settle(key(application))
    letter = partial(mails.asked_letter, application, questions)
    mails.write(mails.recipients(application), letter, urgent=True)  # the clock stands still
    _tell(mails.recipients(application), application, QUESTION, "application")


def answered(application: Application) -> None:
    """Say that the answer came: to the applicants, and to the validator who asked, else to all."""
    notices.settle(key(application))
    mails.write(mails.recipients(application), lambda: mails.answered_letter(application))
    if application.in_progress_by:
        _tell([application.in_progress_by], application, ANSWER, "decision")
    else:
        _tell_validators(application, ANSWER)


def decided(application: Application) -> None:
    """Say what was decided. Nothing about the application waits for anybody any more.

    A granted claim is told by the verb that grants it.
    """
    notices.settle(key(application))
    note = application.decision_note
    status = application.status
    if status == Application.Status.WITHDRAWN:
        mails.write(mails.recipients(application), lambda: mails.withdrawn_letter(application))
    elif status == Application.Status.DECLINED:
        mails.write(mails.recipients(application), lambda: mails.declined_letter(application, note))
    elif application.kind != Application.Kind.CLAIM:
        mails.write(mails.recipients(application), lambda: mails.published_letter(application, note))


def team_answered(application: Application) -> None:
    """Say that the people whom a claim disputes answered: to who has it in hand, else to all."""
    if application.in_progress_by:
        _tell([application.in_progress_by], application, TEAM_ANSWER, "decision")
    else:
        _tell_validators(application, TEAM_ANSWER)


def claim_lapsed(claim: Claim, refusal: Refusal) -> None:
    """Tell a claimant that the claim did not come before the validators, and why."""
    telling.told([claim.person], NOT_TAKEN, [refusal.text], {"name": claim.organisation.name})


def given(application: Application, to: User) -> None:
    """Tell a validator that an application was put into their hands."""
    _tell([to], application, GIVEN, "decision")


def _tell(people: Iterable[User], application: Application, words: Any, page: str) -> None:
    url, name = reverse(f"validation:{page}", args=[application.pk]), application.organisation.name
    for person in people:
        with override(person.language):
            text = words % {"name": name}
            notices.tell(person, key(application), text, url, topic=VALIDATION, about=name)


def _tell_validators(application: Application, words: Any) -> None:
    """Tell those who may judge it: not a validator whose own application it is."""
    judges = [person for person in validators() if refuses_judging(person, application) is None]
    _tell(judges, application, words, "decision")
