"""Encrypting the secrets of second factors anew after the secret key was changed."""

import logging

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction

from eccp.accounts.mfa_adapter import cipher, derived

logger = logging.getLogger(__name__)

SECRETS = ("secret", "seed")  # of apps, of recovery codes


def renew_secrets() -> int:
    """Encrypt with `SECRET_KEY` what an older key wrote; return how many there were.

    After it, nothing needs the older key any more. What no key reads is left as it is, and said.
    """
    now = Fernet(derived(settings.SECRET_KEY))
    with_secrets = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    return sum(_renew(number, now) for number in with_secrets.values_list("pk", flat=True))


@transaction.atomic
def _renew(number: int, now: Fernet) -> bool:
    """Encrypt one row's secret anew, if it needs it; locked, as a code may be used up meanwhile."""
    row = Authenticator.objects.select_for_update().filter(pk=number).first()
    name = next((name for name in SECRETS if row and name in row.data), None)
    if row is None or name is None:
        return False
    kept = row.data[name].encode()
    try:
        now.decrypt(kept)
    except InvalidToken:
        try:
            row.data[name] = cipher().rotate(kept).decode()
        except InvalidToken:
            logger.warning("No key reads the second factor %s any more.", number)
            return False
        row.save(update_fields=["data"])
        return True
    return False
