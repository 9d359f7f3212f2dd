"""What the clock does for the room."""

from datetime import timedelta

from eccp.core.clock import every
from eccp.notices import services


@every(timedelta(days=1), "forget secret mails")
def forget_secrets() -> None:
    """Empty old mails that hold a link for signing in."""
    services.forget_secrets()
