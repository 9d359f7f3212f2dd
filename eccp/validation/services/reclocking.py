"""The promises of running applications, counted anew when the closing days change."""

from django.db import transaction

from eccp.core.log import log
from eccp.validation import clock
from eccp.validation.models import Application

RECLOCKED = "validation.reclock"


@transaction.atomic
def reclock() -> list[Application]:
    """Say anew when each running application is due; return those whose promise moved. Safe to repeat.

    Only where the clock runs: a standing one takes the closing days when it goes on, and the time used
    before a question stays as it was measured.
    """
    moved = []
    for row in Application.objects.waiting().select_for_update().order_by("pk"):
        if row.clock_started_at is None:
            continue
        before = row.due_at
        clock.start(row, row.clock_started_at)
        if row.due_at == before:
            continue
        row.save(update_fields=["due_at", "updated_at"])
        changes = {"due_at": [at and at.isoformat() for at in (before, row.due_at)]}
        log(row, RECLOCKED, by=None, changes=changes)
        moved.append(row)
    return moved
