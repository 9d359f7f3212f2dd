"""Where a mail is, in words for its reader."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from eccp.notices.models import OutgoingMail
from eccp.notices.reasons import why

Status, HeldFor = OutgoingMail.Status, OutgoingMail.HeldFor


@dataclass(frozen=True)
class State:
    """The words; `kind` is that of a badge. `help` says what to do about it."""

    words: str
    kind: str = ""
    help: str = ""
    failed: bool = False


def state(mail: OutgoingMail) -> State:
    """Say where a mail is. Summaries need `digest__mail` at hand."""
    said: dict[str, Any] = {
        Status.WAITING: _on_its_way,
        Status.HELD: _held,
        Status.SENT: _sent,
        Status.IN_DIGEST: _in_digest,
        Status.FAILED: _failed,
    }
    if mail.status in said:
        return said[mail.status](mail)
    if mail.status == Status.CANCELLED:
        return State(_("Not sent"))
    return State(
        _("Only here on the site"), help=_("You read it here first, or chose to have no mails on it.")
    )


def moment(at: datetime) -> str:
    """A day and an hour: "Monday 9 March, 7:00"."""
    return date_format(localtime(at), "l j F, G:i")


def _on_its_way(mail: OutgoingMail) -> State:
    if mail.attempts:
        return State(
            _("On its way, the mail server did not answer yet"),
            "wait",
            _("We try again by ourselves, for about two hours."),
        )
    return State(_("On its way"), "wait")


def _sent(mail: OutgoingMail) -> State:
    return State(_("Sent on %(when)s") % {"when": moment(mail.sent_at or mail.updated_at)})


def _held(mail: OutgoingMail) -> State:
    if mail.held_for == HeldFor.TROUBLE or mail.due_at is None:
        return State(
            _("Not sent, mails to your address come back"),
            "wait",
            _("It comes with the next summary once your address works again."),
        )
    words = _("Comes with the summary of %(when)s") % {"when": moment(mail.due_at)}
    if mail.held_for == HeldFor.FLOOD:
        return State(words, "wait", _("There were very many mails to you within an hour, so we sum them up."))
    return State(words, "wait", _("You chose summaries for this topic."))


def _in_digest(mail: OutgoingMail) -> State:
    summary = mail.digest.mail if mail.digest else None
    if summary is None or summary.status == Status.SENT:
        at = summary.sent_at if summary else None
        return State(_("Sent with the summary of %(when)s") % {"when": moment(at or mail.updated_at)})
    if summary.status == Status.FAILED:
        return _failed(summary)
    return State(_("On its way with a summary"), "wait")


def _failed(mail: OutgoingMail) -> State:
    known = mail.reason or mail.returned_at
    return State(
        _("Could not be delivered: %(why)s") % {"why": why(mail.reason)}
        if known
        else _("Could not be delivered"),
        "wait",
        _("Is the address in your account still right? Then have it sent again."),
        failed=True,
    )
