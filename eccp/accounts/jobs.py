"""What the clock does for the room."""

from datetime import timedelta

from eccp.accounts import services
from eccp.core.clock import every


@every(timedelta(days=1), "forget what is old")
def forget_what_is_old() -> None:
    """Carry out the retention periods of all rooms."""
    services.forget_what_is_old()


@every(timedelta(days=1), "complete the list of the erased")
def complete_list() -> None:
    """Add to the list outside the database whom it lacks."""
    services.complete_list()


@every(timedelta(days=1), "renew secrets of second factors")
def renew_secrets() -> None:
    """Encrypt with the key of now what an older one wrote, so that the older one can go."""
    services.renew_secrets()
