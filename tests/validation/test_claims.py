"""Claims that a validator decides: of profiles that nobody acts for, and of those in the wrong hands."""

import pytest
from django.db import IntegrityError, transaction

from eccp.conversations.models import Message
from eccp.core.refusals import Refused
from eccp.core.tasks import enqueue
from eccp.notices.models import Notice, OutgoingMail
from eccp.organisations.models import Claim, Organisation, Representative, Role, Visibility
from eccp.organisations.services import disputes
from eccp.validation import mails, record, services
from eccp.validation.models import Application
from tests.factories import (
    ApplicationFactory,
    RepresentativeFactory,
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


def disputed(**more):
    """An application that says that the wrong people act for a published profile."""
    row = RepresentativeFactory(organisation=complete(published=True, **more), person__name="Nora Quill")
    person = UserFactory(name="Ana")
    claim = disputes.dispute(row.organisation, "She left in March.", "Our website", by=person)
    return row, services.open_claim(claim, by=person, words="She left in March.")


def test_dispute_is_judged_beside_what_is_open_already(run_tasks):
    row = RepresentativeFactory(organisation=complete(published=True))
    second_look = ApplicationFactory(organisation=row.organisation, kind=Application.Kind.SECOND_LOOK)
    claim = disputes.dispute(row.organisation, "She left in March.", "Our website", by=UserFactory())
    run_tasks()

    application = Application.objects.get(kind=Application.Kind.CLAIM)
    assert application.submitted_by == claim.person
    assert "She left in March." in Message.objects.get(thread=application.thread).text
    assert set(Application.objects.open()) == {application, second_look}
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationFactory(organisation=row.organisation, kind=Application.Kind.CLAIM)


def test_open_claim_does_not_keep_a_profile_from_being_submitted():
    row = RepresentativeFactory(organisation=complete())
    ApplicationFactory(organisation=row.organisation, kind=Application.Kind.CLAIM)

    application = services.submit(row.organisation, by=row.person, consent=True)

    assert application.kind == Application.Kind.FIRST


def test_granting_a_dispute_needs_a_word_on_the_people():
    _row, application = disputed()

    with pytest.raises(Refused) as refused:
        services.publish(application, by=ValidatorFactory())

    assert refused.value.refusal.rule == "claim_people_needed"
    assert Application.objects.get().status == Status.SUBMITTED


@pytest.mark.parametrize(("people", "roles"), [("beside", ["Ana", "Nora Quill"]), ("instead", ["Ana"])])
def test_validator_grants_a_dispute_on_the_page(signed_in, people, roles):
    row, application = disputed()
    disputes.answer(Claim.objects.get(), "I am on leave, not gone.", by=row.person)
    client, address = signed_in(ValidatorFactory()), f"/en/validation/{application.pk}/"

    page = client.get(address)
    seen = page.context["seen"]
    missing = client.post(address, {"do": "publish", "seen": seen})
    asked = client.post(address, {"do": "publish", "seen": seen, "people": people})
    sent = {"do": "confirm", "action": "publish", "seen": seen, "judged": asked.context["judged"]}
    done = client.post(address, {**sent, **dict(asked.context["kept"])})

    for words in ("Nora Quill, manager", "I am on leave, not gone.", "She left in March."):
        assert words in page.content.decode()
    assert missing.status_code == 422
    assert "Say first what becomes of the people" in missing.content.decode()
    assert ("All roles that there are now end" in asked.content.decode()) == (people == "instead")
    assert done.status_code == 302
    people_now = Representative.objects.order_by("person__name").values_list("person__name", flat=True)
    assert list(people_now) == roles
    assert Organisation.objects.get().is_published
    assert OutgoingMail.objects.filter(to=row.person).first().subject in {
        "Ana manages " + row.organisation.name + " too now",
        "You no longer act for " + row.organisation.name,
    }


def test_declined_dispute_changes_nothing_and_both_sides_are_told():
    row, application = disputed()

    services.decline(application, by=ValidatorFactory(), reason="We rang them.")

    assert Representative.objects.get() == row
    assert OutgoingMail.objects.filter(to=row.person).first().subject == (
        f"Nothing changes for {row.organisation.name}"
    )
    text = OutgoingMail.objects.filter(to=application.submitted_by).first().text
    assert "We rang them." in text
    assert "one click in a mail" not in text


def test_withdrawn_dispute_tells_the_people():
    row, application = disputed()

    services.withdraw(application, by=application.submitted_by)

    assert Claim.objects.get().status == Claim.Status.LAPSED
    assert OutgoingMail.objects.filter(to=row.person).first().subject == (
        f"Nothing changes for {row.organisation.name}"
    )


def test_answer_of_the_people_waits_for_validators(run_tasks):
    validator = ValidatorFactory()
    row, application = disputed()
    Notice.objects.all().delete()

    disputes.answer(Claim.objects.get(), "I am still here.", by=row.person)
    run_tasks()

    [notice] = Notice.objects.filter(person=validator).waiting()
    assert (notice.text, notice.url) == (
        f"The people of {row.organisation.name} answered the claim.",
        f"/en/validation/{application.pk}/",
    )


def test_people_who_are_disputed_do_not_read_the_application(signed_in):
    row, application = disputed()

    assert signed_in(row.person).get(f"/en/applications/{application.pk}/").status_code == 404
    assert signed_in(application.submitted_by).get(f"/en/applications/{application.pk}/").status_code == 200


def test_claim_that_cannot_be_judged_is_told(run_tasks):
    claim, _application = claimed()
    second = Claim.objects.create(
        person=UserFactory(), organisation=claim.organisation, status=Claim.Status.JUDGED
    )

    services.receive_claim(second, "No, I do.")

    mail = OutgoingMail.objects.filter(to=second.person).first()
    assert mail.subject == f"Your claim of {claim.organisation.name} was not taken up"
    assert "Validators are looking at a claim of this profile already." in mail.text


def test_who_left_the_team_sees_its_application_no_more():
    row = RepresentativeFactory()
    application = ApplicationFactory(organisation=row.organisation, submitted_by=row.person)
    assert list(Application.objects.visible_to(row.person)) == [application]

    row.delete()

    assert list(Application.objects.visible_to(row.person)) == []
    assert mails.recipients(application) == []
