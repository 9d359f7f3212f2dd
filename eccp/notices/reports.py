"""Reading what comes back by mail: delivery reports (RFC 3464, 5337) and complaints (RFC 5965).

Only reads; whether to believe a report is decided by `services/returns.py`. Whatever else arrives,
automatic answers, advertising, half a mail, is None.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from itertools import islice

from eccp.notices.reasons import code_in

MOST_PARTS = 50
MOST_BLOCKS = 50
FAILED = "failed"
COMPLAINTS = {"abuse", "fraud", "other", "virus"}

# Where a mail server writes the address that a returned mail came to.
CAME_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To")
MESSAGE_ID = re.compile(r"<[^<>\s]{1,198}>")
BLANK = re.compile(r"\r?\n[ \t]*\r?\n")


@dataclass(frozen=True)
class Report:
    """What came back: the places where its signature may stand, and the mails that it says it is about."""

    signed: str
    message_ids: tuple[str, ...]
    complaint: bool = False
    code: str = ""
    words: str = ""


def read(raw: bytes, came_to: str = "") -> Report | None:
    """Read one mail. `came_to` is the address it arrived at, where the mail server says it beside the mail."""
    mail = email.message_from_bytes(raw)
    if mail.get_content_type() != "multipart/report":
        return None
    parts = list(islice(mail.walk(), MOST_PARTS))
    signed = [came_to, *(str(value) for name in CAME_TO for value in mail.get_all(name, []))]
    for part in parts:
        kind = part.get_content_type()
        if kind in {"message/delivery-status", "message/global-delivery-status"}:
            return _bounce(part, parts, signed)
        if kind == "message/feedback-report":
            return _complaint(part, parts, signed)
    return None


def _bounce(part: Message, parts: list[Message], signed: list[str]) -> Report | None:
    """A delivery report that says of somebody that the mail will not arrive.

    One that says "delayed" is no end yet, one that says "delivered" no trouble.
    """
    failed = next((block for block in _blocks(part) if _field(block, "Action").lower() == FAILED), None)
    if failed is None:
        return None
    words = _field(failed, "Diagnostic-Code")
    code = code_in(_field(failed, "Status")) or code_in(words) or "5.0.0"
    signed = [*signed, *_returned(parts, "Return-Path")]
    said = words.partition(";")[2].strip() if ";" in words else words
    return Report(signed=" ".join(signed), message_ids=_message_ids(parts), code=code, words=said)


def _complaint(part: Message, parts: list[Message], signed: list[str]) -> Report | None:
    """A report that somebody marked a mail as unwanted."""
    blocks = list(_blocks(part))
    kinds = {_field(block, "Feedback-Type").lower() for block in blocks}
    if not kinds & COMPLAINTS:
        return None
    senders = [_field(block, "Original-Mail-From") for block in blocks]
    signed = [*signed, *senders, *_returned(parts, "Return-Path")]
    return Report(signed=" ".join(signed), message_ids=_message_ids(parts), complaint=True)


def _blocks(part: Message) -> Iterator[Message]:
    """The groups of fields of a report. They stand as messages or as text, as the part's type has it."""
    payload = part.get_payload()
    inner = payload if isinstance(payload, list) else [payload]
    for one in islice(inner, MOST_BLOCKS):
        if isinstance(one, Message):
            yield one
        text = one.get_payload() if isinstance(one, Message) else one
        if isinstance(text, str) and text.strip():
            blocks = BLANK.split(text, maxsplit=MOST_BLOCKS)
            yield from (HeaderParser().parsestr(block.lstrip()) for block in blocks)


def _returned(parts: list[Message], name: str) -> list[str]:
    """A field of the mail that came back, or of its headers."""
    found = []
    for part in parts:
        kind = part.get_content_type()
        if kind in {"message/rfc822", "message/global"}:
            inner = part.get_payload()
            found += [_field(one, name) for one in inner if isinstance(one, Message)] if inner else []
        elif kind in {"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}:
            payload = part.get_payload(decode=True)
            text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
            found += [_field(HeaderParser().parsestr(text.lstrip()), name)]
            found += [_field(block, name) for block in _blocks(part)]
    return [words for words in found if words]


def _message_ids(parts: list[Message]) -> tuple[str, ...]:
    return tuple(
        number for words in _returned(parts, "Message-ID") for number in MESSAGE_ID.findall(words)[:1]
    )


def _field(message: Message, name: str) -> str:
    """A field in one line; the comment that some servers put behind a value stays."""
    return " ".join(str(message.get(name, "")).split())
