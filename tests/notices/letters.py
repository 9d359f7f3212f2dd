"""Letters for the tests of this room: short ways to write to somebody, and to let time pass."""

from typing import Any

from eccp.accounts.models import User
from eccp.notices import services
from eccp.notices.models import OutgoingMail
from eccp.notices.topics import CONVERSATIONS


def letter(person: User, **more: Any) -> OutgoingMail:
    """A mail on a conversation."""
    said = {
        "subject": "Heron Labs wrote to you",
        "text": "Heron Labs wrote to you\n\nDear Nora,\n\nWe build boats.\n",
    }
    return services.keep(**{"address": person.email, "topic": CONVERSATIONS} | said | more)


def state_of(*mails: OutgoingMail) -> list[str]:
    """The states that the mails have now."""
    rows = OutgoingMail.objects.in_bulk([mail.pk for mail in mails])
    return [rows[mail.pk].status for mail in mails]
