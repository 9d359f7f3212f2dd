"""How long the log of all rooms is kept. What it holds on a person, the accounts read out."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.core.append_only import KEPT_DAYS
from eccp.core.models import LogEntry
from eccp.core.personal import forgets


@forgets(
    "log",
    _("Who did what to what, when"),
    days=KEPT_DAYS,
    why=_(
        "Decisions can be asked about for ten years. The database keeps younger entries, whatever stands here."
    ),
)
def old_entries(before: datetime) -> int:
    """Delete entries for their age. A shorter period than the database's own deletes nothing earlier."""
    at_latest = timezone.now() - timedelta(days=KEPT_DAYS)
    return int(LogEntry.objects.older_than(min(before, at_latest)).forget())
