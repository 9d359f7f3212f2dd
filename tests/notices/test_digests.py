"""Summaries: one mail that carries what was held back, once, without what was read meanwhile."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as box
from django.db import IntegrityError, transaction
from django.utils import timezone

from eccp.core import slots
from eccp.core.clock import run_due
from eccp.notices import services
from eccp.notices.gist import TWO_LINES, gist
from eccp.notices.models import Digest, OutgoingMail
from eccp.notices.services import digests
from eccp.notices.topics import CONVERSATIONS, TEAM, VALIDATION
from tests.factories import UserFactory
from tests.notices.letters import letter, state_of

pytestmark = pytest.mark.django_db

BRUSSELS = ZoneInfo("Europe/Brussels")
TUESDAY = datetime(2026, 3, 3, 9, tzinfo=BRUSSELS)
WEDNESDAY_7 = datetime(2026, 3, 4, 7, tzinfo=BRUSSELS)
MONDAY_7 = datetime(2026, 3, 9, 7, tzinfo=BRUSSELS)
SECOND = timedelta(seconds=1)


@pytest.fixture
def nora(freeze: Any) -> Any:
    """A person who wants summaries once a day, on Tuesday at 9:00."""
    freeze(TUESDAY)
    person = UserFactory(email="nora@kestrel.example", name="Nora")
    services.choose(person, {topic.code: "daily" for topic in (CONVERSATIONS, TEAM, VALIDATION)}, by=person)
    return person


def ask(moment: datetime = WEDNESDAY_7) -> int:
    """The clock comes by."""
    return services.ask_for_digests(moment)


def test_a_summary_carries_what_was_held(nora, freeze, run_tasks):
    first = letter(nora, subject="Sam asks to join", topic=TEAM, url="http://localhost:8000/en/my/3/team/")
    second = letter(nora)
    freeze(WEDNESDAY_7)

    assert ask() == 1
    assert run_tasks() == [("notices.digest", "done"), ("notices.send", "done")]

    (summary,) = box.outbox
    assert summary.subject == "Your summary: Heron Labs wrote to you, and 1 more"
    assert summary.to == ["nora@kestrel.example"]
    words = re.sub(r"\s+", " ", summary.body)
    assert "2 things came in that you have not read on the site yet." in words
    assert "== Your team == * Sam asks to join We build boats. http://localhost:8000/en/my/3/team/" in words
    assert (
        f"== Conversations == * Heron Labs wrote to you We build boats. http://localhost:8000/en/my/mails/{second.pk}/"
        in words
    )
    assert "http://localhost:8000/en/my/mails/settings/" in words
    html = summary.alternatives[0][0]
    assert (
        f'<a href="http://localhost:8000/en/my/mails/{second.pk}/"><strong>Heron Labs wrote to you</strong></a>'
        in html
    )
    assert state_of(first, second) == ["in_digest", "in_digest"]


@pytest.mark.parametrize(("now", "asked"), [(WEDNESDAY_7 - SECOND, 0), (WEDNESDAY_7, 1)])
def test_a_summary_is_asked_for_from_its_moment_on(nora, now, asked):
    letter(nora)

    assert ask(now) == asked


def test_the_clock_asks_by_itself(nora, freeze, run_tasks):
    letter(nora)
    freeze(WEDNESDAY_7)

    assert "notices.ask_for_digests" in run_due(timezone.now())
    run_tasks()

    assert len(box.outbox) == 1


def test_on_monday_daily_and_weekly_come_in_one_mail(nora, freeze, run_tasks):
    services.choose(nora, {"team": "weekly"}, by=nora)
    letter(nora, topic=TEAM)
    freeze(MONDAY_7 - timedelta(hours=1))
    letter(nora)
    freeze(MONDAY_7)

    assert ask(MONDAY_7) == 1
    run_tasks()

    assert len(box.outbox) == 1
    assert "2 things came in" in box.outbox[0].body


def test_each_person_gets_their_own(nora, freeze, run_tasks):
    sam = UserFactory(email="sam@heron.example")
    services.choose(sam, {"conversations": "daily"}, by=sam)
    letter(nora, subject="For Nora")
    letter(sam, subject="For Sam")
    freeze(WEDNESDAY_7)

    assert ask() == 2
    run_tasks()

    assert sorted((mail.to[0], mail.subject) for mail in box.outbox) == [
        ("nora@kestrel.example", "Your summary: For Nora"),
        ("sam@heron.example", "Your summary: For Sam"),
    ]


def test_what_was_read_on_the_site_is_left_out(nora, freeze, run_tasks):
    read, unread = letter(nora, subject="Read"), letter(nora, subject="Unread")
    services.mark_read(read, by=nora)
    freeze(WEDNESDAY_7)
    ask()
    run_tasks()

    assert state_of(read, unread) == ["on_site", "in_digest"]
    assert box.outbox[0].subject == "Your summary: Unread"


def test_when_all_was_read_no_summary_goes(nora, freeze, run_tasks):
    mail = letter(nora)
    ask_later = WEDNESDAY_7 + timedelta(minutes=5)
    freeze(WEDNESDAY_7)
    ask()
    services.mark_read(mail, by=nora)

    assert run_tasks() == [("notices.digest", "done")]
    assert state_of(mail) == ["on_site"]
    assert ask(ask_later) == 0


def test_asking_twice_writes_once(nora, freeze, run_tasks):
    letter(nora)
    freeze(WEDNESDAY_7)

    assert [ask(), ask(WEDNESDAY_7 + timedelta(minutes=5))] == [1, 0]
    run_tasks()
    services.make_digest(Digest.objects.get().pk)
    run_tasks()

    assert ask(WEDNESDAY_7 + timedelta(minutes=10)) == 0
    assert len(box.outbox) == 1


def test_a_moment_is_a_persons_once(nora):
    Digest.objects.create(person=nora, due_at=WEDNESDAY_7, asked_at=WEDNESDAY_7)

    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(person=nora, due_at=WEDNESDAY_7, asked_at=WEDNESDAY_7)


class Died(Exception):
    """The process ends before its work is stored."""


@transaction.atomic
def write_and_die(digest_id: int) -> None:
    """Write a summary that is never stored."""
    services.make_digest(digest_id)
    raise Died


def test_a_process_that_dies_writes_nothing_twice_and_loses_nothing(nora, freeze, run_tasks):
    mail = letter(nora)
    freeze(WEDNESDAY_7)
    ask()

    with pytest.raises(Died):
        write_and_die(Digest.objects.get().pk)
    assert state_of(mail) == ["held"]
    assert OutgoingMail.objects.count() == 1

    run_tasks()
    assert len(box.outbox) == 1
    assert state_of(mail) == ["in_digest"]


@pytest.mark.parametrize(("after", "asked"), [(timedelta(hours=3) - SECOND, 0), (timedelta(hours=3), 1)])
def test_a_summary_that_no_worker_wrote_is_asked_for_again(nora, freeze, after, asked):
    letter(nora)
    freeze(WEDNESDAY_7)
    ask()

    assert ask(WEDNESDAY_7 + after) == asked


def test_what_came_while_the_summary_was_written_comes_with_the_next(nora, freeze, run_tasks):
    letter(nora)
    freeze(WEDNESDAY_7)
    ask()
    run_tasks()
    late = letter(nora)
    OutgoingMail.objects.filter(pk=late.pk).update(due_at=WEDNESDAY_7)

    assert ask(WEDNESDAY_7 + timedelta(minutes=5)) == 0

    late.refresh_from_db()
    assert (late.status, late.due_at) == ("held", WEDNESDAY_7 + timedelta(days=1))
    assert ask(WEDNESDAY_7 + timedelta(days=1)) == 1


@pytest.mark.parametrize("gone", [{"is_active": False}, {"erased_at": TUESDAY}])
def test_people_who_left_get_no_summary(nora, freeze, run_tasks, gone):
    mail = letter(nora)
    type(nora).objects.filter(pk=nora.pk).update(**gone)
    freeze(WEDNESDAY_7)
    ask()

    assert run_tasks() == [("notices.digest", "done")]
    assert state_of(mail) == ["cancelled"]


def test_a_bad_address_gets_no_summary(nora, freeze, run_tasks):
    mail = letter(nora)
    other = letter(nora)
    freeze(WEDNESDAY_7)
    ask()
    services.note_return(other, "5.1.1", "No such user")

    assert run_tasks() == [("notices.digest", "done")]
    mail.refresh_from_db()
    assert (mail.status, mail.held_for, mail.due_at) == ("held", "trouble", None)


def test_a_long_summary_counts_the_rest(nora, freeze, run_tasks):
    mails = [letter(nora, subject=f"Letter {number}.") for number in range(digests.AT_MOST + 1)]
    freeze(WEDNESDAY_7)
    ask()
    run_tasks()

    body = box.outbox[0].body
    assert ["Letter 0." in body, "Letter 49." in body, "Letter 50." in body] == [True, True, False]
    assert "And 1 more among your mails on the site:\nhttp://localhost:8000/en/my/mails/" in body
    assert set(state_of(*mails)) == {"in_digest"}


def test_what_people_wrote_is_not_markup_in_the_summary(nora, freeze, run_tasks):
    letter(nora, subject="<b>Bold</b> & more", text="Dear Nora,\n\n<script>alert(1)</script>\n")
    freeze(WEDNESDAY_7)
    ask()
    run_tasks()

    summary = box.outbox[0]
    assert summary.subject == "Your summary: <b>Bold</b> & more"
    assert "* <b>Bold</b> & more" in summary.body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in summary.alternatives[0][0]
    assert "<script>" not in summary.alternatives[0][0]


def test_summaries_are_not_among_the_copies(nora, freeze, run_tasks, signed_in):
    mail = letter(nora)
    freeze(WEDNESDAY_7)
    ask()
    run_tasks()

    page = signed_in(nora).get("/en/my/mails/")

    assert [row["mail"] for row in page.context["rows"]] == [mail]
    assert "Sent with the summary of Wednesday 4 March, 7:00" in page.content.decode()


@pytest.fixture
def part(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What an upper room adds; the list tells what it was asked for."""
    for ending in ("txt", "html"):
        (tmp_path / f"part.{ending}").write_text("{{ number }} new calls & more")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    asked = []

    def calls(person: Any, since: Any) -> dict[str, Any]:
        asked.append((person, since))
        return {"number": 3}

    monkeypatch.setitem(slots._slots, digests.SLOT, [slots.Entry(50, "part", calls)])
    return asked


def test_upper_rooms_add_a_part(nora, freeze, run_tasks, part):
    for day in range(2):
        freeze(TUESDAY + timedelta(days=day))
        letter(nora)
        freeze(WEDNESDAY_7 + timedelta(days=day))
        ask(WEDNESDAY_7 + timedelta(days=day))
        run_tasks()

    assert "3 new calls & more" in box.outbox[0].body
    assert "3 new calls & more" in box.outbox[0].alternatives[0][0]
    assert part == [(nora, None), (nora, WEDNESDAY_7)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Subject\n\nDear Nora,\n\nFirst.\nSecond.\n\n--\nFoot", "First. Second."),
        ("Other heading\n\nDear Nora,\n\nFirst.", "First."),
        ("Subject\n\nFirst, and more.", "First, and more."),
        (f"Subject\n\n{'x' * 60},\nMore", f"{'x' * 60}, More"),
        ("Subject\n\nAnswer:\nhttps://eccp.example/q\nBye", "Answer: Bye"),
        ("", ""),
    ],
)
def test_two_lines_of_a_letter(text, said):
    assert gist(OutgoingMail(subject="Subject", text=text)) == said


@pytest.mark.parametrize(("length", "cut"), [(TWO_LINES, False), (TWO_LINES + 1, True)])
def test_two_lines_are_two_lines(length, cut):
    said = gist(OutgoingMail(subject="S", text="x" * length))

    assert (len(said), said.endswith("…")) == (TWO_LINES, cut)


@pytest.mark.parametrize("number", [1, 3])
def test_a_summary_asks_the_same_however_many_it_carries(nora, number, django_assert_num_queries):
    for _ in range(number):
        letter(nora)
    digest = Digest.objects.create(person=nora, due_at=WEDNESDAY_7, asked_at=WEDNESDAY_7)

    with django_assert_num_queries(16):
        services.make_digest(digest.pk)

    assert digest.items.count() == number
