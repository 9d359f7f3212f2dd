"""The ground of all conversations: a thread, and what one side says in it. Rooms above use these two."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from eccp.accounts.models import User
from eccp.conversations.models import Attachment, Message, Thread
from eccp.conversations.services.files import Stored
from eccp.organisations.models import Organisation

SUBJECT_LENGTH = 200


def open_thread(
    organisation: Organisation,
    about: str,
    subject: str,
    *,
    starter: User | None = None,
    starter_for: Organisation | None = None,
    with_organisation: bool = True,
    with_platform: bool = False,
) -> Thread:
    """Begin a conversation about an organisation, and say which sides take part in it."""
    return Thread.objects.create(
        organisation=organisation,
        about=about,
        subject=" ".join(subject.split())[:SUBJECT_LENGTH],
        starter=starter,
        starter_for=starter_for,
        with_organisation=with_organisation,
        with_platform=with_platform,
    )


@transaction.atomic
def write(
    thread: Thread,
    *,
    by: User,
    side: str,
    text: str,
    topic: str = "",
    token: str = "",
    files: Iterable[Stored] = (),
) -> Message:
    """Add what one side says. Whether it may, and who is told, is the caller's to know."""
    message = Message.objects.create(
        thread=thread, by=by, side=side, text=text.strip(), topic=topic, token=token
    )
    for stored in files:
        Attachment.objects.create(
            message=message, file=stored.path, name=stored.name, kind=stored.kind, size=stored.size
        )
        stored.kept = True
    Thread.objects.filter(pk=thread.pk).update(
        last_message_at=Greatest(F("last_message_at"), message.at), updated_at=message.at
    )
    return message
