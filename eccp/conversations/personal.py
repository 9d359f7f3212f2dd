"""What the room holds on a person, what goes with them, and what is forgotten in time.

What somebody wrote to others stays with those who got it, as a letter does: without the name, which
goes with the account. The files stay for the same reason. What concerns the person alone goes.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from eccp.conversations.models import Block, Message, Reading, Thread
from eccp.conversations.services.forgetting import forget_quiet_threads
from eccp.core.personal import erases, forgets, holds

YEARS = 3


@holds("conversations.messages", _("Messages you wrote"))
def messages(person: Any) -> list[dict[str, Any]]:
    """Every message of the person, with its conversation and the names of its files."""
    said = (
        Message.objects.filter(by=person)
        .select_related("thread__organisation")
        .prefetch_related("attachments")
    )
    return [
        {
            "conversation": message.thread.pk,
            "with": message.thread.organisation.name,
            "subject": message.thread.subject,
            "at": message.at.isoformat(),
            "text": message.text,
            "files": [one.name for one in message.attachments.all()],
        }
        for message in said
    ]


@holds("conversations.threads", _("Conversations you take part in"))
def threads(person: Any) -> list[dict[str, Any]]:
    """The conversations that the person began, or has opened, as far as they still take part in them."""
    return [
        {
            "conversation": row.pk,
            "about": row.about,
            "with": row.organisation.name,
            "in_the_name_of": row.starter_for.name if row.starter_for else "",
            "subject": row.subject,
            "begun_at": row.created_at.isoformat(),
            "begun_by_you": row.starter_id == person.pk,
            "closed_at": row.closed_at.isoformat() if row.closed_at else "",
        }
        for row in Thread.objects.in_inbox_of(person).select_related("organisation", "starter_for")
    ]


@holds("conversations.blocks", _("Whom you block"))
def blocks(person: Any) -> list[dict[str, Any]]:
    """The blocks that the person made, for themselves or for an organisation."""
    rows = Block.objects.filter(by=person).select_related(
        "organisation", "blocked_organisation", "blocked_person"
    )
    return [
        {
            "for": row.organisation.name if row.organisation else "",
            "against": row.against,
            "since": row.created_at.isoformat(),
        }
        for row in rows
    ]


@erases()
def erase(person: Any) -> None:
    """Take away how far the person read, and what keeps messages from or to them alone."""
    Reading.objects.filter(person=person).delete()
    Block.objects.filter(person=person).delete()
    Block.objects.filter(blocked_person=person, blocked_organisation=None).delete()
    for block in Block.objects.filter(blocked_person=person).select_for_update():
        mine = {"organisation": block.organisation_id, "person": block.person_id}
        theirs = {"blocked_organisation": block.blocked_organisation_id, "blocked_person": None}
        if Block.objects.filter(**mine, **theirs).exists():  # another who left was blocked with it
            block.delete()
        else:
            block.blocked_person = None
            block.save(update_fields=["blocked_person", "updated_at"])


@forgets(
    "conversations.threads",
    _("Conversations, with their messages and files"),
    days=365 * YEARS,
    why=_(
        "Long enough to look something up in a partnership that lasts. Nothing obliges us to keep them longer."
    ),
)
def forget(before: datetime) -> int:
    """Delete conversations in which nothing was said since; those of validation belong to its records."""
    return forget_quiet_threads(before)
