"""Outgoing mail: sent once, tried again, given up, and never half written."""

import smtplib
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from eccp.core.tasks import ATTEMPTS, TryLater, pause
from eccp.notices import services
from eccp.notices.models import OutgoingMail
from eccp.notices.topics import TEAM
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Brussels"))
BUSY = smtplib.SMTPServerDisconnected("Connection unexpectedly closed")


class Failing(BaseEmailBackend):
    """A mail server that fails in the way that the test says."""

    problem: ClassVar[Exception] = BUSY

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Fail."""
        raise self.problem


@pytest.fixture
def failing(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the mail server fail with the problem given; `failing(None)` lets it work again."""

    def fail(problem: Exception | None) -> None:
        settings.DELIVERY_BACKEND = (
            f"{__name__}.Failing" if problem else "django.core.mail.backends.locmem.EmailBackend"
        )
        monkeypatch.setattr(Failing, "problem", problem)
        monkeypatch.setattr("eccp.notices.services.sending.get_connection", connection)

    def connection(backend: str) -> BaseEmailBackend:
        return Failing() if backend == f"{__name__}.Failing" else django_mail.get_connection(backend)

    return fail


def keep(**more: Any) -> OutgoingMail:
    """A mail that waits."""
    return services.keep(
        **{"address": "nora@kestrel.example", "subject": "A question", "text": "Dear …"} | more
    )


def test_a_mail_leaves_with_both_parts(run_tasks: Any) -> None:
    row = keep(html="<p>Dear …</p>")

    assert run_tasks() == [("notices.send", "done")]

    row.refresh_from_db()
    (sent,) = django_mail.outbox
    assert (row.status, row.attempts, row.sent_at is None) == ("sent", 1, False)
    assert (sent.to, sent.subject, sent.body) == (["nora@kestrel.example"], "A question", "Dear …")
    assert sent.alternatives == [("<p>Dear …</p>", "text/html")]
    assert sent.extra_headers == {"Message-ID": row.message_id, "Auto-Submitted": "auto-generated"}


def test_a_mail_is_sent_once_though_the_task_runs_twice() -> None:
    row = keep()

    services.send(row.pk)
    services.send(row.pk)

    assert len(django_mail.outbox) == 1


def test_of_two_workers_that_read_the_same_row_one_takes_it() -> None:
    row = keep()
    one, other = OutgoingMail.objects.get(pk=row.pk), OutgoingMail.objects.get(pk=row.pk)

    assert [services.take(one), services.take(other)] == [True, False]


def test_a_busy_server_is_asked_again_later(failing: Any, run_tasks: Any, freeze: Any) -> None:
    freeze(MONDAY)
    failing(BUSY)
    row = keep()

    assert run_tasks(may_fail=True) == [("notices.send", "later")]
    row.refresh_from_db()
    assert (row.status, row.attempts, row.problem) == ("waiting", 1, "Connection unexpectedly closed")

    failing(None)
    freeze(MONDAY + pause(1) + timedelta(seconds=1))
    assert run_tasks() == [("notices.send", "done")]
    row.refresh_from_db()
    assert (row.status, row.attempts, row.problem) == ("sent", 2, "")


def test_after_the_last_attempt_a_mail_has_failed(failing: Any) -> None:
    failing(BUSY)
    row = keep()

    for _ in range(ATTEMPTS - 1):
        with pytest.raises(TryLater):
            services.send(row.pk)
    services.send(row.pk)

    row.refresh_from_db()
    assert (row.status, row.attempts, row.text) == ("failed", ATTEMPTS, "Dear …")
    failing(None)
    services.send(row.pk)
    assert django_mail.outbox == []


FOR_GOOD = [
    (smtplib.SMTPRecipientsRefused({"nora@kestrel.example": (550, b"No such user")}), "No such user"),
    (smtplib.SMTPDataError(554, b"We take this for spam"), "(554, b'We take this for spam')"),
    (ValueError("Header values can't contain newlines"), "Header values can't contain newlines"),
]
FOR_NOW = [
    BUSY,
    TimeoutError("timed out"),
    smtplib.SMTPRecipientsRefused({"nora@kestrel.example": (450, b"Greylisted")}),
    smtplib.SMTPDataError(451, b"Try later"),
    smtplib.SMTPAuthenticationError(535, b"Wrong password"),
    smtplib.SMTPSenderRefused(550, b"Who are you?", "platform@platform.example"),
]


@pytest.mark.parametrize(("problem", "words"), FOR_GOOD, ids=repr)
def test_what_is_refused_for_good_fails_at_once(failing: Any, problem: Exception, words: str) -> None:
    failing(problem)
    row = keep()

    services.send(row.pk)

    row.refresh_from_db()
    assert (row.status, row.attempts, row.problem) == ("failed", 1, words)


@pytest.mark.parametrize("problem", FOR_NOW, ids=repr)
def test_what_may_pass_is_tried_again(failing: Any, problem: Exception) -> None:
    failing(problem)
    row = keep()

    with pytest.raises(TryLater):
        services.send(row.pk)

    row.refresh_from_db()
    assert (row.status, row.problem) == ("waiting", str(problem))


class Mistake(Exception):
    """Something goes wrong after the mail was written."""


@transaction.atomic
def write_and_fail() -> None:
    """A verb that writes a mail and then fails."""
    keep()
    raise Mistake


def test_a_rollback_leaves_neither_mail_nor_task() -> None:
    with pytest.raises(Mistake):
        write_and_fail()

    assert not OutgoingMail.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_a_subject_cannot_bring_headers_of_its_own(end: str) -> None:
    row = keep(subject=f"Kestrel{end}Bcc: everybody@kestrel.example")
    services.send(row.pk)

    (sent,) = django_mail.outbox
    assert sent.subject == "Kestrel Bcc: everybody@kestrel.example"
    assert sent.message()["Bcc"] is None
    assert sent.recipients() == ["nora@kestrel.example"]


def test_a_long_subject_is_cut() -> None:
    assert len(keep(subject="x" * 400).subject) == 300


def test_a_mail_speaks_the_language_of_the_person(settings: Any, tmp_path: Path) -> None:
    words = "{% load i18n %}{% get_current_language as code %}{{ code }}: {{ person.name }}"
    for part in ("subject.txt", "txt", "html"):
        (tmp_path / f"greeting.{part}").write_text(words)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]

    row = services.mail(UserFactory(language="fr", name="Zoé d'Arc"), "greeting", {}, topic=TEAM)

    assert row.subject == "fr: Zoé d'Arc"
    assert row.html == "fr: Zoé d&#x27;Arc"


def test_a_mail_by_django_goes_into_the_table_for_its_person() -> None:
    nora = UserFactory(email="nora@kestrel.example")

    send_mail("Hello", "Text", None, ["Nora Quill <Nora@Kestrel.example>", "other@kestrel.example"])

    rows = OutgoingMail.objects.order_by("pk").values_list("to", "address", "subject", "secret")
    assert list(rows) == [
        (nora.pk, "Nora@Kestrel.example", "Hello", False),
        (None, "other@kestrel.example", "Hello", False),
    ]
    assert django_mail.outbox == []
