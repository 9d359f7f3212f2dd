"""People to try the demonstration with, one for each role. Everybody knows their password and their code."""

import time
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eccp.accounts.mfa_forms import PERIOD, is_used_up
from eccp.accounts.models import User
from eccp.accounts.roles import ADMINISTRATORS, EDITORS, VALIDATORS, ensure_roles

PASSWORD = "demo-clusters-2026"  # noqa: S105 (shown openly, and only where the demonstration runs)


@dataclass(frozen=True)
class DemoAccount:
    """A person of the demonstration; the role is said in words, the groups give it."""

    email: str
    name: str
    role: Any
    organisation_in_words: str = ""
    groups: tuple[str, ...] = field(default=())
    password: str = PASSWORD


ACCOUNTS = [
    DemoAccount(
        "maya.lindqvist@demo.example", "Maya Lindqvist", _("cluster manager"), "Kestrel Bay Blue Cluster"
    ),
    DemoAccount("ani.petrosyan@demo.example", "Ani Petrosyan", _("cluster manager in Armenia")),
    DemoAccount("nino.beridze@demo.example", "Nino Beridze", _("cluster manager in Georgia")),
    DemoAccount("victor.ash@demo.example", "Victor Ash", _("validator"), groups=(VALIDATORS,)),
    DemoAccount("vera.stone@demo.example", "Vera Stone", _("second validator"), groups=(VALIDATORS,)),
    DemoAccount("edda.quill@demo.example", "Edda Quill", _("editor"), groups=(EDITORS,)),
    DemoAccount("adam.keys@demo.example", "Adam Keys", _("administrator"), groups=(ADMINISTRATORS,)),
]


@transaction.atomic
def ensure_demo_accounts() -> dict[str, User]:
    """Make the people with confirmed addresses, roles and second factors; may be run again. People by address.

    Who is there already keeps what was changed, but for password, roles and second factor: those are
    promised on the screen. Raises `ImproperlyConfigured` outside the demonstration.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("Demonstration accounts have a known password: only MODE=demo has them.")
    ensure_roles()
    return {account.email: _ensure(account) for account in ACCOUNTS}


def _ensure(account: DemoAccount) -> User:
    """Make one person, or mend what is promised of them."""
    person = User.objects.filter(email=account.email).first()
    if person is None:
        person = User.objects.create_user(
            account.email,
            account.password,
            name=account.name,
            organisation_in_words=account.organisation_in_words,
        )
    elif not person.check_password(account.password):
        person.set_password(account.password)
        person.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(
        user=person, email=account.email, defaults={"verified": True, "primary": True}
    )
    person.groups.add(*Group.objects.filter(name__in=account.groups))
    if account.groups:  # whoever has a role needs one
        Authenticator.objects.update_or_create(
            user=person,
            type=Authenticator.Type.TOTP,
            defaults={"data": {"secret": encrypt(generate_totp_secret())}},
        )
    return person


def code_of(person: User) -> str:
    """The code that the app of a demonstration account would show now; empty for everybody else.

    Raises `ImproperlyConfigured` outside the demonstration: nobody's code is ever shown there.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("Codes are shown in the demonstration only.")
    if person.email not in {account.email for account in ACCOUNTS}:
        return ""
    app = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if app is None:
        return ""
    now = int(time.time()) // PERIOD
    secret = decrypt(app.data["secret"])
    codes = [format_hotp_value(hotp_value(secret, period)) for period in (now, now + 1, now - 1)]
    # Several people try the same account at once: the first code that is not used up is good for the next.
    return next((code for code in codes if not is_used_up(person, code)), codes[0])
