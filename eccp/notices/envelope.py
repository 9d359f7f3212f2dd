"""The address that undeliverable mails come back to: it names the mail, and a signature proves it.

`bounces@platform.example` becomes `bounces+417-3f…@platform.example`. Only small letters and
digits: some servers change the case of what stands before the @.
"""

import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "eccp.notices.envelope"
LENGTH = 20
MARK = re.compile(rf"\+(\d{{1,18}})-([0-9a-f]{{{LENGTH}}})@")


def sender(mail_id: int) -> str:
    """The sender on the envelope of a mail; that of the letter itself where no address is set for returns."""
    if not settings.BOUNCE_ADDRESS:
        return str(settings.DEFAULT_FROM_EMAIL)
    local, _at, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    return f"{local}+{mail_id}-{_signature(mail_id, settings.SECRET_KEY)}@{domain}"


def mails_named(words: str) -> list[int]:
    """The mails that signed addresses in these words name; forged ones are left out."""
    found = [(int(number), signature) for number, signature in MARK.findall(words.lower())]
    return [number for number, signature in found if _signed(number, signature)]


def _signed(number: int, signature: str) -> bool:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(_signature(number, key), signature) for key in keys)


def _signature(number: int, key: str) -> str:
    return salted_hmac(SALT, str(number), secret=key, algorithm="sha256").hexdigest()[:LENGTH]
