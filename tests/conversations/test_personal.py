"""What is held on a person, what goes with an erasure, what is forgotten in time; and the older rows."""

import json
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from eccp.conversations import personal, services
from eccp.conversations.models import Attachment, Block, Message, Reading, Thread
from eccp.core.models import LogEntry
from eccp.core.personal import retentions
from eccp.notices.models import Notice
from tests.conversations.people import WORDS, between_two, colleague_of, from_a_person, staffed, upload
from tests.factories import ApplicationFactory, MessageFactory, ThreadFactory, UserFactory, ValidatorFactory

pytestmark = pytest.mark.django_db


def test_archive_has_ones_own_words_and_conversations_and_blocks():
    thread, sender, manager = between_two()
    services.send(thread, by=manager, text="The manager's words", files=[upload("site.txt")])
    services.block(thread, by=manager)

    assert [(row["text"], row["files"]) for row in personal.messages(manager)] == [
        ("The manager's words", ["site.txt"])
    ]
    assert [row["text"] for row in personal.messages(sender)] == [WORDS]
    assert [(row["subject"], row["begun_by_you"]) for row in personal.threads(sender)] == [("Hydrogen", True)]
    assert [(row["subject"], row["begun_by_you"]) for row in personal.threads(manager)] == [
        ("Hydrogen", False)
    ]
    assert [row["against"] for row in personal.blocks(manager)] == [f"{sender.name}, Kestrel Bay"]
    assert personal.messages(UserFactory()) == personal.threads(UserFactory()) == []
    told = json.dumps([personal.messages(manager), personal.threads(manager), personal.blocks(manager)])
    assert sender.email not in told


def test_erased_person_leaves_their_words_without_the_name(signed_in):
    thread, sender, manager = from_a_person()
    services.send(thread, by=sender, text="More of mine", files=[upload("mine.txt")])
    services.mark_read(thread, by=sender)
    services.block(thread, by=sender)
    services.block(thread, by=manager)

    personal.erase(sender)
    sender.erased_at = timezone.now()
    sender.save()

    assert not Reading.objects.filter(person=sender).exists()
    assert not Block.objects.exists()
    page = signed_in(manager).get(f"/en/my/conversations/{thread.pk}/").content.decode()
    assert "More of mine" in page
    assert "mine.txt" in page
    assert "Nora Holm" not in page
    assert "Somebody who left" in page


def test_block_against_an_organisation_outlives_the_person():
    thread, sender, manager = between_two()
    row = services.block(thread, by=manager)
    personal.erase(sender)
    row.refresh_from_db()
    assert (row.blocked_person, row.blocked_organisation) == (None, thread.starter_for)


def test_quiet_conversations_are_forgotten_with_their_files(django_capture_on_commit_callbacks):
    now = timezone.now()
    before = now - timedelta(days=retentions["conversations.threads"].days)
    thread, sender, _manager = between_two()
    said = services.send(thread, by=sender, text="A", files=[upload()])
    file = said.attachments.get().file
    young, *_people = from_a_person()
    validation = ThreadFactory()
    Thread.objects.filter(pk__in=[thread.pk, validation.pk]).update(
        last_message_at=before - timedelta(seconds=1)
    )
    Thread.objects.filter(pk=young.pk).update(last_message_at=before)
    assert file.storage.exists(file.name)

    with django_capture_on_commit_callbacks(execute=True):
        assert personal.forget(before) == 1

    assert set(Thread.objects.all()) == {young, validation}
    assert not Message.objects.filter(thread_id=thread.pk).exists()
    assert not Attachment.objects.exists()
    assert not file.storage.exists(file.name)
    assert not Notice.objects.waiting().filter(key=f"thread:{thread.pk}").exists()
    assert LogEntry.objects.filter(verb="conversations.forget", object_id=thread.pk, by=None).count() == 1
    assert personal.forget(before) == 0


def test_three_years_are_kept():
    assert retentions["conversations.threads"].days == 1095


def test_older_threads_learn_their_sides():
    organisation, manager = staffed("Waiting", published=False)
    applied = ApplicationFactory(organisation=organisation)
    claim = ApplicationFactory(kind="claim")
    asked = MessageFactory(thread=applied.thread, by=ValidatorFactory(), side="platform")
    said = MessageFactory(thread=claim.thread, by=claim.submitted_by, side="organisation")
    Thread.objects.update(with_platform=False, with_organisation=True)
    move = import_module("eccp.conversations.migrations.0003_older_threads_know_their_sides")

    move.know_their_sides(apps, None)

    threads = [Thread.objects.get(pk=one.thread_id) for one in (applied, claim)]
    assert [(one.with_organisation, one.with_platform, one.starter) for one in threads] == [
        (True, True, None),
        (False, True, claim.submitted_by),
    ]
    said.refresh_from_db()
    assert said.side == "sender"
    assert threads[0].last_message_at == asked.at
    assert set(Reading.objects.values_list("thread", "person", "up_to")) == {
        (applied.thread_id, manager.pk, asked.pk),
        (claim.thread_id, claim.submitted_by_id, said.pk),
    }


def test_two_of_one_organisation_who_are_both_blocked_can_both_be_erased():
    thread, sender, manager = between_two()
    second = colleague_of(thread.starter_for)
    services.close(thread, by=manager)
    begun = services.begin(
        thread.organisation, by=second, starter_for=thread.starter_for, subject="Again", text=WORDS
    )
    services.block(thread, by=manager)
    services.block(begun.thread, by=manager)

    personal.erase(sender)
    personal.erase(second)

    left = Block.objects.get()
    assert (left.blocked_person, left.blocked_organisation) == (None, thread.starter_for)
