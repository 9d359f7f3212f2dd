"""Beginning, answering, closing: the rules on both sides of each limit, said once, told to the right people."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from eccp.conversations import policies, services
from eccp.conversations.models import Message, Thread
from eccp.core.models import LogEntry
from eccp.core.refusals import Refused
from eccp.notices.models import Notice, OutgoingMail
from eccp.organisations.models import Organisation, Representative, Visibility
from tests.conversations.people import WORDS, between_two, colleague_of, from_a_person, staffed, upload
from tests.factories import (
    ContactFactory,
    MessageFactory,
    OrganisationFactory,
    ThreadFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db


def rule(verb, *args, **more):
    with pytest.raises(Refused) as refused:
        verb(*args, **more)
    return refused.value.refusal.rule


def test_first_message_opens_a_thread():
    kestrel, sender = staffed("Kestrel Bay")
    heron, _manager = staffed()
    begun = services.begin(heron, by=sender, starter_for=kestrel, subject="  A\n plan ", text=f" {WORDS} ")

    thread = begun.thread
    assert begun.said
    assert (thread.organisation, thread.starter, thread.starter_for) == (heron, sender, kestrel)
    assert (thread.subject, thread.with_organisation, thread.with_platform) == ("A plan", True, False)
    message = thread.messages.get()
    assert (message.by, message.side, message.text) == (sender, "sender", WORDS)


def test_second_try_leads_to_the_open_thread_and_says_nothing():
    thread, sender, _manager = between_two()
    colleague = colleague_of(thread.starter_for)

    for person in (sender, colleague):
        begun = services.begin(
            thread.organisation, by=person, starter_for=thread.starter_for, subject="Again", text="Again"
        )
        assert (begun.thread, begun.said) == (thread, False)
    assert thread.messages.count() == 1


def test_for_oneself_and_for_ones_organisation_are_two_conversations():
    thread, sender, _manager = between_two()
    begun = services.begin(thread.organisation, by=sender, subject="Private", text="As myself.")

    assert begun.said
    assert begun.thread != thread


def test_after_closing_a_new_one_can_be_begun():
    thread, sender, _manager = between_two()
    services.close(thread, by=sender)

    begun = services.begin(
        thread.organisation, by=sender, starter_for=thread.starter_for, subject="Anew", text="Anew"
    )
    assert begun.said


def test_database_keeps_one_open_contact():
    thread, sender, _manager = between_two()
    same = {"organisation": thread.organisation, "starter": sender, "starter_for": thread.starter_for}

    ContactFactory(**same, closed_at=timezone.now())
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        ContactFactory(**same)


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (
            lambda kestrel, heron, sender: Representative.objects.filter(organisation=heron).delete(),
            "nobody_acts",
        ),
        (
            lambda kestrel, heron, sender: Representative.objects.create(person=sender, organisation=heron),
            "own_organisation",
        ),
        (
            lambda kestrel, heron, sender: Representative.objects.filter(organisation=kestrel).delete(),
            "representatives_only",
        ),
        (
            lambda kestrel, heron, sender: Organisation.objects.filter(pk=kestrel.pk).update(
                visibility=Visibility.DRAFT
            ),
            "representatives_only",
        ),
    ],
)
def test_beginning_is_refused(prepare, said):
    kestrel, sender = staffed("Kestrel Bay")
    heron, _manager = staffed()
    prepare(kestrel, heron, sender)

    assert rule(services.begin, heron, by=sender, starter_for=kestrel, subject="A", text="B") == said
    assert not Thread.objects.exists()


def test_nobody_acts_names_website_and_claim():
    listed = OrganisationFactory(listed=True, website="https://heron.example")
    refusal = policies.refuses_contact(UserFactory(), listed)

    assert [way.url for way in refusal.ways] == [
        "https://heron.example",
        listed.get_absolute_url(),
        f"/en/profiles/{listed.pk}/claim/",
    ]


@pytest.mark.parametrize("number", [9, 10])
def test_ten_conversations_may_be_begun_a_day(number):
    heron, _manager = staffed()
    sender = UserFactory()
    day = timezone.now() - timedelta(days=1)
    ContactFactory(starter=sender, created_at=day - timedelta(minutes=1))
    ThreadFactory(starter=sender)
    for _ in range(number):
        ContactFactory(starter=sender)

    if number < policies.NEW_A_DAY:
        assert services.begin(heron, by=sender, subject="A", text="B").said
    else:
        assert rule(services.begin, heron, by=sender, subject="A", text="B") == "too_many_conversations"
        assert rule(services.report, heron, by=sender, error="gone", text="B") == "too_many_conversations"


@pytest.mark.parametrize("number", [59, 60])
def test_sixty_messages_may_be_written_an_hour(number):
    thread, sender, _manager = from_a_person()
    Message.objects.update(at=timezone.now() - timedelta(hours=1, seconds=1))
    Message.objects.bulk_create(
        Message(thread=thread, side="sender", by=sender, text="…") for _ in range(number)
    )

    if number < policies.MESSAGES_AN_HOUR:
        services.send(thread, by=sender, text="One more")
    else:
        assert rule(services.send, thread, by=sender, text="One more") == "too_many_messages"


def test_both_sides_answer_and_the_thread_comes_up():
    thread, _sender, manager = between_two()
    before = Thread.objects.get(pk=thread.pk).last_message_at
    said = [
        services.send(thread, by=manager, text="Gladly."),
        services.send(thread, by=colleague_of(thread.starter_for), text="Which day?"),
    ]

    assert [message.side for message in said] == ["organisation", "sender"]
    assert Thread.objects.get(pk=thread.pk).last_message_at == said[1].at > before


def test_who_takes_no_part_writes_nothing():
    thread, _sender, _manager = between_two()

    assert rule(services.send, thread, by=UserFactory(), text="Me too") == "not_in_conversation"
    assert rule(services.send, thread, by=ValidatorFactory(), text="Me too") == "not_in_conversation"


def test_nothing_is_no_message():
    thread, sender, _manager = between_two()
    assert rule(services.send, thread, by=sender, text=" \n ") == "words_needed"


def test_validation_is_answered_on_its_own_page():
    organisation, manager = staffed()
    thread = ThreadFactory(organisation=organisation)
    assert rule(services.send, thread, by=manager, text="Hello") == "answer_in_validation"
    assert rule(services.close, thread, by=manager) == "answer_in_validation"


def test_nobody_is_written_to_who_left():
    thread, sender, manager = between_two()
    Representative.objects.filter(person=manager).delete()
    assert rule(services.send, thread, by=sender, text="Hello?") == "nobody_reads"


def test_nobody_is_answered_whose_account_is_gone():
    thread, sender, manager = from_a_person()
    sender.is_active = False
    sender.save()
    assert rule(services.send, thread, by=manager, text="Hello?") == "nobody_reads"


def test_either_side_closes_a_contact_and_then_nothing_more_is_said():
    for closes in (1, 2):
        between = between_two()
        services.close(between[0], by=between[closes])
        for person in between[1:]:
            assert rule(services.send, between[0], by=person, text="But") == "conversation_closed"
            assert rule(services.close, between[0], by=person) == "conversation_closed"
        Thread.objects.all().delete()


def test_validators_close_a_report_with_an_answer():
    heron, manager = staffed()
    sender, validator = UserFactory(), ValidatorFactory()
    thread = services.report(heron, by=sender, error="link", text="The website is gone.")
    for person in (sender, manager):
        assert rule(services.close, thread, by=person) == "validators_close"
        assert rule(services.send, thread, by=person, text="Done", closing=True) == "validators_close"
    assert thread.messages.count() == 1

    services.send(thread, by=validator, text="Mended, thank you.", closing=True)

    thread.refresh_from_db()
    assert thread.closed_by == validator
    mail = OutgoingMail.objects.filter(to=sender).latest("pk")
    assert "Mended, thank you." in mail.text
    assert "With this, the conversation is closed." in mail.text


def test_report_of_a_listed_profile_goes_to_the_validators_alone():
    listed = OrganisationFactory(listed=True)
    thread = services.report(listed, by=UserFactory(), error="gone", text="They closed.")
    validator = ValidatorFactory()

    assert (thread.with_organisation, thread.with_platform) == (False, True)
    assert thread.subject == "The organisation no longer exists"
    assert policies.side_of(validator, thread) == "platform"


def test_report_in_ones_own_profile_leads_to_the_form():
    heron, manager = staffed()
    refusal = policies.refuses_reporting(manager, heron)
    assert (refusal.rule, refusal.ways[0].url) == ("mend_it_yourself", f"/en/my/{heron.pk}/edit/")


def test_what_one_form_says_twice_is_said_once():
    heron, _manager = staffed()
    sender = UserFactory()
    first = services.begin(heron, by=sender, subject="A", text="B", token="a" * 32)
    again = services.begin(heron, by=sender, subject="A", text="B", token="a" * 32)
    said = [services.send(first.thread, by=sender, text="C", token="b" * 32) for _ in range(2)]
    reports = [services.report(heron, by=sender, error="gone", text="D", token="c" * 32) for _ in range(2)]

    assert (again.thread, again.said) == (first.thread, True)
    assert said[0] == said[1]
    assert reports[0] == reports[1]
    assert Message.objects.count() == 3


def test_tokens_are_each_persons_own():
    thread, sender, manager = between_two()
    services.send(thread, by=sender, text="C", token="b" * 32)
    services.send(thread, by=manager, text="D", token="b" * 32)
    assert thread.messages.count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_said():
    thread, sender, _manager = between_two()
    problems = []

    def say():
        try:
            services.send(thread, by=sender, text="C", token="b" * 32)
        except Exception as problem:  # noqa: BLE001 (shown below)
            problems.append(problem)
        finally:
            connection.close()

    both = [threading.Thread(target=say) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert problems == []
    assert thread.messages.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_colleagues_who_begin_at_once_one_opens_and_the_other_is_led_there():
    kestrel, sender = staffed("Kestrel Bay")
    colleague, (heron, _manager) = colleague_of(kestrel), staffed()
    came_of_it = []

    def begin(person):
        try:
            begun = services.begin(heron, by=person, starter_for=kestrel, subject="A", text="B")
            came_of_it.append((begun.thread.pk, begun.said))
        except Exception as problem:  # noqa: BLE001 (shown below)
            came_of_it.append((repr(problem), False))
        finally:
            connection.close()

    both = [threading.Thread(target=begin, args=[person]) for person in (sender, colleague)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    thread = Thread.objects.get()
    assert sorted(came_of_it) == [(thread.pk, False), (thread.pk, True)]
    assert thread.messages.count() == 1


def test_other_side_is_mailed_and_told_and_nobody_else():
    kestrel, sender = staffed("Kestrel Bay")
    heron, manager = staffed()
    others = [colleague_of(kestrel), UserFactory(), ValidatorFactory()]
    colleague = colleague_of(heron)
    thread = services.begin(heron, by=sender, starter_for=kestrel, subject="Hydrogen", text=WORDS).thread

    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {manager.pk, colleague.pk}
    assert set(Notice.objects.values_list("person", "key", "url")) == {
        (person.pk, f"thread:{thread.pk}", f"/en/my/conversations/{thread.pk}/")
        for person in (manager, colleague)
    }
    assert not Notice.objects.filter(person__in=[sender, *others]).exists()


def test_mail_says_what_was_written_and_shows_no_address():
    kestrel, sender = staffed("Kestrel Bay")
    heron, manager = staffed()
    services.begin(
        heron, by=sender, starter_for=kestrel, subject="Hydrogen", text=WORDS, files=[upload("plan.txt")]
    )
    mail = OutgoingMail.objects.get()

    assert mail.subject == f"{sender.name}, Kestrel Bay: Hydrogen"
    for part in (mail.text, mail.html):
        assert WORDS in part
        assert f"{sender.name}, Kestrel Bay wrote to you:" in part
        assert "plan.txt" in part
        assert f"/en/my/conversations/{Thread.objects.get().pk}/" in part
        assert "/en/my/mails/settings/" in part or "daily or weekly" in part
        assert sender.email not in part
        assert manager.email not in part
    assert sender.email not in mail.subject + mail.message_id


def test_validators_are_told_of_reports_without_mails_until_one_answers():
    heron, manager = staffed()
    sender, validator, second = UserFactory(), ValidatorFactory(), ValidatorFactory()
    thread = services.report(heron, by=sender, error="link", text="The website is gone.")

    waits = Notice.objects.waiting().filter(key=f"thread:{thread.pk}")
    assert set(waits.values_list("person", flat=True)) == {manager.pk, validator.pk, second.pk}
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {manager.pk}

    services.send(thread, by=validator, text="We look at it.")
    assert set(waits.values_list("person", flat=True)) == {manager.pk, sender.pk}
    assert OutgoingMail.objects.filter(to=sender).count() == 1
    assert "The team of the platform" in OutgoingMail.objects.filter(to=sender).get().text
    assert validator.name not in OutgoingMail.objects.filter(to=sender).get().text


def test_answer_of_a_validator_who_left_nothing_open_settles_by_closing():
    sender, validator = UserFactory(), ValidatorFactory()
    thread = services.report(OrganisationFactory(listed=True), by=sender, error="gone", text="Closed.")
    services.close(thread, by=validator)
    assert not Notice.objects.waiting().filter(person=validator).exists()


def test_reading_settles_ones_own_notice():
    thread, _sender, manager = between_two()
    colleague = colleague_of(thread.organisation)
    services.send(thread, by=thread.starter, text="Or in June?")
    services.mark_read(thread, by=manager)

    assert list(Notice.objects.waiting().values_list("person", flat=True)) == [colleague.pk]


def test_reading_the_first_of_two_settles_nothing():
    thread, sender, manager = between_two()
    first = thread.messages.get()
    services.send(thread, by=sender, text="Or in June?")
    services.mark_read(thread, by=manager, up_to=first.pk)
    assert Notice.objects.waiting().filter(person=manager).exists()


def test_reading_never_goes_back_unless_asked():
    thread, sender, manager = between_two()
    first = thread.messages.get()
    services.send(thread, by=sender, text="Or in June?")
    services.mark_read(thread, by=manager)
    services.mark_read(thread, by=manager, up_to=first.pk)
    assert not Thread.objects.unread_by(manager).exists()

    services.mark_unread(thread, by=manager)
    assert Thread.objects.counting_unread(manager).get().unread == 1


def test_log_says_that_and_not_what():
    thread, sender, manager = between_two()
    services.send(thread, by=manager, text="A secret answer", files=[upload("secret.txt")])
    services.close(thread, by=sender)

    entries = LogEntry.objects.filter(kind="conversations.thread", object_id=thread.pk)
    assert list(entries.values_list("verb", "by")) == [
        ("conversations.begin", sender.pk),
        ("conversations.write", manager.pk),
        ("conversations.close", sender.pk),
    ]
    told = str(list(entries.values("changes", "note")))
    assert "secret" not in told
    assert WORDS not in told
    assert sender.name not in told


def test_message_keeps_its_thread_on_top_even_when_it_came_late():
    thread = ContactFactory()
    later = timezone.now() + timedelta(hours=1)
    Thread.objects.filter(pk=thread.pk).update(last_message_at=later)
    MessageFactory(thread=thread)
    services.write(thread, by=thread.starter, side="sender", text="Earlier")
    thread.refresh_from_db()
    assert thread.last_message_at == later
