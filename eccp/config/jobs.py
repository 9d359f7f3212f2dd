"""What the clock tidies for all rooms."""

from datetime import timedelta

from django.core.management import call_command

from eccp.core import tasks
from eccp.core.clock import every


@every(timedelta(hours=6), "forget finished tasks")
def forget_finished() -> None:
    """Delete the notes of background work that ended long ago."""
    tasks.forget_finished()


@every(timedelta(days=1), "forget old sessions")
def forget_sessions() -> None:
    """Delete the sessions that ended."""
    call_command("clearsessions")
