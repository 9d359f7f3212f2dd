"""The whole workflow, said once more by hand: who may do what in each state, and where it leads."""

import pytest
from django.utils import timezone

from eccp.core.models import LogEntry
from eccp.core.refusals import Refused
from eccp.core.workflow import WrongState
from eccp.organisations.models import Claim
from eccp.validation.models import Application, Verdict
from eccp.validation.services import APPLICATION
from tests.factories import (
    ApplicationFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)
from tests.validation.profiles import CODES

pytestmark = pytest.mark.django_db
Status, Kind = Application.Status, Application.Kind

VALIDATOR = {
    Status.SUBMITTED: {"ask", "publish", "decline"},
    Status.ASKED: {"decline"},
    Status.PUBLISHED: set(),
    Status.DECLINED: set(),
    Status.WITHDRAWN: set(),
}
APPLICANT = {
    Status.SUBMITTED: {"withdraw"},
    Status.ASKED: {"answer", "withdraw"},
    Status.PUBLISHED: set(),
    Status.DECLINED: set(),
    Status.WITHDRAWN: set(),
}
UNDER_A_SECOND_LOOK = APPLICANT | {Status.SUBMITTED: set(), Status.ASKED: {"answer"}}
TARGETS = {
    "ask": Status.ASKED,
    "answer": Status.SUBMITTED,
    "publish": Status.PUBLISHED,
    "decline": Status.DECLINED,
    "withdraw": Status.WITHDRAWN,
}


def in_state(status, kind=Kind.FIRST):
    decided = status in {Status.PUBLISHED, Status.DECLINED}
    organisation = OrganisationFactory(published=kind == Kind.SECOND_LOOK, listed=kind == Kind.CLAIM)
    application = ApplicationFactory(status=status, kind=kind, decided=decided, organisation=organisation)
    if kind == Kind.CLAIM:
        Claim.objects.create(
            person=application.submitted_by, organisation=organisation, status=Claim.Status.JUDGED
        )
    else:
        RepresentativeFactory(organisation=organisation, person=application.submitted_by)
    for code in CODES if kind != Kind.CLAIM else ():
        Verdict.objects.create(application=application, criterion=code, say="met", by=ValidatorFactory())
    return application


def said(application, user):
    return {verb.name for verb in APPLICATION.available(application, user)}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("status", Status)
def test_validator_may_say(status, kind):
    assert said(in_state(status, kind), ValidatorFactory()) == VALIDATOR[status]


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", Kind)
def test_applicant_may_say(status, kind):
    application = in_state(status, kind)
    expected = UNDER_A_SECOND_LOOK if kind == Kind.SECOND_LOOK else APPLICANT

    assert said(application, application.submitted_by) == expected[status]


@pytest.mark.parametrize("status", Status)
def test_outsider_may_say_nothing(status):
    assert said(in_state(status), UserFactory()) == set()


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("verb", TARGETS)
def test_verb_moves_or_is_refused(status, kind, verb):
    application = in_state(status, kind)
    validator = ValidatorFactory()
    by = validator if verb in {"ask", "publish", "decline"} else application.submitted_by
    allowed = VALIDATOR[status] | (UNDER_A_SECOND_LOOK if kind == Kind.SECOND_LOOK else APPLICANT)[status]

    if verb in allowed:
        row = APPLICATION.move(application, verb, by=by, note="Why.")
        assert row.status == TARGETS[verb]
        assert LogEntry.objects.filter(verb=f"validation.{verb}", object_id=row.pk, by=by).count() == 1
    else:
        with pytest.raises((WrongState, Refused)):
            APPLICATION.move(application, verb, by=by, note="Why.")
        application.refresh_from_db()
        assert application.status == status


@pytest.mark.parametrize("verb", TARGETS)
def test_outsider_is_refused_with_a_rule(verb):
    with pytest.raises(Refused) as refused:
        APPLICATION.move(in_state(Status.SUBMITTED), verb, by=UserFactory())

    assert refused.value.refusal.rule in {"validators_only", "representatives_only"}


def test_decision_is_signed_and_dated():
    application, validator = in_state(Status.SUBMITTED), ValidatorFactory()
    before = timezone.now()

    row = APPLICATION.move(application, "decline", by=validator, note="Too few members.")

    assert (row.decided_by, row.decision_note, row.in_progress_by) == (validator, "Too few members.", None)
    assert before <= row.decided_at <= timezone.now()
    assert row.clock_started_at is None
    assert set(row.snapshot) == {"version", "values", "findings", "verdicts"}
