"""People to try the demonstration with, one for each role. Everybody knows their password."""

from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.translation import gettext_lazy as _

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
    DemoAccount("victor.ash@demo.example", "Victor Ash", _("validator"), groups=(VALIDATORS,)),
    DemoAccount("vera.stone@demo.example", "Vera Stone", _("second validator"), groups=(VALIDATORS,)),
    DemoAccount("edda.quill@demo.example", "Edda Quill", _("editor"), groups=(EDITORS,)),
    DemoAccount("adam.keys@demo.example", "Adam Keys", _("administrator"), groups=(ADMINISTRATORS,)),
]


@transaction.atomic
def ensure_demo_accounts() -> dict[str, User]:
    """Make the people with confirmed addresses and their roles; may be run again. People by address.

    Who is there already keeps what was changed, but for the password and the roles: those are
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
    return person
