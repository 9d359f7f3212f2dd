"""What the clock does for the room."""

from datetime import timedelta

from django.utils import timezone

from eccp.core.clock import every
from eccp.notices import services


@every(timedelta(minutes=5), "notices.ask_for_digests")
def ask_for_digests() -> None:
    """Have the summaries written that are due."""
    services.ask_for_digests(timezone.now())
