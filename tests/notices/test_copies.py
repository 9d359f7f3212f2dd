"""The copies on the site: found by topic, told in words, sent again when they did not arrive."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from eccp.core.log import history
from eccp.core.refusals import Refused
from eccp.notices import services
from eccp.notices.models import Digest, OutgoingMail
from eccp.notices.services.again import AGAIN
from eccp.notices.states import state
from eccp.notices.topics import SECURITY, TEAM
from tests.factories import AdministratorFactory, EditorFactory, UserFactory
from tests.notices.letters import letter, state_of

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.fixture
def nora() -> Any:
    return UserFactory(email="nora@kestrel.example")


def failed(person: Any, **more: Any) -> OutgoingMail:
    """A mail that came back."""
    mail = letter(person, **{"topic": SECURITY} | more)
    services.note_return(mail, "5.1.1", "No such user")
    mail.refresh_from_db()
    return mail


def shown(signed_in: Any, person: Any, query: str = "") -> list[OutgoingMail]:
    """The copies on the page."""
    return [row["mail"] for row in signed_in(person).get(f"/en/my/mails/{query}").context["rows"]]


def test_copies_are_found_by_topic_and_by_not_read(nora, signed_in):
    talk, team = letter(nora), letter(nora, topic=TEAM)
    services.mark_read(team, by=nora)

    assert shown(signed_in, nora) == [team, talk]
    assert shown(signed_in, nora, "?topic=team") == [team]
    assert shown(signed_in, nora, "?unread=on") == [talk]
    assert shown(signed_in, nora, "?topic=team&unread=on") == []
    assert shown(signed_in, nora, "?topic=strange") == [team, talk]


def test_a_filter_that_finds_nothing_says_so_and_leads_back(nora, signed_in):
    letter(nora)

    page = signed_in(nora).get("/en/my/mails/?topic=team").content.decode()

    assert "None of the mails to you fits this choice." in page
    assert 'href="/en/my/mails/"' in page


def test_without_mails_there_is_no_filter(nora, signed_in):
    page = signed_in(nora).get("/en/my/mails/").content.decode()

    assert "No mails yet" in page
    assert 'name="topic"' not in page


def test_pages_keep_the_filter(nora, signed_in):
    for _ in range(21):
        letter(nora)

    page = signed_in(nora).get("/en/my/mails/?topic=conversations").content.decode()

    assert 'href="?topic=conversations&amp;page=2"' in page


AT = datetime(2026, 3, 9, 7, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.mark.parametrize(
    ("fields", "words", "kind"),
    [
        ({}, "On its way", "wait"),
        ({"attempts": 1}, "On its way, the mail server did not answer yet", "wait"),
        ({"status": "sent", "sent_at": AT}, "Sent on Monday 9 March, 7:00", ""),
        (
            {"status": "held", "held_for": "pace", "due_at": AT},
            "Comes with the summary of Monday 9 March, 7:00",
            "wait",
        ),
        (
            {"status": "held", "held_for": "flood", "due_at": AT},
            "Comes with the summary of Monday 9 March, 7:00",
            "wait",
        ),
        ({"status": "held", "held_for": "trouble"}, "Not sent, mails to your address come back", "wait"),
        ({"status": "on_site"}, "Only here on the site", ""),
        ({"status": "cancelled"}, "Not sent", ""),
        ({"status": "failed"}, "Could not be delivered", "wait"),
        ({"status": "failed", "reason": "5.1.1"}, "Could not be delivered: there is no such mailbox", "wait"),
    ],
)
def test_states_in_words(fields, words, kind):
    said = state(OutgoingMail(**fields))

    assert (said.words, said.kind) == (words, kind)


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        ({}, "On its way with a summary"),
        ({"status": "sent", "sent_at": AT}, "Sent with the summary of Monday 9 March, 7:00"),
        ({"status": "failed", "reason": "5.2.1"}, "Could not be delivered: the mailbox is closed"),
    ],
)
def test_a_mail_in_a_summary_fares_as_the_summary(summary, words):
    mail = OutgoingMail(status="in_digest", digest=Digest(mail=OutgoingMail(**summary)))

    assert state(mail).words == words


def test_the_page_of_a_failed_mail_says_why_and_sends_it_again(nora, signed_in, run_tasks, mailoutbox):
    mail = failed(nora)
    old_number = mail.message_id
    client = signed_in(nora)
    page = client.get(f"/en/my/mails/{mail.pk}/").content.decode()
    assert "Could not be delivered: there is no such mailbox." in page
    assert f'action="/en/my/mails/{mail.pk}/again/"' in page
    nora.email = "nora@heron.example"
    nora.save()

    page = client.post(f"/en/my/mails/{mail.pk}/again/", follow=True).content.decode()
    run_tasks()

    assert "The mail is on its way again, to nora@heron.example." in page
    mail.refresh_from_db()
    assert (mail.status, mail.attempts, mail.problem, mail.reason, mail.returned_at) == (
        "sent",
        1,
        "",
        "",
        None,
    )
    assert [sent.to for sent in mailoutbox] == [["nora@heron.example"]]
    assert mail.message_id != old_number
    assert [(entry.verb, entry.by, entry.changes) for entry in history(mail)] == [
        ("notices.send_again", nora, {})
    ]


def test_only_what_failed_is_sent_again(nora, signed_in):
    mail = letter(nora)

    assert signed_in(nora).post(f"/en/my/mails/{mail.pk}/again/").status_code == 403
    assert state_of(mail) == ["waiting"]


def test_somebody_elses_and_secret_mails_are_not_there(nora, signed_in):
    secret = failed(nora, secret=True)

    assert signed_in(UserFactory()).post(f"/en/my/mails/{failed(nora).pk}/again/").status_code == 404
    assert signed_in(nora).post(f"/en/my/mails/{secret.pk}/again/").status_code == 404


def fail_again(mail: OutgoingMail) -> None:
    """It came back once more."""
    services.note_return(mail, "5.1.1", "No such user")
    mail.refresh_from_db()


def test_a_person_has_a_mail_sent_again_three_times_an_administrator_more_often(nora):
    mail = failed(nora)
    for _ in range(AGAIN):
        services.send_again(mail, by=nora)
        fail_again(mail)

    with pytest.raises(Refused) as refused:
        services.send_again(mail, by=nora)
    assert (refused.value.refusal.rule, refused.value.refusal.ways[0].url) == (
        "mail_again_limit",
        "/en/accounts/email/",
    )

    services.send_again(mail, by=AdministratorFactory())
    assert state_of(mail) == ["waiting"]


def test_what_was_emptied_cannot_be_sent_again(nora):
    mail = failed(nora)
    OutgoingMail.objects.update(text="")

    with pytest.raises(Refused) as refused:
        services.send_again(mail, by=nora)
    assert refused.value.refusal.rule == "mail_emptied"


def test_a_secret_mail_goes_to_the_address_it_was_asked_for(nora):
    mail = failed(nora, secret=True)
    nora.email = "nora@heron.example"
    nora.save()

    services.send_again(mail, by=AdministratorFactory())

    mail.refresh_from_db()
    assert mail.address == "nora@kestrel.example"


# The back office


LIST = "/backoffice/mails/"


def test_administrators_find_mails_by_address_and_state(nora, signed_in):
    bad, _other = failed(nora), letter(UserFactory(email="sam@heron.example"))
    client = signed_in(AdministratorFactory())

    found = client.get(f"{LIST}?q=kestrel").context["object_list"]
    by_state = client.get(f"{LIST}?status=failed").context["object_list"]

    assert [list(found), list(by_state)] == [[bad], [bad]]
    assert client.get(LIST).context["object_list"].count() == 2


def test_administrators_see_where_a_mail_is_and_not_what_it_says(nora, signed_in):
    bad, secret = (
        failed(nora, text="We build boats."),
        failed(nora, secret=True, text="https://eccp.example/key/"),
    )
    client = signed_in(AdministratorFactory())

    pages = [client.get(f"{LIST}{mail.pk}/").content.decode() for mail in (bad, secret)]

    for page in pages:
        assert "nora@kestrel.example" in page
        assert "Could not be delivered: there is no such mailbox" in page
        assert "No such user" in page
    assert "boats" not in pages[0]
    assert "/key/" not in pages[1]


def test_administrators_send_a_mail_again(nora, signed_in):
    bad, boss = failed(nora), AdministratorFactory()
    client = signed_in(boss)
    assert f'action="{LIST}{bad.pk}/again/"' in client.get(f"{LIST}{bad.pk}/").content.decode()

    answer = client.post(f"{LIST}{bad.pk}/again/", follow=True)

    assert "The mail is on its way again." in answer.content.decode()
    assert state_of(bad) == ["waiting"]
    assert "Send it again" not in answer.content.decode()
    assert history(bad).get().by == boss


def test_what_did_not_fail_is_not_sent_again_there_either(nora, signed_in):
    mail = letter(nora)

    assert signed_in(AdministratorFactory()).post(f"{LIST}{mail.pk}/again/").status_code == 403


@pytest.mark.parametrize("path", ["", "results/", "{pk}/", "{pk}/again/"])
def test_editors_see_nothing_of_it(nora, signed_in, path):
    mail = failed(nora)
    client = signed_in(EditorFactory())

    for ask in (client.get, client.post):
        answer = ask(LIST + path.format(pk=mail.pk))
        assert answer.status_code in {302, 403, 405}
        assert "kestrel" not in answer.content.decode()
    assert state_of(mail) == ["failed"]


@pytest.mark.parametrize("path", ["add/", "edit/1/", "delete/1/", "1/again/"])
def test_there_is_nothing_to_add_change_or_delete(signed_in, path):
    assert signed_in(AdministratorFactory()).get(LIST + path).status_code in {302, 403, 404}


def test_a_week_later_than_today_nothing_changes(nora, freeze):
    """A failed mail stays as it is until somebody sends it again."""
    freeze(TUESDAY)
    mail = failed(nora)
    freeze(TUESDAY + timedelta(days=7))

    services.send(mail.pk)

    assert state_of(mail) == ["failed"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_however_many(nora, signed_in, count, django_assert_num_queries):
    for _ in range(count):
        letter(nora)
    client = signed_in(AdministratorFactory())
    client.get(LIST)

    with django_assert_num_queries(12):
        assert client.get(LIST).context["object_list"].count() == count
