"""What the room holds on a person, what goes with them, and what is forgotten in time."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from eccp.content.contributing import forgetting, owners
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


@forgets(
    "content.drafts",
    _("Contributions that were not sent, or taken back"),
    days=365,
    why=_("Whoever writes may take a year; each change begins it anew."),
)
def forget_drafts(before: datetime) -> int:
    """Delete drafts, and what waits for its member's changes, that nobody touched since."""
    return forgetting.forget("content.drafts", before)


@forgets(
    "content.declined",
    _("Contributions that were declined"),
    days=180,
    why=_("Half a year is enough to read why, and to write a new one."),
)
def forget_declined(before: datetime) -> int:
    """Delete what was declined long ago, with its text and its picture."""
    return forgetting.forget("content.declined", before)


@forgets(
    "content.pictures",
    _("Pictures that members sent and no page shows"),
    days=30,
    why=_("An editor may take one back into a page for a month; then nobody needs them."),
)
def forget_pictures(before: datetime) -> int:
    """Delete pictures that lost their page."""
    return forgetting.forget_pictures(before)
