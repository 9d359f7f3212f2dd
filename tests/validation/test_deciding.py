"""Publishing and declining, and two validators at one application."""

import pytest

from eccp.core.log import history
from eccp.core.models import Change
from eccp.core.refusals import Refused
from eccp.notices.models import Notice, OutgoingMail
from eccp.organisations.models import Organisation
from eccp.organisations.services import profiles
from eccp.validation import services
from eccp.validation.models import Application
from tests.factories import (
    CountryFactory,
    UserFactory,
    ValidatorFactory,
)
from tests.validation.profiles import (
    judged_well,
    managed,
    published,
    rule,
    submitted,
)

pytestmark = pytest.mark.django_db
Status = Application.Status


def test_profile_is_published_with_its_record():
    application, validator = submitted(), ValidatorFactory()
    judged_well(application, validator, but=["size"])
    services.judge(application, "size", "not_met", "Counted twice, but close.", by=validator)

    row = services.publish(application, by=validator, note=" Welcome. ")

    organisation = Organisation.objects.get(pk=row.organisation_id)
    assert organisation.is_published
    assert (row.status, row.decided_by, row.decision_note) == (Status.PUBLISHED, validator, "Welcome.")
    assert row.snapshot["values"]["members_sme"] == 14
    assert row.snapshot["findings"]["size"] == {"answer": "met", "found": "20 members.", "advises": False}
    assert row.snapshot["verdicts"]["size"] == {"say": "not_met", "note": "Counted twice, but close."}
    assert Change.objects.filter(object_id=organisation.pk).exists()


def test_record_keeps_no_person():
    application, validator = submitted(), ValidatorFactory()

    row = services.decline(application, by=validator, reason="No.")

    assert row.snapshot["values"]["contact_name"] == "…"
    assert "nora@example.eu" not in str(row.snapshot)
    assert row.snapshot["values"]["management_fte"] == "1"


def test_open_criteria_are_named():
    application, validator = submitted(), ValidatorFactory()
    judged_well(application, validator, but=["size", "mix"])

    with pytest.raises(Refused) as refused:
        services.publish(application, by=validator)

    assert rule(refused) == "criteria_open"
    assert refused.value.refusal.detail == "Members, Kinds of members"
    application.refresh_from_db()
    assert (application.status, application.decided_at) == (Status.SUBMITTED, None)


def test_not_met_needs_a_word_why():
    application, validator = submitted(), ValidatorFactory()
    judged_well(application, validator, but=["size"])
    services.judge(application, "size", "not_met", by=validator)

    with pytest.raises(Refused) as refused:
        services.publish(application, by=validator)
    assert rule(refused) == "note_needed"

    assert services.publish(application, by=validator, note="New, and growing.").status == Status.PUBLISHED


def test_advice_needs_no_verdict():
    organisation, manager = managed(country=CountryFactory(code="GE"))
    application = services.submit(organisation, by=manager, consent=True)

    assert services.publish(application, by=ValidatorFactory()).status == Status.PUBLISHED


def test_reason_is_obligatory():
    with pytest.raises(Refused) as refused:
        services.decline(submitted(), by=ValidatorFactory(), reason=" ")

    assert rule(refused) == "reason_needed"


def test_of_two_validators_the_second_is_told():
    application, first, second = submitted(), ValidatorFactory(), ValidatorFactory()
    copy = Application.objects.get(pk=application.pk)
    services.decline(application, by=first, reason="Too few members.")

    with pytest.raises(services.WrongState) as wrong:
        services.decline(copy, by=second, reason="Me too.")

    assert wrong.value.status == Status.DECLINED
    assert Application.objects.get().decided_by == first


def test_clicking_twice_sends_one_mail():
    application, validator = submitted(), ValidatorFactory()
    judged_well(application, validator)
    before = OutgoingMail.objects.count()

    services.publish(application, by=validator)
    with pytest.raises(services.WrongState):
        services.publish(application, by=validator)

    assert OutgoingMail.objects.count() == before + 1


def test_second_validator_is_told_who_has_it():
    application, first, second = submitted(), ValidatorFactory(), ValidatorFactory()
    taken = services.take(application, by=first)

    with pytest.raises(services.InProgress) as in_progress:
        services.take(application, by=second)

    assert in_progress.value.by == first
    assert in_progress.value.since == taken.in_progress_since


def test_taking_again_changes_nothing():
    application, validator = submitted(), ValidatorFactory()
    since = services.take(application, by=validator).in_progress_since

    assert services.take(application, by=validator).in_progress_since == since
    assert history(application).filter(verb="validation.take").count() == 1


def test_released_may_be_taken():
    application, first, second = submitted(), ValidatorFactory(), ValidatorFactory()
    services.take(application, by=first)
    services.release(application, by=first)

    assert services.take(application, by=second).in_progress_by == second


def test_handed_over_and_told():
    application, first, second = submitted(), ValidatorFactory(), ValidatorFactory()
    services.take(application, by=first)

    row = services.reassign(application, second, by=first)

    assert row.in_progress_by == second
    notice = Notice.objects.waiting().get(person=second)
    assert application.organisation.name in notice.text


def test_only_to_those_who_may_judge():
    with pytest.raises(Refused) as refused:
        services.reassign(submitted(), UserFactory(), by=ValidatorFactory())

    assert rule(refused) == "validators_only"


def test_published_twice_keeps_the_first_date():
    organisation, manager = published()
    first = organisation.published_at
    profiles.unpublish(organisation, by=None)
    application, validator = services.submit(organisation, by=manager, consent=True), ValidatorFactory()
    judged_well(application, validator)

    services.publish(application, by=validator)

    assert Organisation.objects.get(pk=organisation.pk).published_at == first
