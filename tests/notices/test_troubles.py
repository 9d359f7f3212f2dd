"""Addresses that send mails back: refused at the door, shown to their owner, believed in again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailConfirmationHMAC

from eccp.core.log import history
from eccp.core.refusals import Refused
from eccp.notices import envelope, services
from eccp.notices.models import AddressTrouble, OutgoingMail
from eccp.notices.reasons import code_in, condemns, why
from eccp.notices.topics import CONVERSATIONS, SECURITY
from tests.factories import PASSWORD, UserFactory
from tests.notices.letters import letter, state_of
from tests.notices.mail_server import Box, serving

pytestmark = pytest.mark.django_db

BRUSSELS = ZoneInfo("Europe/Brussels")
TUESDAY = datetime(2026, 3, 3, 9, tzinfo=BRUSSELS)
WEDNESDAY_7 = datetime(2026, 3, 4, 7, tzinfo=BRUSSELS)
MONDAY_7 = datetime(2026, 3, 9, 7, tzinfo=BRUSSELS)
ADDRESS = "nora@kestrel.example"


@pytest.fixture
def nora() -> Any:
    return UserFactory(email=ADDRESS, name="Nora")


@pytest.fixture
def server(settings: Any) -> Iterator[Box]:
    """A mail server that mails really leave to."""
    with serving(settings) as box:
        yield box


def trouble() -> AddressTrouble:
    """What is known of Nora's address."""
    return AddressTrouble.objects.get(address=ADDRESS)


def come_back(person: Any, code: str = "5.1.1") -> OutgoingMail:
    """A mail to somebody that came back."""
    mail = letter(person, topic=SECURITY)
    services.note_return(mail, code, "No such user")
    return mail


def test_a_real_server_gets_a_signed_envelope_and_the_usual_sender(nora, server, settings, run_tasks):
    settings.BOUNCE_ADDRESS = "bounces@platform.example"
    mail = letter(nora)
    run_tasks()

    (taken,) = server.taken
    assert taken.recipient == ADDRESS
    assert taken.sender == envelope.sender(mail.pk)
    assert taken.sender.startswith(f"bounces+{mail.pk}-")
    assert taken.mail["From"] == settings.DEFAULT_FROM_EMAIL
    assert taken.mail["Message-ID"] == mail.message_id
    assert taken.mail["Auto-Submitted"] == "auto-generated"


def test_without_an_address_for_returns_the_sender_stands_on_the_envelope(nora, server, settings, run_tasks):
    settings.BOUNCE_ADDRESS = ""
    letter(nora)
    run_tasks()

    assert server.taken[0].sender == "contact@eccp.example"
    assert server.taken[0].mail["From"] == settings.DEFAULT_FROM_EMAIL


def test_a_real_server_that_refuses_an_address_is_believed(nora, server, run_tasks):
    server.refused[ADDRESS] = "550 5.1.1 No such user here"
    mail = letter(nora)
    run_tasks()
    held = letter(nora)

    mail.refresh_from_db()
    assert (mail.status, mail.attempts, mail.reason, mail.problem) == (
        "failed",
        1,
        "5.1.1",
        "5.1.1 No such user here",
    )
    assert (trouble().person, trouble().failing, trouble().count, trouble().code) == (nora, True, 1, "5.1.1")
    assert (held.status, held.held_for) == ("held", "trouble")


def test_a_real_server_that_is_busy_with_an_address_is_asked_again(nora, server, run_tasks):
    server.refused[ADDRESS] = "450 4.2.0 Greylisted"
    mail = letter(nora)
    assert run_tasks(may_fail=True) == [("notices.send", "later")]

    assert state_of(mail) == ["waiting"]
    assert not AddressTrouble.objects.exists()


@pytest.mark.parametrize(
    ("answer", "code", "failing"),
    [
        ("550 No such user", "5.0.0", True),
        ("550 5.7.1 We do not like you", "5.7.1", False),
        ("552 5.2.2 Mailbox full", "5.2.2", False),
    ],
)
def test_only_what_is_the_addresss_fault_condemns_it(nora, server, answer, code, failing):
    server.refused[ADDRESS] = answer
    mail = letter(nora)
    services.send(mail.pk)

    assert state_of(mail) == ["failed"]
    assert (trouble().code, trouble().failing) == (code, failing)


@pytest.mark.parametrize(
    ("code", "alone"),
    [
        ("5.1.1", True),
        ("5.2.1", True),
        ("5.0.0", True),
        ("5.2.2", False),
        ("5.2.20", True),
        ("5.7.26", False),
        ("4.4.7", False),
    ],
)
def test_codes_that_condemn(code, alone):
    assert condemns(code) is alone


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("5.1.1", "there is no such mailbox"),
        ("5.1.2", "there is no mail server at this address"),
        ("4.9.9", "the mail server did not take it for days"),
        ("5.9.9", "the mail server sent it back"),
        ("", "the mail server sent it back"),
    ],
)
def test_codes_in_words(code, words):
    assert why(code) == words


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("550 5.1.1 gone", "5.1.1"),
        ("host 10.5.1.1 said 4.4.2", "4.4.2"),
        ("3.1.1", ""),
        ("5.1", ""),
        ("15.1.1", ""),
    ],
)
def test_codes_are_found_in_words(words, code):
    assert code_in(words) == code


def temporary(nora: Any, freeze: Any, *days: float) -> None:
    """Mails that came back for the day only, so many days after Tuesday."""
    for day in days:
        freeze(TUESDAY + timedelta(days=day))
        come_back(nora, "4.4.7")


@pytest.mark.parametrize(
    ("days", "failing"),
    [
        ((0, 1, 2, 3), False),
        ((0, 1, 2, 2, 3), True),
        ((0, 1, 2, 2, 2.99), False),
        ((0, 1, 2, 3, 17), True),
        ((0, 1, 2, 3, 17.01), False),
        ((0, 14.01, 15, 16, 17, 18), True),
    ],
)
def test_five_in_a_row_over_three_days_are_a_bad_address(nora, freeze, days, failing):
    temporary(nora, freeze, *days)

    assert trouble().failing is failing


def test_a_mail_counts_once(nora):
    mail = come_back(nora, "4.4.7")

    assert services.note_return(mail, "4.4.7", "again") is False
    assert trouble().count == 1


def test_what_a_server_says_is_cut_and_has_no_control_characters(nora):
    services.note_return(letter(nora), "5.1.1" + "1" * 20, "No\r\n\x1b[31muser " + "x" * 400)

    assert trouble().words.startswith("No [31muser x")
    assert (len(trouble().words), len(trouble().code)) == (300, 12)


def test_a_bad_address_is_logged_without_itself(nora):
    come_back(nora)
    come_back(nora)

    (entry,) = history(trouble())
    assert (entry.verb, entry.by, entry.changes, entry.note) == (
        "notices.address_fails",
        None,
        {"code": ["", "5.1.1"]},
        "",
    )


def test_while_an_address_is_bad_only_security_goes_there(nora):
    come_back(nora)

    held = letter(nora)
    assert (held.status, held.held_for, held.due_at) == ("held", "trouble", None)
    assert letter(nora, urgent=True).status == "held"
    assert letter(nora, topic=SECURITY).status == "waiting"
    assert letter(nora, secret=True).status == "waiting"
    assert letter(UserFactory()).status == "waiting"


def test_summaries_wait_for_the_address_too(nora):
    services.choose(nora, {"conversations": "daily"}, by=nora)
    mail = letter(nora)

    come_back(nora)

    mail.refresh_from_db()
    assert (mail.held_for, mail.due_at) == ("trouble", None)


@pytest.mark.parametrize(("pace", "due_at"), [("at_once", WEDNESDAY_7), ("weekly", MONDAY_7)])
def test_what_was_held_comes_with_the_next_summary(nora, freeze, pace, due_at):
    freeze(TUESDAY)
    services.choose(nora, {"conversations": pace}, by=nora)
    come_back(nora)
    mail = letter(nora)

    services.clear(ADDRESS.upper())

    mail.refresh_from_db()
    assert (mail.status, mail.held_for, mail.due_at) == ("held", "pace", due_at)
    assert not AddressTrouble.objects.exists()


def test_a_confirmed_address_works_again(nora, client):
    come_back(nora)
    row = nora.emailaddress_set.get()
    row.verified = False
    row.save()

    client.post(f"/en/accounts/confirm-email/{EmailConfirmationHMAC(row).key}/")

    assert not AddressTrouble.objects.exists()


def test_a_new_address_takes_up_what_was_held(nora, freeze, signed_in):
    freeze(TUESDAY)
    come_back(nora)
    mail = letter(nora)
    nora.emailaddress_set.create(email="nora@heron.example", verified=True)

    client = signed_in(nora)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/en/accounts/email/", {"email": "nora@heron.example", "action_primary": ""})

    mail.refresh_from_db()
    nora.refresh_from_db()
    assert nora.email == "nora@heron.example"
    assert (mail.held_for, mail.due_at) == ("pace", WEDNESDAY_7)
    assert AddressTrouble.objects.filter(address=ADDRESS).exists()


def test_every_page_tells_the_owner(nora, signed_in):
    come_back(nora)

    pages = [
        signed_in(nora).get(path).content.decode()
        for path in ("/en/account/", "/en/directory/", "/en/my/mails/")
    ]

    for page in pages:
        assert "Mails to nora@kestrel.example come back since" in page
        assert "there is no such mailbox" in page
        assert 'action="/en/my/mails/try-again/"' in page


def test_nobody_else_is_told(nora, signed_in, client):
    come_back(nora)

    assert "come back since" not in signed_in(UserFactory()).get("/en/directory/").content.decode()
    assert "come back since" not in client.get("/en/directory/").content.decode()


def test_a_passing_trouble_is_not_shown(nora, signed_in):
    come_back(nora, "4.4.7")

    assert "come back since" not in signed_in(nora).get("/en/account/").content.decode()


def test_with_a_new_address_the_old_one_is_of_no_interest(nora, signed_in):
    come_back(nora)
    nora.email = "nora@heron.example"
    nora.save()

    assert "come back since" not in signed_in(nora).get("/en/account/").content.decode()


def test_trying_again_sends_a_test(nora, signed_in, run_tasks, mailoutbox):
    come_back(nora)

    page = signed_in(nora).post("/en/my/mails/try-again/", follow=True).content.decode()
    run_tasks()

    assert "We sent a test to nora@kestrel.example." in page
    assert "come back since" not in page
    assert [mail.subject for mail in mailoutbox] == ["Your address works again"]
    assert [entry.verb for entry in history(nora)] == ["notices.try_again"]


def test_one_may_try_three_times_a_day(nora, freeze):
    for hour in range(3):
        freeze(TUESDAY + timedelta(hours=hour))
        services.try_again(nora, by=nora)

    freeze(TUESDAY + timedelta(hours=23, minutes=59))
    with pytest.raises(Refused) as refused:
        services.try_again(nora, by=nora)
    assert refused.value.refusal.rule == "mail_test_limit"
    assert [way.url for way in refused.value.refusal.ways] == ["/en/accounts/email/"]

    freeze(TUESDAY + timedelta(days=1))
    services.try_again(nora, by=nora)


def test_an_address_without_an_account_is_noted_too():
    mail = services.keep(address="Sam@Heron.example", subject="…", text="…", topic=CONVERSATIONS)
    services.note_return(mail, "5.1.1", "…")

    assert list(AddressTrouble.objects.values_list("address", "person", "failing")) == [
        ("sam@heron.example", None, True)
    ]
