"""What this room shows on pages of others: the ways to write on a profile, and the conversations in the menu."""

from typing import Any

from django.urls import reverse

from eccp.conversations.models import Thread
from eccp.conversations.policies import has_people
from eccp.core.slots import fill
from eccp.organisations.models import Organisation


@fill("organisation.act", "conversations/slots/contact.html", order=10)
def contact(organisation: Organisation, acts: bool) -> dict[str, Any] | None:
    """The button to get in touch, where somebody would read it; not on the profile of one's own."""
    if acts or not organisation.is_public or not has_people(organisation):
        return None
    return {"url": reverse("conversations:begin", args=[organisation.pk])}


@fill("organisation.side", "conversations/slots/report.html", order=90)
def report(organisation: Organisation, acts: bool) -> dict[str, Any] | None:
    """The way to report an error, on every public profile but one's own."""
    if acts or not organisation.is_public:
        return None
    return {"url": reverse("conversations:report", args=[organisation.pk])}


@fill("person.menu", "conversations/slots/menu.html", order=10)
def menu(user: Any) -> dict[str, Any] | None:
    """The link to the conversations, with the number of those that are unread."""
    return {
        "url": reverse("conversations:inbox"),
        "unread": Thread.objects.in_inbox_of(user).unread_by(user).count(),
    }
