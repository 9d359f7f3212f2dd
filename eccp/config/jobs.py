"""What the clock tidies for all rooms."""

from datetime import timedelta

from django.core.management import call_command

from eccp.core import tasks
from eccp.core.clock import every


@every(timedelta(hours=6), "config.forget_finished_tasks")
def forget_finished_tasks() -> None:
    """Delete the notes of background work that ended long ago."""
    tasks.forget_finished()


@every(timedelta(days=1), "config.forget_old_sessions")
def forget_old_sessions() -> None:
    """Delete the sessions that ended."""
    call_command("clearsessions")
