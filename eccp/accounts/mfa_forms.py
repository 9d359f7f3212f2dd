"""allauth's forms for codes and keys, each with what it lacks: a code is good once, a key has a name."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

PERIOD = 30  # seconds, as all apps have it
NAME_LENGTH = 60
CODE_HELP = _("Six digits from your app, or one of your recovery codes.")
NAME_HELP = _("So that you can tell your keys apart, for example “My phone”.")


def use_up(user: Any, code: str) -> bool:
    """Take note that a code was used; no when it was used before.

    allauth remembers a code for one period; we accept the codes of three, so we remember as long.
    """
    periods = 2 * settings.MFA_TOTP_TOLERANCE + 1
    return bool(cache.add(_key(user, code), 1, timeout=PERIOD * periods))


def is_used_up(user: Any, code: str) -> bool:
    """Whether a code was used already."""
    return cache.get(_key(user, code)) is not None


def _key(user: Any, code: str) -> str:
    """Where the note is kept; blanks and dashes do not make another code of it."""
    return f"accounts.code:{user.pk}:{''.join(filter(str.isalnum, code))}"


class OnceOnly:
    """A code that was used is used up, also while the app still shows it."""

    def clean_code(self) -> str:
        """Check the code, then that nobody used it before."""
        code: str = super().clean_code()  # type: ignore[misc]
        if not use_up(self.user, code):  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OnceOnly, AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress_code(self.fields["code"])


class CodeAgainForm(OnceOnly, ReauthenticateForm):
    """A code instead of the password, before something important is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress_code(self.fields["code"])


class AddKeyForm(AddWebAuthnForm):
    """A passkey or a security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        self.fields["name"].help_text = NAME_HELP
        self.fields["name"].max_length = NAME_LENGTH
        self.fields["name"].widget.attrs["maxlength"] = NAME_LENGTH
        self.fields["passwordless"].label = _("Let me sign in with this key alone")
        self.fields["passwordless"].help_text = _(
            "Then you need no password: the key asks for your finger, your face or its own number."
        )
        self.fields["passwordless"].initial = True

    def clean_name(self) -> str:
        """Keep names short enough for a list; no passkey is lost over a long one."""
        return str(super().clean_name())[:NAME_LENGTH]


class NameKeyForm(EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Name of the key"), help_text=NAME_HELP, max_length=NAME_LENGTH
        )


def dress_code(field: Any) -> None:
    """A field for digits: phones show them, and nothing is corrected while one types."""
    field.label = _("Code")
    field.help_text = CODE_HELP
    field.widget.attrs.update({"inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"})
