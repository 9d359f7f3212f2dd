"""The second look after an edit of a published profile."""

import pytest

from eccp.notices.models import Notice, OutgoingMail
from eccp.organisations.models import Organisation, Visibility
from eccp.validation import services
from eccp.validation.models import Application
from tests.factories import (
    OrganisationFactory,
    ValidatorFactory,
)
from tests.validation.profiles import (
    complete,
    edit,
    judged_well,
    published,
    submitted,
)

pytestmark = pytest.mark.django_db
Status = Application.Status


def test_edit_that_fails_a_criterion_opens_one(run_tasks):
    organisation, manager = published()
    edit(organisation, manager, members_sme=1)

    application = services.look_again(organisation.pk)

    assert application.kind == "second_look"
    assert "Members: 7 members." in application.reason
    assert Organisation.objects.get(pk=organisation.pk).is_published
    assert Notice.objects.waiting().filter(person=manager).count() == 1
    assert OutgoingMail.objects.filter(to=manager, subject__contains="not met any more").count() == 1


def test_editing_asks_for_it(run_tasks):
    organisation, manager = published()
    edit(organisation, manager, website="")

    run_tasks()

    assert Application.objects.open().get().kind == "second_look"


def test_it_is_opened_once():
    organisation, manager = published()
    edit(organisation, manager, members_sme=1)

    assert services.look_again(organisation.pk)
    assert services.look_again(organisation.pk) is None
    assert Application.objects.open().count() == 1


def test_harmless_edit_opens_none():
    organisation, manager = published()
    edit(organisation, manager, members_sme=15)

    assert services.look_again(organisation.pk) is None


def test_what_was_accepted_is_not_brought_up_again():
    application, validator = submitted(parts__members_sme=9, parts__members_large=0), ValidatorFactory()
    judged_well(application, validator, but=["size"])
    services.judge(application, "size", "not_met", "New, and growing.", by=validator)
    services.publish(application, by=validator)
    edit(application.organisation, application.submitted_by, members_sme=8)

    assert services.look_again(application.organisation_id) is None


def test_profile_without_a_decision_is_looked_at():
    organisation = complete(published=True, parts__members_sme=1)

    assert services.look_again(organisation.pk).kind == "second_look"


def test_draft_and_advice_are_left_alone():
    draft = complete(parts__members_sme=1)
    abroad = OrganisationFactory(published=True, country__code="GE")

    assert services.look_again(draft.pk) is None
    assert services.look_again(abroad.pk) is None


def test_decided_well_it_stays_published_and_rests():
    organisation, manager = published()
    edit(organisation, manager, members_sme=1)
    application, validator = services.look_again(organisation.pk), ValidatorFactory()
    judged_well(application, validator)

    services.publish(application, by=validator)

    assert Organisation.objects.get(pk=organisation.pk).is_published
    assert services.look_again(organisation.pk) is None


def test_declined_it_leaves_the_public():
    organisation, manager = published()
    edit(organisation, manager, members_sme=1)
    application = services.look_again(organisation.pk)

    services.decline(application, by=ValidatorFactory(), reason="A cluster of seven.")

    organisation = Organisation.objects.get(pk=organisation.pk)
    assert organisation.visibility == Visibility.UNPUBLISHED
    assert services.submit(organisation, by=manager, consent=True).kind == "first"
