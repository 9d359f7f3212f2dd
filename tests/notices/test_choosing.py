"""How often mails come: what people chose, what cannot wait, and what is too much."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as box

from eccp.core.log import history
from eccp.notices import services
from eccp.notices.models import OutgoingMail, Pace, Preference
from eccp.notices.models.preferences import paces
from eccp.notices.services.planning import MANY
from eccp.notices.topics import CONVERSATIONS, SECURITY, TEAM, TOPICS, VALIDATION
from tests.factories import UserFactory
from tests.notices.letters import letter, state_of

pytestmark = pytest.mark.django_db

BRUSSELS = ZoneInfo("Europe/Brussels")
TUESDAY = datetime(2026, 3, 3, 9, tzinfo=BRUSSELS)
WEDNESDAY_7 = datetime(2026, 3, 4, 7, tzinfo=BRUSSELS)
MONDAY_7 = datetime(2026, 3, 9, 7, tzinfo=BRUSSELS)


@pytest.fixture
def nora() -> Any:
    return UserFactory(email="nora@kestrel.example")


def wants(person: Any, pace: str, topic: Any = CONVERSATIONS) -> None:
    """Choose a pace."""
    services.choose(person, {topic.code: pace}, by=person)


def test_without_a_choice_mails_leave_at_once(nora, run_tasks):
    mail = letter(nora)

    assert run_tasks() == [("notices.send", "done")]
    assert state_of(mail) == ["sent"]


@pytest.mark.parametrize(("pace", "due_at"), [("daily", WEDNESDAY_7), ("weekly", MONDAY_7)])
def test_mails_wait_for_the_summary_that_was_chosen(nora, run_tasks, freeze, pace, due_at):
    freeze(TUESDAY)
    wants(nora, pace)

    mail = letter(nora)

    assert (mail.status, mail.held_for, mail.due_at) == ("held", "pace", due_at)
    assert run_tasks() == []


def test_a_held_mail_is_among_the_copies_at_once(nora, signed_in, freeze):
    freeze(TUESDAY)
    wants(nora, "weekly")
    letter(nora)

    page = signed_in(nora).get("/en/my/mails/").content.decode()

    assert "Comes with the summary of Monday 9 March, 7:00" in page


def test_a_topic_that_is_off_stands_on_the_site_only(nora, run_tasks):
    wants(nora, "never")

    mail = letter(nora)

    assert run_tasks() == []
    assert state_of(mail) == ["on_site"]


def test_a_choice_is_for_its_topic_and_its_person_only(nora):
    wants(nora, "daily")

    assert state_of(letter(nora, topic=TEAM), letter(UserFactory())) == ["waiting", "waiting"]


@pytest.mark.parametrize(
    ("pace", "state"),
    [("at_once", "waiting"), ("daily", "waiting"), ("weekly", "waiting"), ("never", "on_site")],
)
def test_what_is_urgent_waits_for_no_summary_but_off_is_off(nora, pace, state):
    wants(nora, pace)

    assert state_of(letter(nora, urgent=True)) == [state]


def test_mails_on_security_and_secret_ones_always_leave(nora):
    for topic in (CONVERSATIONS, TEAM, VALIDATION):
        wants(nora, "weekly", topic)

    assert state_of(letter(nora, topic=SECURITY), letter(nora, secret=True)) == ["waiting", "waiting"]


@pytest.mark.parametrize(
    ("topic", "allowed"),
    [
        (SECURITY, ["at_once"]),
        (VALIDATION, ["at_once", "daily", "weekly"]),
        (TEAM, ["at_once", "daily", "weekly"]),
        (CONVERSATIONS, ["at_once", "daily", "weekly", "never"]),
    ],
)
def test_paces_of_each_topic(nora, topic, allowed):
    assert paces(topic) == allowed


@pytest.mark.parametrize("topic", [VALIDATION, TEAM])
def test_what_is_needed_cannot_be_switched_off(nora, topic):
    with pytest.raises(ValueError, match="never"):
        wants(nora, "never", topic)

    assert not Preference.objects.exists()


def test_security_cannot_be_chosen(nora):
    with pytest.raises(KeyError):
        wants(nora, "daily", SECURITY)


def test_a_choice_is_logged_once(nora):
    wants(nora, "daily")
    wants(nora, "daily")

    assert [(entry.verb, entry.by, entry.changes) for entry in history(nora)] == [
        ("notices.choose", nora, {"conversations": ["at_once", "daily"]})
    ]


def test_at_once_releases_what_was_held_but_not_what_was_read(nora, run_tasks):
    wants(nora, "weekly")
    held, read, other = letter(nora), letter(nora), letter(nora, topic=TEAM)
    services.mark_read(read, by=nora)

    wants(nora, "at_once")
    run_tasks()

    assert state_of(held, read, other) == ["sent", "on_site", "sent"]
    assert len(box.outbox) == 2


def test_a_released_mail_goes_to_the_address_of_today(nora, run_tasks):
    wants(nora, "weekly")
    letter(nora)
    nora.email = "nora@heron.example"
    nora.save()

    wants(nora, "at_once")
    run_tasks()

    assert box.outbox[0].to == ["nora@heron.example"]


def test_another_summary_moves_what_was_held(nora, freeze):
    freeze(TUESDAY)
    wants(nora, "weekly")
    mail = letter(nora)

    wants(nora, "daily")

    mail.refresh_from_db()
    assert (mail.status, mail.due_at) == ("held", WEDNESDAY_7)


def test_switching_off_leaves_what_was_held_on_the_site(nora, run_tasks):
    wants(nora, "daily")
    mail = letter(nora)

    services.switch_off(nora, CONVERSATIONS, by=nora)

    assert state_of(mail) == ["on_site"]
    assert run_tasks() == []


def test_settling_a_thing_takes_its_mails_out_of_the_summary(nora):
    other = UserFactory()
    for person in (nora, other):
        wants(person, "daily")
    mine, theirs, else_ = (
        letter(nora, key="thread:7"),
        letter(other, key="thread:7"),
        letter(nora, key="thread:8"),
    )

    services.settle("thread:7", person=nora)

    assert state_of(mine, theirs, else_) == ["on_site", "held", "held"]


def many(person: Any, number: int) -> None:
    """So many mails at once."""
    OutgoingMail.objects.bulk_create(
        OutgoingMail(
            to=person, address=person.email, subject="…", topic="team", message_id=f"<{n}@x>", status="sent"
        )
        for n in range(number)
    )


def test_fifty_mails_an_hour_leave_and_the_next_is_summed_up(nora, freeze):
    freeze(TUESDAY)
    many(nora, MANY - 1)

    fiftieth, next_one = letter(nora), letter(nora)

    assert MANY == 50
    assert (fiftieth.status, next_one.status, next_one.held_for) == ("waiting", "held", "flood")
    assert next_one.due_at == WEDNESDAY_7


def test_an_hour_later_mails_leave_again(nora, freeze):
    freeze(TUESDAY)
    many(nora, MANY)

    freeze(TUESDAY + timedelta(minutes=59))
    assert letter(nora).status == "held"
    freeze(TUESDAY + timedelta(minutes=60))
    assert letter(nora).status == "waiting"


def test_a_flood_stops_neither_security_nor_others_nor_counts_it(nora):
    many(nora, MANY)
    assert state_of(letter(nora, topic=SECURITY), letter(UserFactory())) == ["waiting", "waiting"]

    OutgoingMail.objects.update(topic="security")
    assert letter(nora).status == "waiting"


def test_an_address_without_an_account_gets_its_mail_at_once(nora):
    mail = services.keep(address="sam@heron.example", subject="…", text="…", topic=TEAM)

    assert (mail.to, mail.status) == (None, "waiting")


@pytest.mark.parametrize("topic", [None, SECURITY, TEAM])
def test_keeping_a_mail_asks_the_database_once_about_its_reader(nora, topic, django_assert_num_queries):
    with django_assert_num_queries(5):  # savepoint, reader, mail, task, end of the savepoint
        letter(nora, topic=topic)


def test_the_page_shows_and_stores_the_choice(nora, signed_in):
    client = signed_in(nora)
    page = client.get("/en/my/mails/settings/")
    assert page.context["form"].initial == {
        "validation": "at_once",
        "team": "at_once",
        "conversations": "at_once",
        "calls": "at_once",
        "content": "at_once",
    }

    answer = client.post(
        "/en/my/mails/settings/",
        {
            "validation": "weekly",
            "team": "at_once",
            "conversations": "never",
            "calls": "at_once",
            "content": "at_once",
        },
        follow=True,
    )

    assert "Your choice was saved." in answer.content.decode()
    assert dict(Preference.objects.values_list("topic", "pace")) == {
        "validation": Pace.WEEKLY,
        "conversations": Pace.NEVER,
    }


@pytest.mark.parametrize("wrong", [{"validation": "never"}, {"team": ""}, {"conversations": "hourly"}])
def test_the_page_refuses_what_cannot_be_had(nora, signed_in, wrong):
    data = dict.fromkeys(("validation", "team", "conversations"), "daily") | wrong

    page = signed_in(nora).post("/en/my/mails/settings/", data)

    assert "Choose how often." in page.content.decode()
    assert not Preference.objects.exists()


def test_every_topic_but_security_can_be_chosen(nora, signed_in):
    form = signed_in(nora).get("/en/my/mails/settings/").context["form"]

    assert set(form.fields) == set(TOPICS) - {"security"}
