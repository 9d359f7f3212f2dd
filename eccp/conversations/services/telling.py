"""Who hears of a message: the other sides, by a notice, and by a mail that says what was written.

Validators get notices only: a busy day must not become a flood of mails. Colleagues on the
writer's own side find it among their conversations. No address of anybody stands in a mail.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from eccp.accounts.models import User
from eccp.accounts.policies import display_name
from eccp.conversations.models import Message, Thread
from eccp.conversations.policies import people_of
from eccp.notices import services as notices
from eccp.notices.topics import CONVERSATIONS
from eccp.organisations.services.telling import validators

Side = Message.Side
WROTE = gettext_lazy("%(who)s wrote to you: %(subject)s")
REPORTED = gettext_lazy("Somebody reports about %(name)s: %(subject)s")


def key(thread: Thread) -> str:
    """The key of the notices about a thread: what waits, waits once for each person."""
    return key_of(thread.pk)


def key_of(thread_id: int) -> str:
    """The key, by the thread's number."""
    return f"thread:{thread_id}"


def address(thread: Thread) -> str:
    """Where the thread is read."""
    return reverse("conversations:thread", args=[thread.pk])


def told(message: Message) -> None:
    """Tell the sides that did not write. What one validator answered waits for none of them any more."""
    thread = message.thread
    if message.side == Side.PLATFORM:
        for person in validators():
            notices.settle(key(thread), person=person)
    for person in _readers(message):
        with override(person.language):
            _tell(person, thread, WROTE % _words(message))
        letter = _letter(message, person)
        notices.mail(person, "mail/conversations/message", letter, topic=CONVERSATIONS, key=key(thread))
    if thread.with_platform and message.side != Side.PLATFORM:
        _tell_validators(message)


def closed(thread: Thread) -> None:
    """Nothing waits for a validator; the others learn it from what was said, or where they read."""
    if thread.with_platform:
        for person in validators():
            notices.settle(key(thread), person=person)


def speaker(message: Message, *, to_validators: bool = False) -> str:
    """Who says a message: the name, with the organisation. A validator has a name for validators only."""
    thread = message.thread
    if message.side == Side.PLATFORM and not to_validators:
        return _("The team of the platform")
    if message.side == Side.PLATFORM:
        return display_name(message.by)
    organisation = thread.organisation if message.side == Side.ORGANISATION else thread.starter_for
    name = display_name(message.by)
    return f"{name}, {organisation.name}" if organisation else name


def _readers(message: Message) -> Iterable[User]:
    """The people of the other sides, each once, and nobody of the writer's own."""
    thread = message.thread
    own = {message.by_id, *(person.pk for person in people_of(thread, message.side))}
    others = (side for side in (Side.SENDER, Side.ORGANISATION) if side != message.side)
    found = {person.pk: person for side in others for person in people_of(thread, side)}
    return [person for pk, person in found.items() if pk not in own]


def _tell_validators(message: Message) -> None:
    thread = message.thread
    taking_part = {
        person.pk for side in (Side.SENDER, Side.ORGANISATION) for person in people_of(thread, side)
    }
    for person in validators():
        if person.pk == message.by_id or person.pk in taking_part:
            continue
        with override(person.language):
            words = REPORTED % {"name": thread.organisation.name, "subject": thread.subject}
            _tell(person, thread, words)


def _tell(person: User, thread: Thread, words: str) -> None:
    about = thread.organisation.name
    notices.tell(person, key(thread), words, address(thread), topic=CONVERSATIONS, about=about)


def _words(message: Message) -> dict[str, str]:
    return {"who": speaker(message), "subject": message.thread.subject}


def _letter(message: Message, person: User) -> dict[str, Any]:
    thread = message.thread
    with override(person.language):
        who = speaker(message)
        return {
            "who": who,
            "thread": thread,
            "organisation": thread.organisation,
            "is_report": thread.about == Thread.About.ERROR,
            "text": message.text,
            "files": [one.name for one in message.attachments.all()],
            "closed": not thread.is_open,
            "button_url": settings.SITE_URL + address(thread),
            "button_label": _("Read and answer") if thread.is_open else _("Read it on the platform"),
        }
