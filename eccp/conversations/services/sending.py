"""Beginning a conversation, going on with it, ending it. Each asks its rule, logs, and tells the other side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from eccp.accounts.models import User
from eccp.conversations import policies
from eccp.conversations.errors import subject_of
from eccp.conversations.models import Block, Message, Thread
from eccp.conversations.services import telling
from eccp.conversations.services.files import Stored, Upload, stored
from eccp.conversations.services.threads import open_thread, write
from eccp.core.log import log
from eccp.core.refusals import Refusal, Refused, require
from eccp.organisations.models import Organisation

Side, About = Message.Side, Thread.About


@dataclass(frozen=True)
class Begun:
    """What came of beginning a conversation. `said` is False where an open one was there already."""

    thread: Thread
    said: bool


def begin(
    organisation: Organisation,
    *,
    by: User,
    subject: str,
    text: str,
    starter_for: Organisation | None = None,
    files: Sequence[Upload] = (),
    token: str = "",
) -> Begun:
    """Get in touch with an organisation, for oneself or for one's own.

    Where a conversation with it is open, nothing is said and that one comes back: the caller shows
    it with what was typed. `Refused` with the rule, `NotStored` when the disk fails.
    """
    try:
        with stored(files) as kept, transaction.atomic():
            return _begin(
                organisation,
                starter_for=starter_for,
                by=by,
                subject=subject,
                words=_words(text),
                kept=kept,
                token=token,
            )
    except IntegrityError:
        # A colleague, or another tab, was quicker by a moment.
        thread = Thread.objects.between(by, starter_for, organisation).open().first()
        if thread is None:
            raise
        return Begun(thread, said=_said_already(by, token) is not None)


def report(
    organisation: Organisation,
    *,
    by: User,
    error: str,
    text: str,
    files: Sequence[Upload] = (),
    token: str = "",
) -> Thread:
    """Report an error in a profile to the validators, and to its people unless they block the person.

    `error` is a code of `errors.ERRORS`. `Refused` with the rule, `NotStored` when the disk fails.
    """
    words = _words(text)
    with stored(files) as kept, transaction.atomic():
        _one_at_a_time(by)
        if there := _said_already(by, token):
            return there.thread
        require(
            policies.refuses_reporting(by, organisation)
            or policies.refuses_one_more_thread(by)
            or policies.refuses_one_more_message(by)
        )
        blocked = Block.objects.of(None, organisation).against(by, None).exists()
        thread = open_thread(
            organisation,
            About.ERROR,
            subject_of(error),
            starter=by,
            with_organisation=policies.has_people(organisation) and not blocked,
            with_platform=True,
        )
        message = write(thread, by=by, side=Side.SENDER, text=words, topic=error, token=token, files=kept)
        log(thread, "conversations.report", by=by, changes={"error": ["", error]})
        telling.told(message)
        return thread


def send(
    thread: Thread,
    *,
    by: User,
    text: str,
    files: Sequence[Upload] = (),
    token: str = "",
    closing: bool = False,
) -> Message:
    """Say something in a conversation, and close it with that if asked.

    `Refused` with the rule: closed or blocked meanwhile, too many, nobody there.
    """
    words = _words(text)
    with stored(files) as kept, transaction.atomic():
        _one_at_a_time(by)
        if there := _said_already(by, token):
            return there
        row = Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
        side = policies.side_of(by, row)
        require(policies.refuses_writing(by, row, side) or policies.refuses_one_more_message(by))
        if closing:
            require(policies.refuses_closing(by, row, side))
        message = write(row, by=by, side=str(side), text=words, token=token, files=kept)
        log(row, "conversations.write", by=by, changes={"files": [0, len(kept)]} if kept else None)
        if closing:
            _close(row, by=by)
        telling.told(message)
        return message


@transaction.atomic
def close(thread: Thread, *, by: User) -> None:
    """End a conversation: it can be read, and nothing more is said in it."""
    row = Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
    require(policies.refuses_closing(by, row))
    _close(row, by=by)


def _begin(
    organisation: Organisation,
    *,
    starter_for: Organisation | None,
    by: User,
    subject: str,
    words: str,
    kept: list[Stored],
    token: str,
) -> Begun:
    _one_at_a_time(by)
    if there := _said_already(by, token):
        return Begun(there.thread, said=True)
    require(policies.refuses_contact(by, organisation))
    if thread := Thread.objects.between(by, starter_for, organisation).open().visible_to(by).first():
        return Begun(thread, said=False)
    require(policies.refuses_contact_for(by, starter_for, organisation))
    thread = open_thread(organisation, About.CONTACT, subject, starter=by, starter_for=starter_for)
    message = write(thread, by=by, side=Side.SENDER, text=words, token=token, files=kept)
    log(thread, "conversations.begin", by=by)
    telling.told(message)
    return Begun(thread, said=True)


def _close(thread: Thread, *, by: User) -> None:
    thread.closed_at, thread.closed_by = timezone.now(), by
    thread.save(update_fields=["closed_at", "closed_by", "updated_at"])
    log(thread, "conversations.close", by=by)
    telling.closed(thread)


def _one_at_a_time(by: User) -> None:
    """Let a person's own messages come one after the other, so that limits and tokens hold."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)


def _said_already(by: User, token: str) -> Message | None:
    """What this person said with this very form before."""
    said = Message.objects.filter(by=by, token=token).select_related("thread") if token else None
    return said.first() if said is not None else None


def _words(text: str) -> str:
    """What was really said; `Refused` when it is nothing."""
    if not text.strip():
        raise Refused(Refusal("words_needed"))
    return text.strip()
