"""Answers, codes and mails as the tests of signing in look at them."""

import re
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt

# What differs in every answer, whoever asks: the token of the form and the nonce of the scripts.
OWN = re.compile(r'(?:csrfmiddlewaretoken" value|nonce)="[^"]+"')


def without_tokens(page: bytes | str) -> str:
    """A page without what differs in every answer."""
    return OWN.sub("", page.decode() if isinstance(page, bytes) else page)


def code_of(person: Any, *, later: int = 0) -> str:
    """The code that the person's app shows now, or so many periods later."""
    app = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    return code_for(decrypt(app.data["secret"]), later=later)


def code_for(secret: str, *, later: int = 0) -> str:
    """The code that an app with this key shows now, or so many periods later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))
