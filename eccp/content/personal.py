"""What the room holds on a person, what goes with them, and what is forgotten in time."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from eccp.content.contributing import owners
from eccp.content.models import Contribution, Reminder
from eccp.core.personal import erases, forgets, holds


@holds("content.reminders", _("Calls you are reminded of"))
def reminders(person: Any) -> list[dict[str, Any]]:
    """Each call, how many days before its cut-off, and of which cut-off the person was told last."""
    return [
        {
            "call": row.call.title,
            "days_before": row.days,
            "since": row.made_at.isoformat(),
            "told_of": row.told_of.isoformat() if row.told_of else "",
        }
        for row in Reminder.objects.filter(person=person).select_related("call").order_by("pk")
    ]


@erases()
def erase_reminders(person: Any) -> None:
    """Delete the reminders: nobody else knows of them."""
    Reminder.objects.filter(person=person).delete()


@forgets(
    "content.reminders",
    _("Reminders of calls that are closed"),
    days=90,
    why=_("A call may be opened again with a later cut-off; after three months that is another call."),
)
def forget_reminders(before: datetime) -> int:
    """Delete reminders of calls whose last cut-off is long over."""
    return Reminder.objects.filter(call__last_cutoff_at__lt=before).delete()[0]


@holds("content.contributions", _("News and calls that you contributed"))
def contributions(person: Any) -> list[dict[str, Any]]:
    """What the person wrote for an organisation, how it stands, and what the editors said."""
    rows = Contribution.objects.filter(by=person).select_related("organisation").order_by("pk")
    return [
        {
            "title": row.title,
            "kind": row.kind,
            "organisation": row.organisation.name,
            "state": row.status,
            "written_at": row.created_at.isoformat(),
            "editors_said": row.reason,
        }
        for row in rows
    ]


@erases(order=40)  # before the person's roles end
def erase_drafts(person: Any) -> None:
    """Delete drafts that nobody else could go on with; all else is the organisation's and stays without the name."""
    owners.leave_of(person)
