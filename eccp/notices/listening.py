"""What the room hears of sign-in: a confirmed address works again, a new one takes up what was held back."""

from typing import Any

from allauth.account.signals import email_changed, email_confirmed
from django.dispatch import receiver

from eccp.accounts.models import User
from eccp.notices import services


@receiver(email_confirmed)
def confirmed(email_address: Any, **_rest: Any) -> None:
    """A link that was sent there was followed: mails do arrive."""
    services.clear(email_address.email)


@receiver(email_changed)
def changed(user: User, **_rest: Any) -> None:
    """The person's mails go elsewhere from now on."""
    services.moved(user)
