"""What the log says of accounts: roles on the platform, what the verbs mean, and how people sign in.

Internet addresses and addresses that were typed in vain are not kept: the log counts failures of accounts
that exist, by number. Who is signed in from where stands in the list of sessions, for a short time.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.contrib.auth.signals import user_login_failed
from django.db import models
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eccp.accounts.models import User
from eccp.accounts.naming import Names
from eccp.accounts.policies import judges
from eccp.core.audit import Kind, Said, Seen, names_kind, names_verbs
from eccp.core.log import ADMINISTRATOR, ANONYMOUS, EDITOR, PERSON, VALIDATOR, log, names_role
from eccp.core.models import kind_of
from eccp.core.tasks import enqueue, task

names_verbs(
    {
        "accounts.sign_in": _("Signed in"),
        "accounts.sign_in_failed": _("Sign-in failed"),
        "accounts.second_factor_failed": _("Second factor was wrong"),
        "accounts.sign_up": _("Account made"),
        "accounts.password_changed": _("Password changed"),
        "accounts.password_reset": _("Password set anew by mail"),
        "accounts.address_changed": _("Address changed"),
        "accounts.address_confirmed": _("Address confirmed"),
        "accounts.second_factor_added": _("Second factor added"),
        "accounts.second_factor_removed": _("Second factor taken away"),
        "accounts.second_factor_reset": _("Second factor reset by an administrator"),
        "accounts.second_factor_renewed": _("Recovery codes made anew"),
        "accounts.connected": _("Connected with another site for signing in"),
        "accounts.disconnected": _("No longer connected with another site for signing in"),
        "accounts.update": _("Account changed"),
        "accounts.administer": _("Account changed by an administrator"),
        "accounts.set_period": _("Period of keeping changed"),
        "accounts.consent": _("Consent given"),
        "accounts.withdraw": _("Consent withdrawn"),
        "accounts.archive": _("Asked for a copy of everything that is held"),
        "accounts.erase": _("Erased"),
        "accounts.erase_unused": _("Erased, as the account was not used any more"),
        "accounts.erase_again": _("Erased again, after a backup was put back"),
    }
)

LABELS = {"is_active": _("May sign in"), "groups": _("Roles"), "factor": _("Second factor")}
FACTORS = {"totp": _("app"), "webauthn": _("passkey"), "recovery_codes": _("recovery codes")}

# Which role on the platform a verb is mostly said in, by the room that the object or verb is of.
OF_THE_BACK_OFFICE = {"accounts", "reference", "content", "wagtailcore", "wagtailimages", "wagtaildocs"}


@names_role(10)
def of_oneself(user: Any, instance: models.Model, verb: str) -> str:
    """What one does with one's own account, one does for oneself, whatever roles one has."""
    return PERSON if isinstance(instance, User) and instance.pk == user.pk else ""


@names_role(80)
def on_the_platform(user: Any, instance: models.Model, verb: str) -> str:
    """The roles that groups give; of several the one in which such a thing is done. Permissions are cached."""
    back_office = {instance._meta.app_label, verb.partition(".")[0]} & OF_THE_BACK_OFFICE
    validator = (VALIDATOR, judges(user))
    office = (
        (ADMINISTRATOR, user.has_perm("accounts.change_user")),
        (EDITOR, user.has_perm("wagtailadmin.access_admin")),
    )
    roles = (*office, validator) if back_office else (validator, *office)
    return next((role for role, holds in roles if holds), "")


@receiver(account.user_logged_in)
def signed_in(user: User, **_said: Any) -> None:
    """Somebody signed in."""
    log(user, "accounts.sign_in", by=user)


@receiver(account.user_signed_up)
def signed_up(user: User, **_said: Any) -> None:
    """Somebody made an account."""
    log(user, "accounts.sign_up", by=user)


@receiver(account.password_changed)
@receiver(account.password_set)
def password_changed(user: User, **_said: Any) -> None:
    """Somebody changed the password."""
    log(user, "accounts.password_changed", by=user)


@receiver(account.password_reset)
def password_reset(user: User, **_said: Any) -> None:
    """Somebody who reads the account's mails set a new password."""
    log(user, "accounts.password_reset", by=user)


@receiver(account.email_changed)
def address_changed(user: User, **_said: Any) -> None:
    """Somebody has another address now."""
    log(user, "accounts.address_changed", by=user)


@receiver(account.email_confirmed)
def address_confirmed(email_address: Any, **_said: Any) -> None:
    """Somebody followed the link in the mail."""
    log(email_address.user, "accounts.address_confirmed", by=email_address.user)


@receiver(mfa.authenticator_added)
def factor_added(user: User, authenticator: Any, **_said: Any) -> None:
    """Somebody has one more second factor."""
    _factor(user, "accounts.second_factor_added", ["", authenticator.type])


@receiver(mfa.authenticator_removed)
def factor_removed(user: User, authenticator: Any, **_said: Any) -> None:
    """Somebody has one second factor less."""
    _factor(user, "accounts.second_factor_removed", [authenticator.type, ""])


@receiver(mfa.authenticator_reset)
def factor_renewed(user: User, authenticator: Any, **_said: Any) -> None:
    """Somebody made new recovery codes."""
    _factor(user, "accounts.second_factor_renewed", [authenticator.type, authenticator.type])


@receiver(mfa.authentication_failed)
def factor_failed(user: User, **_said: Any) -> None:
    """A password was right, the second factor was not."""
    log(user, "accounts.second_factor_failed", by=None, role=ANONYMOUS)


@receiver(social.social_account_added)
def connected(sociallogin: Any, **_said: Any) -> None:
    """Somebody can sign in by another site."""
    user = sociallogin.user
    log(user, "accounts.connected", by=user, note=sociallogin.account.provider)


@receiver(social.social_account_removed)
def disconnected(socialaccount: Any, **_said: Any) -> None:
    """Somebody cannot sign in by another site any more."""
    user = socialaccount.user
    log(user, "accounts.disconnected", by=user, note=socialaccount.provider)


@receiver(user_login_failed)
def failed(credentials: Mapping[str, Any], **_said: Any) -> None:
    """A sign-in failed. The same work is done whether there is such an account or not, so that time tells nothing."""
    address = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    number = User.objects.filter(email=address).values_list("pk", flat=True).first()
    enqueue("accounts.note_failure", number or 0)


@task("accounts.note_failure")
def note_failure(number: int) -> None:
    """Write down that a sign-in to an account failed; for addresses without an account, nothing."""
    if person := User.objects.filter(pk=number).first():
        log(person, "accounts.sign_in_failed", by=None, role=ANONYMOUS)


def _factor(user: User, verb: str, change: list[str]) -> None:
    log(user, verb, by=user, changes={"factor": change})


def look(numbers: Collection[int], reader: Any) -> Mapping[int, Seen]:
    """People by the names of now; administrators may open them in the back office."""
    names, opens = Names(also=numbers), reader.has_perm("accounts.change_user")
    return {
        number: Seen(names.of(number), reverse("wagtailusers_users:edit", args=[number]) if opens else "")
        for number in names.people
    }


def tell(entries: Iterable[Any]) -> Mapping[int, list[Said]]:
    """What an entry changed, by the names of the account's own fields."""
    return {
        entry.pk: [Said(_label(name), _say(old), _say(new)) for name, (old, new) in entry.changes.items()]
        for entry in entries
    }


def _label(name: str) -> Any:
    if name in LABELS:
        return LABELS[name]
    fields = {field.name: field for field in User._meta.get_fields() if hasattr(field, "verbose_name")}
    return fields[name].verbose_name if name in fields else name.replace("_", " ")


def _say(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(FACTORS.get(value, "" if value is None else value))


names_kind(kind_of(User), Kind(_("Person"), look, tell))
