"""Who takes part in a thread: by what they are now, never by a list."""

import pytest
from django.contrib.auth.models import AnonymousUser

from eccp.conversations import services
from eccp.conversations.models import Message, Thread
from eccp.conversations.policies import refuses_reading, side_of
from eccp.organisations.models import Organisation, Representative, Visibility
from eccp.validation import services as validation
from tests.conversations.people import between_two, colleague_of, from_a_person, staffed
from tests.factories import (
    ApplicationFactory,
    ContactFactory,
    EditorFactory,
    RepresentativeFactory,
    ThreadFactory,
    UserFactory,
    ValidatorFactory,
)
from tests.validation.test_claims import claimed

pytestmark = pytest.mark.django_db
Side = Message.Side


def sees(person, thread):
    """Both answers to the same question: the list, and the rule of one."""
    visible = Thread.objects.visible_to(person).filter(pk=thread.pk).exists()
    refusal = refuses_reading(person, thread)
    assert visible == (refusal is None)
    return visible


def test_both_organisations_take_part_and_nobody_else():
    thread, sender, manager = between_two()
    people = {
        "sender": (sender, Side.SENDER),
        "sender's colleague": (colleague_of(thread.starter_for), Side.SENDER),
        "manager": (manager, Side.ORGANISATION),
        "manager's colleague": (colleague_of(thread.organisation), Side.ORGANISATION),
        "of another": (staffed("Osprey Coast")[1], None),
        "of nobody": (UserFactory(), None),
        "validator": (ValidatorFactory(), None),
        "editor": (EditorFactory(), None),
    }

    assert {name: side_of(person, thread) for name, (person, _side) in people.items()} == {
        name: side for name, (_person, side) in people.items()
    }
    assert [name for name, (person, _side) in people.items() if sees(person, thread)] == [
        "sender",
        "sender's colleague",
        "manager",
        "manager's colleague",
    ]


def test_nobody_who_is_not_signed_in_sees_anything():
    thread, _sender, _manager = between_two()

    assert not Thread.objects.visible_to(AnonymousUser()).exists()
    assert not Thread.objects.in_inbox_of(AnonymousUser()).exists()
    assert refuses_reading(AnonymousUser(), thread).rule == "sign_in"


@pytest.mark.parametrize("side", [0, 1])
def test_leaving_a_team_ends_access(side):
    thread, *people = between_two()
    person = people[side]
    assert sees(person, thread)

    Representative.objects.filter(person=person).delete()

    assert not sees(person, thread)


def test_joining_a_team_gives_access():
    thread, _sender, _manager = between_two()
    person = UserFactory()
    RepresentativeFactory(person=person, organisation=thread.starter_for)

    assert sees(person, thread)


def test_who_wrote_for_nobody_sees_it_alone():
    thread, sender, manager = from_a_person()
    organisation, colleague = staffed("Kestrel Bay")
    RepresentativeFactory(person=sender, organisation=organisation)

    assert [sees(person, thread) for person in (sender, manager, colleague)] == [True, True, False]


def test_people_of_a_merged_profile_are_those_of_the_one_that_stayed():
    thread, sender, manager = between_two()
    heron, _ = staffed("Heron Hills and Bay")
    Representative.objects.filter(person=manager).update(organisation=heron)
    assert not sees(manager, thread)

    Organisation.objects.filter(pk=thread.organisation_id).update(
        merged_into=heron, visibility=Visibility.ARCHIVED
    )

    assert sees(manager, thread)
    services.send(thread, by=sender, text="Are you still there?")
    assert manager.notices.waiting().count() == 1


def test_report_is_with_the_sender_the_people_and_the_validators():
    heron, manager = staffed()
    sender = UserFactory()
    thread = services.report(heron, by=sender, error="link", text="The website is gone.")

    people = (sender, manager, ValidatorFactory(), UserFactory())
    assert [side_of(person, thread) for person in people] == [
        Side.SENDER,
        Side.ORGANISATION,
        Side.PLATFORM,
        None,
    ]


def test_validation_is_between_the_people_and_the_validators():
    organisation, manager = staffed("Waiting", published=False)
    thread = ThreadFactory(organisation=organisation)

    assert [side_of(person, thread) for person in (manager, ValidatorFactory(), UserFactory())] == [
        Side.ORGANISATION,
        Side.PLATFORM,
        None,
    ]


def test_claim_is_between_the_claimant_and_the_validators():
    claim, application = claimed()
    thread = application.thread
    manager = RepresentativeFactory(organisation=claim.organisation).person

    assert [sees(person, thread) for person in (claim.person, ValidatorFactory(), manager)] == [
        True,
        True,
        False,
    ]
    assert thread.messages.get().side == Side.SENDER


def test_answer_to_a_claims_question_is_the_claimants():
    claim, application = claimed()
    validation.ask(application, {"": "Who are you?"}, by=ValidatorFactory())
    validation.answer(application, {"": "I lead the office."}, by=claim.person)

    assert application.thread.messages.latest("pk").side == Side.SENDER


def test_validator_who_acts_for_the_organisation_is_on_its_side():
    organisation, _manager = staffed()
    validator = ValidatorFactory()
    RepresentativeFactory(person=validator, organisation=organisation)

    assert side_of(validator, ThreadFactory(organisation=organisation)) == Side.ORGANISATION


def test_validators_find_applications_in_their_queue_and_reports_in_the_list():
    application = ApplicationFactory().thread
    report = services.report(staffed()[0], by=UserFactory(), error="gone", text="They closed.")
    validator = ValidatorFactory()

    assert set(Thread.objects.visible_to(validator)) == {application, report}
    assert list(Thread.objects.in_inbox_of(validator)) == [report]


def test_unread_is_what_others_said_since_one_read():
    thread, sender, manager = between_two()

    def missed(person):
        return Thread.objects.counting_unread(person).get(pk=thread.pk).unread

    assert (missed(sender), missed(manager)) == (0, 1)
    services.send(thread, by=sender, text="Or in June?")
    assert missed(manager) == 2
    services.mark_read(thread, by=manager)
    assert missed(manager) == 0
    services.send(thread, by=manager, text="In June.")
    assert (missed(sender), missed(manager)) == (1, 0)
    assert list(Thread.objects.unread_by(sender)) == [thread]
    assert list(Thread.objects.unread_by(manager)) == []


def test_threads_of_others_do_not_count():
    ContactFactory()
    thread, _sender, manager = between_two()

    assert list(Thread.objects.in_inbox_of(manager)) == [thread]
