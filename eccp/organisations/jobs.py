"""What the clock does for the room."""

from datetime import timedelta

from eccp.core.clock import every
from eccp.organisations.services import inviting


@every(timedelta(hours=1), "organisations.expire_invitations")
def expire_invitations() -> object:
    """End invitations that nobody answered in two weeks."""
    return inviting.expire()
