"""What comes back by mail: believed when it names a mail of ours, left alone when not, and never a crash."""

import io
import mailbox
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from hypothesis import given, settings
from hypothesis import strategies as st

from eccp.core.log import history
from eccp.notices import envelope, reports, services
from eccp.notices.models import AddressTrouble, OutgoingMail, Preference
from eccp.notices.services.returns import Outcome
from eccp.notices.topics import CONVERSATIONS, SECURITY
from tests.factories import UserFactory
from tests.notices.letters import letter, state_of
from tests.notices.returned import complaint, report

ADDRESS = "nora@kestrel.example"


@pytest.fixture
def nora(db: None, settings: Any) -> Any:
    settings.BOUNCE_ADDRESS = "bounces@platform.example"
    return UserFactory(email=ADDRESS)


@pytest.fixture
def sent(nora: Any) -> OutgoingMail:
    """A mail that the server took."""
    mail = letter(nora)
    services.send(mail.pk)
    return mail


def trouble() -> AddressTrouble:
    """What is known of Nora's address."""
    return AddressTrouble.objects.get(address=ADDRESS)


def test_a_report_to_the_signed_address_is_believed(sent, nora):
    raw = report(to=envelope.sender(sent.pk))

    assert services.receive(raw) == Outcome.RETURNED

    sent.refresh_from_db()
    assert (sent.status, sent.reason) == ("failed", "5.1.1")
    assert sent.problem == "550 5.1.1 <nora@kestrel.example>: Recipient address rejected"
    assert (trouble().person, trouble().code, trouble().failing) == (nora, "5.1.1", True)


@pytest.mark.parametrize("header", ["Delivered-To", "X-Original-To", "Envelope-To"])
def test_the_signed_address_may_stand_where_the_server_writes_it(sent, header):
    raw = f"{header}: {envelope.sender(sent.pk)}\r\n".encode() + report(to="bounces@platform.example")

    assert services.receive(raw) == Outcome.RETURNED


def test_the_signed_address_may_come_beside_the_mail_and_in_capitals(sent):
    assert services.receive(report(), envelope.sender(sent.pk).upper()) == Outcome.RETURNED


@pytest.mark.parametrize("headers_only", [True, False])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_without_a_signature_the_message_id_names_the_mail(sent, headers_only, end):
    assert services.receive(report(sent, headers_only=headers_only, end=end)) == Outcome.RETURNED


def test_a_signature_made_up_names_nothing(sent):
    signed = envelope.sender(sent.pk)
    forged = [
        signed.replace(f"+{sent.pk}-", f"+{sent.pk + 1}-"),
        signed.replace("-", "-0", 1)[:-1],
        f"bounces+{sent.pk}-{'0' * 20}@platform.example",
        f"bounces+{sent.pk}@platform.example",
        "bounces@platform.example",
    ]

    assert [services.receive(report(to=to)) for to in forged] == [Outcome.STRANGE] * 5
    assert state_of(sent) == ["sent"]
    assert not AddressTrouble.objects.exists()


def test_a_message_id_made_up_names_nothing(sent):
    assert services.receive(report(message_id="<1@eccp.example>")) == Outcome.STRANGE
    assert services.receive(report(message_id=sent.message_id.strip("<>"))) == Outcome.STRANGE


def test_signatures_of_the_key_before_still_count(sent, settings):
    signed = envelope.sender(sent.pk)

    settings.SECRET_KEY = "a new one"
    assert services.receive(report(to=signed)) == Outcome.STRANGE
    settings.SECRET_KEY_FALLBACKS = ["tests only"]
    assert services.receive(report(to=signed)) == Outcome.RETURNED


def test_a_report_counts_once(sent):
    raw = report(sent)

    assert [services.receive(raw), services.receive(raw)] == [Outcome.RETURNED, Outcome.KNOWN]
    assert trouble().count == 1


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", ""])
def test_only_what_failed_is_a_return(sent, action):
    assert services.receive(report(sent, action=action)) == Outcome.NO_REPORT
    assert state_of(sent) == ["sent"]


@pytest.mark.parametrize(
    ("status", "said", "code", "failing"),
    [
        ("5.1.1", "smtp; 550 no", "5.1.1", True),
        ("4.4.7", "smtp; 451 later", "4.4.7", False),
        ("5.2.2 (mailbox full)", "smtp; 552 full", "5.2.2", False),
        ("", "smtp; 550 5.1.2 no such domain", "5.1.2", True),
        ("nonsense", "nonsense", "5.0.0", True),
    ],
)
def test_codes_of_reports(sent, status, said, code, failing):
    services.receive(report(sent, status=status, said=said))

    assert (trouble().code, trouble().failing) == (code, failing)


def test_a_report_in_utf_8_is_read_too(sent):
    raw = (
        report(sent, said="smtp; 550 Empfänger unbekannt")
        .replace(b"message/delivery-status", b"message/global-delivery-status")
        .replace(b"text/rfc822-headers", b"message/global-headers")
    )

    assert services.receive(raw) == Outcome.RETURNED
    assert trouble().code == "5.1.1"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: I am away until Monday\r\nAuto-Submitted: auto-replied\r\n\r\nBack soon.",
        report().replace(b"multipart/report", b"multipart/mixed"),
        report().replace(b"message/delivery-status", b"text/plain"),
        report()[:400],
        b"\xff\xfe\x00" * 100,
    ],
    ids=["nothing", "away", "no report", "no status", "half", "bytes"],
)
def test_what_is_no_report_is_left_alone(sent, raw):
    assert services.receive(raw, envelope.sender(sent.pk)) == Outcome.NO_REPORT


@pytest.mark.parametrize("named_by", ["sender", "message_id"])
def test_a_complaint_switches_off_what_can_be_switched_off(sent, nora, named_by):
    sender = envelope.sender(sent.pk) if named_by == "sender" else ""
    raw = complaint(sent, sender=sender, message_id="<x@y>" if sender else "")

    assert [services.receive(raw), services.receive(raw)] == [Outcome.COMPLAINT, Outcome.KNOWN]

    assert dict(Preference.objects.values_list("topic", "pace")) == {
        "conversations": "never",
        "calls": "never",
        "content": "never",
    }
    assert letter(nora).status == "on_site"
    assert letter(nora, topic=SECURITY).status == "waiting"
    assert [entry.verb for entry in history(sent)] == ["notices.complaint"]
    assert not AddressTrouble.objects.exists()


def test_after_a_complaint_one_may_choose_anew(sent, nora):
    raw = complaint(sent)
    services.receive(raw)
    services.choose(nora, {CONVERSATIONS.code: "at_once"}, by=nora)

    services.receive(raw)

    assert letter(nora).status == "waiting"


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("abuse", Outcome.COMPLAINT), ("Fraud", Outcome.COMPLAINT), ("not-spam", Outcome.NO_REPORT)],
)
def test_kinds_of_complaints(sent, kind, outcome):
    assert services.receive(complaint(sent, kind=kind)) == outcome


def test_a_complaint_on_a_mail_to_nobody_with_an_account(nora):
    mail = services.keep(address="sam@heron.example", subject="…", text="…")

    assert services.receive(complaint(mail)) == Outcome.COMPLAINT


GOOD = (report(), report(headers_only=False), report(said="smtp; 550 5.1.1 ä" * 50))


@st.composite
def damaged(draw: Any) -> bytes:
    """A report of which something is lost, doubled, or replaced by anything."""
    raw = bytearray(draw(st.sampled_from(GOOD)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 60)))
        raw[start:end] = draw(
            st.one_of(
                st.binary(max_size=40),
                st.sampled_from(
                    [
                        b"\r\n\r\n",
                        b"--part\r\n",
                        b"Content-Type: message/rfc822\r\n",
                        b'charset="x',
                        b"=?x?b?=?=",
                    ]
                ),
                st.just(bytes(raw[start:end]) * 2),
            )
        )
    return bytes(raw)


@settings(max_examples=300, deadline=None)
@given(st.one_of(damaged(), st.binary(max_size=400)), st.text(max_size=60))
def test_no_mail_makes_the_reader_crash(raw, came_to):
    found = reports.read(raw, came_to)

    assert found is None or isinstance(found.code + found.words + found.signed, str)
    assert all(isinstance(number, int) for number in envelope.mails_named(found.signed if found else came_to))


def test_a_mail_of_many_parts_is_read_only_so_far(sent):
    status = b"--part\r\nContent-Type: message/delivery-status"
    raw = report(sent).replace(status, b"--part\r\n\r\nx\r\n" * 500 + status)

    assert services.receive(raw) == Outcome.NO_REPORT


class Pipe:
    """Standard input that holds bytes."""

    def __init__(self, raw: bytes) -> None:
        self.buffer = io.BytesIO(raw)


def read_bounces(**options: Any) -> str:
    """Run the command, and return what it says."""
    out = io.StringIO()
    call_command("read_bounces", stdout=out, **options)
    return out.getvalue()


def test_the_command_reads_one_mail_from_a_pipe(sent, monkeypatch):
    monkeypatch.setattr("sys.stdin", Pipe(report()))

    assert read_bounces(to=envelope.sender(sent.pk)) == "noted as not delivered\n"
    assert state_of(sent) == ["failed"]


def test_the_command_is_content_with_what_it_does_not_know(nora, monkeypatch):
    monkeypatch.setattr("sys.stdin", Pipe(b"Buy cheap boats"))

    assert read_bounces() == "no report\n"


def test_the_command_reads_a_maildir_and_marks_what_it_read(sent, nora, tmp_path):
    box = mailbox.Maildir(tmp_path / "bounces", create=True)
    box.add(report(to=envelope.sender(sent.pk)))
    box.add(b"Buy cheap boats")

    assert sorted(
        line.split(": ")[1] for line in read_bounces(maildir=tmp_path / "bounces").splitlines()
    ) == [
        "no report",
        "noted as not delivered",
    ]
    assert read_bounces(maildir=tmp_path / "bounces") == ""
    assert [message.get_flags() for message in mailbox.Maildir(tmp_path / "bounces")] == ["S", "S"]
    assert trouble().count == 1

    box.add(report(letter(nora, topic=SECURITY)))
    assert read_bounces(maildir=tmp_path / "bounces").endswith(": noted as not delivered\n")


def test_the_command_says_when_there_is_no_maildir(nora, tmp_path):
    with pytest.raises(CommandError, match="is no Maildir"):
        read_bounces(maildir=tmp_path)


def test_without_a_database_the_mail_server_shall_come_again(nora, monkeypatch):
    def away(*_said: Any) -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr("django.db.models.query.QuerySet.first", away)
    monkeypatch.setattr("sys.stdin", Pipe(report()))
    with pytest.raises(CommandError) as failed:
        read_bounces()

    assert failed.value.returncode == 75
