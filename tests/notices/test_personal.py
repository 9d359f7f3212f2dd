"""What the room holds on a person, and how it goes: all of it at an erasure, the old with time."""

import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from eccp.core import personal as data
from eccp.notices import personal, services
from eccp.notices.models import AddressTrouble, Digest, Notice, OutgoingMail, Preference
from eccp.notices.topics import SECURITY, TEAM
from tests.factories import UserFactory
from tests.notices.letters import letter, state_of

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("Europe/Brussels"))
SECOND = timedelta(seconds=1)


@pytest.fixture
def nora() -> Any:
    return UserFactory(email="nora@kestrel.example")


def held_on(person: Any) -> dict[str, Any]:
    """Everything that this room reads out, as JSON says it."""
    codes = [code for code in data.holdings if code.startswith("notices.")]
    said = {code: data.holdings[code].collect(person) for code in codes}
    return json.loads(json.dumps(said, cls=DjangoJSONEncoder))


def fill(person: Any) -> None:
    """One of each thing."""
    letter(person)
    letter(person, secret=True, subject="Confirm your address", text="https://eccp.example/key/")
    services.choose(person, {"conversations": "daily"}, by=person)
    services.tell(person, "organisations.join.1", "Sam asks to join", "/en/my/", about="Kestrel Bay")
    services.note_return(letter(person, topic=SECURITY), "5.1.1", "No such user")
    Digest.objects.create(person=person, due_at=TUESDAY, asked_at=TUESDAY)


def test_all_is_read_out_but_secret_links(nora):
    fill(nora)
    fill(UserFactory())

    said = held_on(nora)

    assert [mail["subject"] for mail in said["notices.mails"]] == [
        "Heron Labs wrote to you",
        "Confirm your address",
        "Heron Labs wrote to you",
    ]
    assert "We build boats." in said["notices.mails"][0]["text"]
    assert "/key/" not in json.dumps(said)
    assert [row["text"] for row in said["notices.waiting"]] == ["Sam asks to join"]
    assert {"topic": "conversations", "pace": "daily"} in said["notices.preferences"]
    assert said["notices.address_trouble"][0]["why"] == "there is no such mailbox"


def test_an_erasure_takes_all_of_it_away(nora):
    fill(nora)
    other = UserFactory()
    fill(other)
    theirs = held_on(other)
    outside = services.keep(address="NORA@kestrel.example", subject="An invitation", text="Dear Nora")
    OutgoingMail.objects.filter(pk=outside.pk).update(to=None)

    personal.take_away(nora)

    rows = OutgoingMail.objects.filter(to=None)
    assert rows.count() == 4
    assert {(row.address, row.subject, row.text, row.html, row.url, row.problem) for row in rows} == {
        ("",) * 6
    }
    for model in (Notice, Preference, Digest):
        assert not model.objects.filter(person=nora).exists()
    assert not AddressTrouble.objects.filter(address="nora@kestrel.example").exists()
    assert held_on(other) == theirs


def test_what_has_not_left_is_called_off(nora, run_tasks, mailoutbox):
    services.choose(nora, {"conversations": "daily"}, by=nora)
    waiting, held = letter(nora, topic=SECURITY), letter(nora)

    personal.take_away(nora)
    run_tasks()

    assert state_of(waiting, held) == ["cancelled", "cancelled"]
    assert mailoutbox == []


def test_nobody_writes_to_somebody_who_left(nora, run_tasks, mailoutbox):
    before = letter(nora, topic=SECURITY)
    type(nora).objects.update(erased_at=timezone.now())

    after = letter(nora)
    run_tasks()

    assert state_of(before, after) == ["cancelled", "cancelled"]
    assert mailoutbox == []


def test_mails_are_emptied_after_a_year(nora, freeze):
    freeze(TUESDAY)
    mail = letter(nora)
    services.send(mail.pk)
    waiting = letter(nora)

    assert personal.old_mails(TUESDAY) == 0
    assert personal.old_mails(TUESDAY + SECOND) == 1
    assert personal.old_mails(TUESDAY + SECOND) == 0

    mail.refresh_from_db()
    waiting.refresh_from_db()
    assert (mail.text, mail.subject, mail.address, mail.to, mail.status) == ("", "", "", None, "sent")
    assert waiting.text != ""
    assert data.retentions["notices.mails"].days == 365


def test_secrets_are_forgotten_after_a_week(nora, freeze):
    freeze(TUESDAY)
    secret, plain, waiting = letter(nora, secret=True, html="<p>"), letter(nora), letter(nora, secret=True)
    for mail in (secret, plain):
        services.send(mail.pk)

    assert personal.secret_mails(TUESDAY) == 0
    assert personal.secret_mails(TUESDAY + SECOND) == 1

    rows = OutgoingMail.objects.in_bulk([secret.pk, plain.pk, waiting.pk])
    assert [bool(rows[mail.pk].text) for mail in (secret, plain, waiting)] == [False, True, True]
    assert rows[secret.pk].subject == "Heron Labs wrote to you"
    assert data.retentions["notices.secret_mails"].days == 7


def test_notices_that_are_done_go_after_half_a_year(nora, freeze):
    freeze(TUESDAY)
    services.tell(nora, "a", "Done", "/")
    services.settle("a")
    services.tell(nora, "b", "Waits", "/")

    assert personal.done_notices(TUESDAY) == 0
    assert personal.done_notices(TUESDAY + SECOND) == 1
    assert list(Notice.objects.values_list("text", flat=True)) == ["Waits"]
    assert data.retentions["notices.notices"].days == 180


def test_addresses_that_nobody_has_go_after_a_year(nora, freeze):
    freeze(TUESDAY)
    services.note_return(letter(nora), "5.1.1", "…")
    services.note_return(services.keep(address="sam@heron.example", subject="…", text="…"), "5.1.1", "…")

    assert personal.old_troubles(TUESDAY) == 0
    assert personal.old_troubles(TUESDAY + SECOND) == 1
    assert AddressTrouble.objects.get().address == "nora@kestrel.example"


def test_an_address_that_was_only_typed_calls_off_nobodys_mails() -> None:
    reader = UserFactory(email="reader@hare.example")
    theirs = services.keep(address=reader.email, subject="Hello", text="For the reader", topic=TEAM)
    invited = services.keep(address="guest@hare.example", subject="Come", text="For the guest", topic=TEAM)
    confirm = services.keep(address="guest@hare.example", subject="Confirm", text="Is it yours?", secret=True)
    AddressTrouble.objects.create(
        address="guest@hare.example", since=timezone.now(), last_at=timezone.now(), count=1
    )
    gone = UserFactory()
    for address in ("reader@hare.example", "Guest@hare.example"):
        gone.emailaddress_set.create(email=address, verified=False)

    assert personal.address_trouble(gone) == []
    personal.take_away(gone)

    for mail, text in ((theirs, "For the reader"), (invited, "For the guest"), (confirm, "")):
        mail.refresh_from_db()
        assert mail.text == text
    assert (theirs.status, invited.status, confirm.status) == ("waiting", "waiting", "cancelled")
    assert AddressTrouble.objects.exists()
