"""The thread of an application: who said what about which criterion, and what is still unanswered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eccp.accounts.policies import display_name
from eccp.conversations.models import Message
from eccp.validation.models import Application
from eccp.validation.views.moments import short


@dataclass(frozen=True)
class Told:
    """One message on a page. `ours` is what the platform's side said."""

    who: str
    when: str
    ours: bool
    title: Any
    text: str
    by_id: int


def thread(application: Application, titles: dict[str, Any], now: datetime) -> list[Told]:
    """Everything that was said, oldest first."""
    return [
        Told(
            display_name(message.by),
            short(message.at, now),
            message.side == Message.Side.PLATFORM,
            titles.get(message.topic, ""),
            message.text,
            message.by_id,
        )
        for message in application.thread.messages.select_related("by")
    ]


def questions(application: Application) -> dict[str, str]:
    """The questions asked since the last answer, by criterion; several on one criterion in one text."""
    if application.status != Application.Status.ASKED:
        return {}
    open_ones: dict[str, str] = {}
    for message in application.thread.messages.all():
        if message.side != Message.Side.PLATFORM:
            open_ones = {}
        else:
            before = open_ones.get(message.topic)
            open_ones[message.topic] = f"{before}\n{message.text}" if before else message.text
    return open_ones
