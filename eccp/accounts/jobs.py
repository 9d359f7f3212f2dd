"""What the clock does for the room."""

from datetime import timedelta

from eccp.accounts import services
from eccp.core.clock import every


@every(timedelta(days=1), "accounts.forget_what_is_old")
def forget_what_is_old() -> None:
    """Carry out the retention periods of all rooms."""
    services.forget_what_is_old()


@every(timedelta(days=1), "accounts.complete_list_of_erased")
def complete_list_of_erased() -> None:
    """Add to the list outside the database whom it lacks."""
    services.complete_list()


@every(timedelta(days=1), "accounts.renew_secrets")
def renew_secrets() -> None:
    """Encrypt with the key of now what an older one wrote, so that the older one can go."""
    services.renew_secrets()
