"""What the room does by itself. Labels need no job: they end by their date alone."""

from datetime import timedelta

from eccp.core.clock import every
from eccp.validation.services import freshness

DAY = timedelta(days=1)


@every(DAY, "validation.remind_to_confirm")
def remind_to_confirm() -> object:
    """Ask for the yearly confirmation."""
    return freshness.remind_to_confirm()


@every(DAY, "validation.remind_to_submit")
def remind_to_submit() -> object:
    """Remind those who began a profile and never submitted it."""
    return freshness.remind_to_submit()
