"""Claims of listed profiles that a validator decides."""

import pytest

from eccp.conversations.models import Message
from eccp.core.tasks import enqueue
from eccp.notices.models import OutgoingMail
from eccp.organisations.models import Claim, Organisation, Representative, Role, Visibility
from eccp.validation import record, services
from eccp.validation.models import Application
from tests.factories import (
    UserFactory,
    ValidatorFactory,
)
from tests.validation.profiles import (
    complete,
)

pytestmark = pytest.mark.django_db
Status = Application.Status


def claimed():
    organisation, person = complete(listed=True), UserFactory()
    claim = Claim.objects.create(person=person, organisation=organisation, status=Claim.Status.JUDGED)
    return claim, services.open_claim(claim, by=person, words="I lead the office.")


def test_claim_waits_for_a_validator_with_its_words():
    claim, application = claimed()

    assert (application.kind, application.submitted_by) == ("claim", claim.person)
    assert Message.objects.get().text == "I lead the office."
    assert services.open_claim(claim, by=claim.person) == application
    assert record.judged(application) == []


def test_granted_it_gives_the_role_and_nothing_else():
    claim, application = claimed()

    shown = services.preview(application, "publish")

    services.publish(application, by=ValidatorFactory())

    mail = OutgoingMail.objects.first()
    assert mail.to == claim.person
    assert {"subject": mail.subject, "text": mail.text, "html": mail.html} == shown
    organisation = Organisation.objects.get(pk=claim.organisation_id)
    assert organisation.visibility == Visibility.LISTED
    assert Representative.objects.get().role == Role.MANAGER
    claim.refresh_from_db()
    assert claim.status == Claim.Status.PROVED


def test_declined_it_lapses_and_tells():
    claim, application = claimed()

    services.decline(application, by=ValidatorFactory(), reason="We could not reach you.")

    claim.refresh_from_db()
    assert claim.status == Claim.Status.LAPSED
    assert not Representative.objects.exists()
    mail = OutgoingMail.objects.filter(to=claim.person).first()
    assert "We could not reach you." in mail.text


def test_of_two_claims_one_waits():
    claim, application = claimed()
    second = Claim.objects.create(
        person=UserFactory(), organisation=claim.organisation, status=Claim.Status.JUDGED
    )

    assert services.receive_claim(second, "No, I do.") is None

    second.refresh_from_db()
    assert second.status == Claim.Status.LAPSED
    assert Application.objects.get() == application


def test_task_opens_it(run_tasks):
    claim = Claim.objects.create(
        person=UserFactory(), organisation=complete(listed=True, website=""), status=Claim.Status.JUDGED
    )
    enqueue("validation.open_claim", claim.pk, "I lead the office.")
    run_tasks()

    assert Application.objects.get().kind == "claim"
