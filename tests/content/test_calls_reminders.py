"""Reminders of cut-offs: asking, changing, ending, and who is written to when."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from eccp.content import reminding
from eccp.content.jobs import remind_of_cutoffs
from eccp.content.models import CallPage, Cutoff, Reminder
from eccp.content.personal import erase_reminders, forget_reminders, reminders
from eccp.core.models import LogEntry
from eccp.core.refusals import Refused
from eccp.notices.models import OutgoingMail
from eccp.notices.services import choose
from eccp.notices.switching_off import off_url
from eccp.notices.topics import CALLS
from tests.factories import CallFactory, EditorFactory, UserFactory, cutoff_at

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 26, 11, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon(freeze):
    freeze(NOW)


@pytest.fixture
def nora():
    return UserFactory(name="Nora Heron", language="en")


def call_in(delta, **more):
    return CallFactory(cutoffs=[NOW + delta], **more)


def move(call, *moments):
    page = CallPage.objects.get(pk=call.pk)
    page.cutoffs = [cutoff_at(moment) for moment in moments]
    page.save_revision().publish()


def mails():
    return OutgoingMail.objects.filter(topic=CALLS.code).order_by("pk")


# --- Asking


def test_asking_twice_is_harmless(nora):
    call = call_in(30 * DAY)
    reminding.remind(call, by=nora, days=7)
    reminding.remind(call, by=nora, days=7)

    assert Reminder.objects.get().days == 7
    assert LogEntry.objects.filter(verb="content.remind").count() == 1


def test_the_database_keeps_one_a_person_and_call(nora):
    call = call_in(30 * DAY)
    reminding.remind(call, by=nora, days=7)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(person=nora, call=call, days=3)


def test_the_log_names_people_by_number(nora):
    call = call_in(30 * DAY)
    reminding.remind(call, by=nora, days=7)
    reminding.remind(call, by=nora, days=3)
    reminding.forget(call, by=nora)

    entries = LogEntry.objects.filter(verb__startswith="content.").order_by("pk")
    assert [(one.verb, one.changes, one.by, one.object_id) for one in entries] == [
        ("content.remind", {"days": [None, 7]}, nora, call.pk),
        ("content.remind", {"days": [7, 3]}, nora, call.pk),
        ("content.forget_reminder", {}, nora, call.pk),
    ]


def test_editors_are_reminded_for_themselves():
    editor = EditorFactory()
    reminding.remind(call_in(30 * DAY), by=editor, days=7)

    assert LogEntry.objects.get(verb="content.remind").role == "person"


def test_forgetting_what_is_not_there_says_nothing(nora):
    assert reminding.forget(call_in(DAY), by=nora) is False
    assert not LogEntry.objects.filter(verb="content.forget_reminder").exists()


@pytest.mark.parametrize(
    ("delta", "rule"), [(-SECOND, "call_over"), (0 * DAY, "call_over"), (None, "no_cutoff")]
)
def test_no_reminder_without_a_cutoff_ahead(nora, delta, rule):
    call = CallFactory() if delta is None else call_in(delta)

    with pytest.raises(Refused) as refused:
        reminding.remind(call, by=nora, days=7)

    assert refused.value.refusal.rule == rule
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("days", [0, 2, 15, -1])
def test_only_the_days_that_are_offered(nora, days):
    with pytest.raises(ValueError, match=str(days)):
        reminding.remind(call_in(30 * DAY), by=nora, days=days)


# --- Writing


@pytest.mark.parametrize(
    ("delta", "written"),
    [
        (7 * DAY + SECOND, 0),
        (7 * DAY, 1),
        (7 * DAY - SECOND, 1),
        (SECOND, 1),
        (0 * DAY, 0),
        (-SECOND, 0),
    ],
)
def test_written_within_the_days_and_never_after(nora, delta, written):
    call = CallFactory(cutoffs=[NOW + delta])
    Reminder.objects.create(person=nora, call=call, days=7)
    remind_of_cutoffs()

    assert mails().count() == written


def test_one_mail_a_cutoff(nora, freeze):
    call = CallFactory(cutoffs=[NOW + 7 * DAY, NOW + 20 * DAY])
    reminding.remind(call, by=nora, days=7)
    for _hour in range(3):
        remind_of_cutoffs()
    assert mails().count() == 1

    freeze(NOW + 12 * DAY)
    remind_of_cutoffs()
    assert mails().count() == 1
    freeze(NOW + 13 * DAY)
    remind_of_cutoffs()
    assert mails().count() == 2


@pytest.mark.parametrize("to", [2 * DAY, 6 * DAY])
def test_a_moved_cutoff_is_told_again(nora, to):
    call = call_in(4 * DAY)
    reminding.remind(call, by=nora, days=7)
    remind_of_cutoffs()
    move(call, NOW + to)
    remind_of_cutoffs()
    remind_of_cutoffs()

    assert mails().count() == 2


@pytest.mark.parametrize(("first", "then", "written"), [(7, 3, 2), (3, 7, 1)])
def test_nearer_to_the_cutoff_is_told_again(nora, first, then, written):
    call = call_in(3 * DAY)
    reminding.remind(call, by=nora, days=first)
    remind_of_cutoffs()
    reminding.remind(call, by=nora, days=then)
    remind_of_cutoffs()

    assert mails().count() == written


def test_two_clocks_write_one_mail(nora):
    call = call_in(3 * DAY)
    reminding.remind(call, by=nora, days=7)
    of_the_first, of_the_second = reminding.due(NOW), reminding.due(NOW)  # both have read before one writes

    assert [reminding._tell(one, NOW) for one in of_the_first] == [True]
    assert [reminding._tell(one, NOW) for one in of_the_second] == [False]
    assert mails().count() == 1


def test_a_mail_that_cannot_be_written_leaves_no_note(nora, monkeypatch):
    call = call_in(3 * DAY)
    reminding.remind(call, by=nora, days=7)
    monkeypatch.setitem(reminding.__dict__, "TEMPLATE", "mail/content/none")
    with pytest.raises(Exception, match="none"):
        reminding.write_due(NOW)
    assert Reminder.objects.get().told_of is None

    monkeypatch.undo()
    remind_of_cutoffs()
    assert mails().count() == 1


def test_unpublished_calls_are_silent(nora):
    call = call_in(3 * DAY)
    reminding.remind(call, by=nora, days=7)
    CallPage.objects.get(pk=call.pk).unpublish()
    remind_of_cutoffs()
    assert not mails().exists()

    CallPage.objects.get(pk=call.pk).save_revision().publish()
    remind_of_cutoffs()
    assert mails().count() == 1


def test_who_may_not_sign_in_gets_none(nora):
    reminding.remind(call_in(3 * DAY), by=nora, days=7)
    nora.is_active = False
    nora.save()
    remind_of_cutoffs()

    assert not mails().exists()


def test_the_letter(nora):
    call = CallFactory(
        title="Ships & yards",
        cutoffs=[Cutoff(day=date(2027, 3, 2), hour=time(17), zone="Europe/Lisbon", label="Outline")],
        budget=2400000,
    )
    reminding.remind(CallPage.objects.get(pk=call.pk), by=nora, days=7)
    remind_of_cutoffs()
    letter = mails().get()

    assert letter.subject == "Cut-off on Tuesday 2 March: Ships & yards"
    for words in (
        "Dear Nora Heron,",
        "Tuesday 2 March, 17:00 Lisbon time (18:00 Brussels time), in 4 days",
        "Outline",
        "Budget: €2,400,000",
        "/en/calls/ships-yards/",
    ):
        assert words in letter.text
    assert "Ships &amp; yards" in letter.html
    assert off_url(nora.pk, CALLS) in letter.text
    assert off_url(nora.pk, CALLS) in letter.html


def test_the_letter_in_french(nora):
    nora.language = "fr"
    nora.save()
    reminding.remind(call_in(4 * DAY), by=nora, days=7)
    remind_of_cutoffs()

    assert "mardi 2 mars" in mails().get().text


def test_switched_off_by_the_link_in_the_mail(nora):
    reminding.remind(call_in(3 * DAY), by=nora, days=7)
    Client().post(off_url(nora.pk, CALLS).split("testserver")[-1].replace("http://localhost:8000", ""))
    remind_of_cutoffs()

    assert mails().get().status == OutgoingMail.Status.ON_SITE


@pytest.mark.parametrize(("delta", "status"), [(2 * DAY, "waiting"), (6 * DAY, "held")])
def test_a_summary_that_would_come_too_late_is_not_waited_for(nora, delta, status):
    choose(nora, {CALLS.code: "weekly"}, by=nora)  # the next one leaves on Monday at 7:00
    reminding.remind(call_in(delta), by=nora, days=7)
    remind_of_cutoffs()

    assert mails().get().status == status


# --- On the site


def press(client, call, **sent):
    return client.post(reverse("content:remind", args=[call.pk]), sent)


def test_asking_changing_and_ending_on_the_page(nora, signed_in):
    call, client = call_in(30 * DAY), signed_in(nora)
    page = call.get_url()
    assert "Remind me" in client.get(page).content.decode()

    answer = press(client, call, days="7")
    assert answer["Location"] == f"{page}#remind"
    assert "We write to you 7 days before the next cut-off." in client.get(page).content.decode()
    press(client, call, days="1")
    assert "We write to you 1 day before the next cut-off." in client.get(page).content.decode()
    press(client, call, off="1")
    assert not Reminder.objects.exists()
    press(client, call, off="1")
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(days=7, minutes=1), "We write to you 7 days before the next cut-off."),
        (
            timedelta(days=6, hours=23),
            "The next cut-off is less than 7 days away, so you hear from us right away",
        ),
    ],
)
def test_who_asks_late_is_not_promised_a_day_that_is_over(nora, signed_in, ahead, said):
    call, client = call_in(ahead), signed_in(nora)

    press(client, call, days="7")

    assert said in client.get(call.get_url()).content.decode()


@pytest.mark.parametrize("days", ["", "2", "x", "7 "])
def test_days_that_are_not_offered_change_nothing(nora, signed_in, days):
    call, client = call_in(30 * DAY), signed_in(nora)
    press(client, call, days=days)

    assert not Reminder.objects.exists()
    assert "Choose how many days" in client.get(call.get_url()).content.decode()


def test_others_sign_in_and_come_back():
    call = call_in(30 * DAY)
    html = Client().get(call.get_url()).content.decode()

    assert f"{reverse('account_login')}?next=%2Fen%2Fcalls%2F{call.slug}%2F%23remind" in html
    answer = press(Client(), call, days="7")
    assert answer["Location"].startswith(reverse("account_login"))
    assert not Reminder.objects.exists()


def test_a_closed_call_refuses_by_its_rule(nora, signed_in):
    answer = press(signed_in(nora), call_in(-DAY), days="7")

    assert answer.status_code == 403
    assert "there is no cut-off left to remind you of" in answer.content.decode()


def test_a_draft_is_not_there(nora, signed_in):
    assert press(signed_in(nora), call_in(DAY, live=False), days="7").status_code == 404


@pytest.mark.parametrize(
    ("back", "lands"),
    [
        ("/en/my/reminders/?page=2", "/en/my/reminders/?page=2"),
        ("57", None),
        ("https://evil.example/", None),
        ("//evil.example/", None),
    ],
)
def test_one_comes_back_to_a_page_of_ours(nora, signed_in, back, lands):
    call = call_in(30 * DAY)

    assert press(signed_in(nora), call, days="7", back=back)["Location"] == (
        lands or f"{call.get_url()}#remind"
    )


def test_my_reminders_are_mine_and_paged(nora, signed_in):
    client = signed_in(nora)
    assert "No reminders yet" in client.get("/en/my/reminders/").content.decode()
    calls = [call_in((40 - n) * DAY, title=f"Call {n:02}") for n in range(21)]
    for call in calls:
        reminding.remind(call, by=nora, days=7)
    reminding.remind(call_in(DAY, title="Of somebody else"), by=UserFactory(), days=7)

    first = client.get("/en/my/reminders/")
    assert [row.page.title for _one, row in first.context["rows"]][:2] == ["Call 20", "Call 19"]
    assert len(first.context["rows"]) == 20
    assert [row.page.title for _one, row in client.get("/en/my/reminders/?page=2").context["rows"]] == [
        "Call 00"
    ]
    assert "Of somebody else" not in first.content.decode()


def test_the_account_leads_to_them(nora, signed_in):
    reminding.remind(call_in(30 * DAY), by=nora, days=7)
    html = signed_in(nora).get(reverse("accounts:account")).content.decode()

    assert "We remind you of the cut-offs of 1 call." in html
    assert reverse("content:reminders") in html


# --- Data protection


def test_held_erased_and_forgotten(nora):
    sam = UserFactory()
    for person in (nora, sam):
        reminding.remind(call_in(30 * DAY, title="Boats"), by=person, days=7)
    assert [row["call"] for row in reminders(nora)] == ["Boats"]

    erase_reminders(nora)
    assert reminders(nora) == []
    assert len(reminders(sam)) == 1


@pytest.mark.parametrize(("last", "gone"), [(-SECOND, 1), (0 * DAY, 0), (SECOND, 0)])
def test_forgotten_when_the_call_is_long_closed(nora, last, gone):
    reminding.remind(call := call_in(DAY), by=nora, days=7)
    CallPage.objects.filter(pk=call.pk).update(last_cutoff_at=NOW - 90 * DAY + last)

    assert forget_reminders(NOW - 90 * DAY) == gone
    assert Reminder.objects.count() == 1 - gone
