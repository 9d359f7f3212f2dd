"""A thread and its messages as pages show them: who, when, for whom. Never an address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eccp.accounts.policies import display_name
from eccp.conversations.models import Message, Thread
from eccp.conversations.services.telling import address, speaker
from eccp.core import slots
from eccp.core.working_time import BRUSSELS
from eccp.organisations.models import Organisation

Side, About = Message.Side, Thread.About


@dataclass(frozen=True)
class Said:
    """One message on a page."""

    message: Message
    who: Any
    when: str
    mine: bool
    ours: bool
    is_new: bool


@dataclass(frozen=True)
class Row:
    """One conversation in the list."""

    thread: Thread
    url: str
    who: Any
    speaks_for: Any
    when: str
    last: str
    last_by: Any
    unread: int


def said(
    messages: Iterable[Message], thread: Thread, *, user: Any, side: str, seen: int, now: datetime
) -> list[Said]:
    """Messages as this person reads them; `seen` is up to which one they had read."""
    shown = []
    for message in messages:
        message.thread = thread
        mine = message.by_id == user.pk
        shown.append(
            Said(
                message,
                _("You") if mine else speaker(message, to_validators=side == Side.PLATFORM),
                short(message.at, now),
                mine,
                message.side == side,
                not mine and message.pk > seen,
            )
        )
    return shown


def rows(threads: Sequence[Any], user: Any, mine: set[int], now: datetime) -> list[Row]:
    """Conversations as the list shows them; `mine` are the organisations that the person speaks for."""
    newest = {message.thread_id: message for message in _newest(threads)}
    places = places_of(threads)
    found = []
    for thread in threads:
        last, side = newest.get(thread.pk), side_in(thread, user, mine)
        if last:
            last.thread = thread
        found.append(
            Row(
                thread,
                places.get(thread.pk) or address(thread),
                counterpart(thread, is_sender=side == Side.SENDER),
                speaks_for(thread, side),
                short(thread.last_message_at, now),
                last.text if last else "",
                (_("You") if last.by_id == user.pk else speaker(last)) if last else "",
                getattr(thread, "unread", 0),
            )
        )
    return found


def places_of(threads: Iterable[Thread]) -> dict[int, str]:
    """Where rooms above show threads of their own, by the thread's number.

    They say so by filling the slot "conversations.place"; nobody speaking means: here.
    """
    found: dict[int, str] = {}
    for _template, context in slots.entries("conversations.place", threads=list(threads)):
        found |= context["places"]
    return found


def counterpart(thread: Thread, *, is_sender: bool) -> Any:
    """With whom one speaks in a thread: the sender with the organisation, the others with the sender."""
    if thread.about == About.VALIDATION or (is_sender and not thread.with_organisation):
        return _("The team of the platform")
    if thread.starter is None or is_sender:
        return thread.organisation.name
    name = display_name(thread.starter)
    return f"{name}, {thread.starter_for.name}" if thread.starter_for else name


def side_in(thread: Thread, user: Any, mine: set[int]) -> str:
    """The side of a reader who takes part, told from the organisations that they speak for."""
    if thread.starter_for_id in mine or (thread.starter_for_id is None and thread.starter_id == user.pk):
        return Side.SENDER
    return Side.ORGANISATION if thread.with_organisation and thread.organisation_id in mine else Side.PLATFORM


def speaks_for(thread: Thread, side: str) -> Organisation | None:
    """The organisation for which one takes part; nothing when for oneself, or as a validator."""
    if side == Side.SENDER:
        return thread.starter_for
    return thread.organisation if side == Side.ORGANISATION else None


def short(when: datetime, now: datetime) -> str:
    """A moment in few words, in Brussels time: "today, 14:05", "Tuesday 3 March, 14:05"."""
    there, here = when.astimezone(BRUSSELS), now.astimezone(BRUSSELS)
    day = date_format(there, "l j F" if there.year == here.year else "DATE_FORMAT")
    if there.date() == here.date():
        day = _("today")
    return _("%(day)s, %(clock)s") % {"day": day, "clock": there.strftime("%H:%M")}


def _newest(threads: Sequence[Any]) -> Iterable[Message]:
    """The last message of each thread, in one query."""
    return Message.objects.filter(pk__in=[one.last_pk for one in threads if one.last_pk]).select_related("by")
