"""Writing to each other."""

from django.db import transaction

from eccp.accounts.models import User
from eccp.conversations.models import Message, Thread
from eccp.organisations.models import Organisation


def open_thread(organisation: Organisation, about: str, subject: str) -> Thread:
    """Begin a conversation with an organisation."""
    return Thread.objects.create(organisation=organisation, about=about, subject=subject[:200])


@transaction.atomic
def write(thread: Thread, *, by: User, side: str, text: str, topic: str = "") -> Message:
    """Add what one side says."""
    return Message.objects.create(thread=thread, by=by, side=side, text=text.strip(), topic=topic)
