"""What allauth asks about second factors: how their secrets are kept, who must keep one, what is said."""

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eccp.accounts.second_factor import is_last, owes_second_factor

SALT = "eccp.accounts.mfa_adapter"


def cipher() -> MultiFernet:
    """Encrypts with `SECRET_KEY`, reads what older keys of `SECRET_KEY_FALLBACKS` wrote."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(derived(key)) for key in keys])


def derived(key: str) -> bytes:
    """A key of the right size that serves for nothing else."""
    return base64.urlsafe_b64encode(salted_hmac(SALT, "", secret=key, algorithm="sha256").digest())


class MfaAdapter(DefaultMFAAdapter):
    """Keeps secrets unreadable in the database and its backups, and roles with a second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your role needs a second factor, and this is the only one you have. Add another one first."
        ),
        "cannot_generate_recovery_codes": _("Set up an app or a key first. Recovery codes come with it."),
        "incorrect_code": _(
            "This did not work. Try again with the newest code that your app shows, or with your key."
        ),
        "unreadable": _(
            "We cannot read your second factor any more. Use a passkey, or write to us: we reset it for you."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Make a secret unreadable for whoever has the database alone."""
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret. Raises a form's error when it was written with a key that is gone."""
        try:
            return cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as problem:
            raise self.validation_error("unreadable") from problem

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Say no when it is the last one of somebody whose role needs one."""
        return not (is_last(authenticator) and owes_second_factor(authenticator.user))

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        """What a new key is called until it is named."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Key %(number)d") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Our name, as the browser shows it when it asks for the passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.WAGTAIL_SITE_NAME}
