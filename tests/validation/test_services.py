"""Submitting, asking and judging, with what each leaves behind."""

import pytest
from django_tasks_db.models import DBTaskResult

from eccp.conversations.models import Message
from eccp.core.log import history
from eccp.core.models import LogEntry
from eccp.core.refusals import Refused
from eccp.notices.models import Notice
from eccp.organisations.models import Role, Visibility
from eccp.validation import record, services
from eccp.validation.models import Application, Verdict
from tests.factories import (
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)
from tests.validation.profiles import (
    complete,
    managed,
    published,
    recognise,
    rule,
    submitted,
)

pytestmark = pytest.mark.django_db
Status = Application.Status


def test_complete_profile_with_consent_is_submitted():
    organisation, manager = managed()

    application = services.submit(organisation, by=manager, consent=True)

    assert (application.kind, application.status) == ("first", Status.SUBMITTED)
    assert application.submitted_by == manager
    assert application.consent_to
    assert application.thread.organisation == organisation
    organisation.refresh_from_db()
    assert organisation.visibility == Visibility.DRAFT


def test_log_and_work_are_left_behind():
    application = submitted()

    assert history(application).get().verb == "validation.submit"
    assert LogEntry.objects.filter(
        verb="validation.opened_first", object_id=application.organisation_id
    ).exists()
    names = [row.args_kwargs["args"][0] for row in DBTaskResult.objects.all()]
    assert names.count("validation.gather_evidence") == 1


def test_consent_is_needed():
    organisation, manager = managed()

    with pytest.raises(Refused) as refused:
        services.submit(organisation, by=manager, consent=False)

    assert rule(refused) == "consent_needed"
    assert not Application.objects.exists()


def test_empty_mandatory_field_is_named():
    organisation, manager = managed(website="", parts__members_sme=None)

    with pytest.raises(Refused) as refused:
        services.submit(organisation, by=manager, consent=True)

    assert rule(refused) == "incomplete"
    assert "Website" in refused.value.refusal.detail
    assert "Small and medium-sized companies" in refused.value.refusal.detail


def test_failing_criteria_do_not_forbid_it():
    application = submitted(parts__members_sme=1, parts__management_fte="0.2")

    assert application.status == Status.SUBMITTED
    assert {one.code for one in record.judged(application) if one.fails} >= {"team", "size"}


def test_outsider_is_refused():
    with pytest.raises(Refused) as refused:
        services.submit(complete(), by=UserFactory(), consent=True)

    assert rule(refused) == "representatives_only"


def test_second_application_waits_for_the_first():
    application = submitted()

    with pytest.raises(Refused) as refused:
        services.submit(application.organisation, by=application.submitted_by, consent=True)

    assert rule(refused) == "already_open"


@pytest.mark.parametrize("end", ["decline", "withdraw"])
def test_it_may_be_submitted_again(end):
    application = submitted()
    manager = application.submitted_by
    if end == "decline":
        services.decline(application, by=ValidatorFactory(), reason="Too few members.")
    else:
        services.withdraw(application, by=manager)

    again = services.submit(application.organisation, by=manager, consent=True)

    assert again.pk != application.pk
    assert again.status == Status.SUBMITTED


def test_published_profile_is_not_submitted():
    organisation, manager = published()

    with pytest.raises(Refused) as refused:
        services.submit(organisation, by=manager, consent=True)

    assert rule(refused) == "not_submittable"


def test_verdict_is_replaced_and_logged():
    application, validator = submitted(), ValidatorFactory()

    services.judge(application, "size", "not_met", "Three names twice.", by=validator)
    verdict = services.judge(application, "size", "met", by=validator)

    assert Verdict.objects.get() == verdict
    assert (verdict.say, verdict.note, verdict.by) == ("met", "", validator)
    assert history(application).filter(verb="validation.judge").last().changes == {"size": ["not_met", "met"]}


@pytest.mark.parametrize(
    ("criterion", "say", "raised"), [("height", "met", KeyError), ("size", "perhaps", ValueError)]
)
def test_unknown_words_are_no_verdict(criterion, say, raised):
    with pytest.raises(raised):
        services.judge(submitted(), criterion, say, by=ValidatorFactory())


def test_applicant_does_not_judge():
    application = submitted()

    with pytest.raises(Refused) as refused:
        services.judge(application, "size", "met", by=application.submitted_by)

    assert rule(refused) == "validators_only"


def test_own_application_is_never_judged():
    application, validator = submitted(), ValidatorFactory()
    RepresentativeFactory(organisation=application.organisation, person=validator, role=Role.COLLEAGUE)

    for say in (
        lambda: services.judge(application, "size", "met", by=validator),
        lambda: services.ask(application, {"": "And?"}, by=validator),
        lambda: services.publish(application, by=validator),
        lambda: services.decline(application, by=validator, reason="No."),
        lambda: services.take(application, by=validator),
        lambda: services.regather(application, by=validator),
        lambda: services.reassign(application, validator, by=ValidatorFactory()),
    ):
        with pytest.raises(Refused) as refused:
            say()
        assert rule(refused) == "not_ones_own"


def test_decided_application_is_not_judged():
    application, validator = submitted(), ValidatorFactory()
    services.decline(application, by=validator, reason="No.")

    with pytest.raises(services.WrongState) as wrong:
        services.judge(application, "size", "met", by=validator)

    assert wrong.value.status == Status.DECLINED


def test_waiver_needs_a_recognition():
    application, validator = submitted(), ValidatorFactory()
    with pytest.raises(Refused) as refused:
        services.judge(application, "size", "waived", by=validator)
    assert rule(refused) == "no_waiver"

    recognise(application.organisation)

    assert services.judge(application, "size", "waived", by=validator).say == "waived"


def test_website_is_never_waived():
    application = submitted()
    recognise(application.organisation)

    with pytest.raises(Refused) as refused:
        services.judge(application, "website", "waived", by=ValidatorFactory())

    assert rule(refused) == "no_waiver"


def test_questions_and_answers_are_messages_by_criterion():
    application, validator = submitted(), ValidatorFactory()

    application = services.ask(
        application, {"size": " Which members? ", "": "And the rest?", "mix": " "}, by=validator
    )
    assert application.status == Status.ASKED
    services.answer(application, {"size": "These."}, by=application.submitted_by)

    told = list(Message.objects.values_list("side", "topic", "text", "by"))
    assert told == [
        ("platform", "size", "Which members?", validator.pk),
        ("platform", "", "And the rest?", validator.pk),
        ("organisation", "size", "These.", application.submitted_by_id),
    ]


def test_empty_words_are_no_question():
    with pytest.raises(Refused) as refused:
        services.ask(submitted(), {"size": " "}, by=ValidatorFactory())

    assert rule(refused) == "words_needed"
    assert Application.objects.get().status == Status.SUBMITTED


def test_waiting_moves_between_the_two_sides():
    validator, other = ValidatorFactory(), ValidatorFactory()
    application = submitted()
    applicant = application.submitted_by

    def waits():
        return set(Notice.objects.waiting().values_list("person", flat=True))

    assert waits() == {validator.pk, other.pk}
    services.take(application, by=validator)
    application = services.ask(application, {"": "And?"}, by=validator)
    assert waits() == {applicant.pk}
    application = services.answer(application, {"": "Yes."}, by=applicant)
    assert waits() == {validator.pk}
    services.decline(application, by=validator, reason="No.")
    assert waits() == set()
