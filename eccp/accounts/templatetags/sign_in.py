"""allauth's forms in our words: labels, help, and no example text that stands in for a label."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django import forms, template
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eccp.accounts import browsers, second_factor
from eccp.accounts.middleware import WANTED

register = template.Library()

LABELS: dict[str, Any] = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "password1": _("Password"),
    "oldpassword": _("The password as it is now"),
    "code": _("Code"),
}
# Where a second field asks for the same password, the first one is a new password.
NEW_LABELS: dict[str, Any] = {
    "password1": _("New password"),
    "password2": _("The same password once more"),
}
NEW_PASSWORD_HELP = _("At least 10 characters. A short sentence is easy to remember and hard to guess.")


@register.simple_tag
def in_our_words(form: forms.Form) -> str:
    """Dress the fields of one of allauth's forms before it is shown; writes nothing itself."""
    labels = {**LABELS, **NEW_LABELS} if "password2" in form.fields else LABELS
    for field in form.visible_fields():
        field.field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(field.name, field.label)
        if isinstance(field.field.widget, forms.PasswordInput):
            field.help_text = NEW_PASSWORD_HELP if field.name == "password1" else ""
    return ""


@register.simple_tag
def owes_second_factor(user: Any) -> bool:
    """Whether this person's role needs a second factor."""
    return second_factor.owes_second_factor(user)


@register.simple_tag(takes_context=True)
def way_on(context: template.Context) -> str:
    """Where the person wanted to go before the second factor came in between."""
    return str(context["request"].session.get(WANTED, ""))


@register.simple_tag
def last_used(authenticator: Authenticator) -> str:
    """When an app or a key was used last, in words."""
    if authenticator.last_used_at is None:
        return gettext("Not used yet.")
    return gettext("Last used on %(day)s.") % {
        "day": date_format(localtime(authenticator.last_used_at), "DATE_FORMAT")
    }


@register.simple_tag
def codes_left(recovery_codes: Any) -> int:
    """How many recovery codes are unused."""
    return len(recovery_codes.get_unused_codes())


@register.simple_tag
def other_site() -> dict[str, str] | None:
    """The other site that one may sign in with, if the settings name one: name, number and address."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    if not apps:
        return None
    app = apps[0]
    url = reverse("openid_connect_login", kwargs={"provider_id": app["provider_id"]})
    return {"name": app["name"], "provider_id": app["provider_id"], "url": url}


@register.filter
def in_fours(text: str) -> str:
    """A key or a code in groups of four, as one reads it aloud."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


@register.filter
def browser(user_agent: str) -> str:
    """A browser in words."""
    return str(browsers.in_words(user_agent))


KINDS: dict[str, Any] = {
    Authenticator.Type.TOTP: _("an app for codes"),
    Authenticator.Type.WEBAUTHN: _("a passkey or key"),
}


@register.simple_tag
def ways_in(person: Any) -> dict[str, Any]:
    """How a person signs in: password, second factor in words, the other site."""
    kinds = Authenticator.objects.filter(user=person, type__in=KINDS).values_list("type", flat=True)
    site = other_site()
    return {
        "password": person.has_usable_password(),
        "second_factor": ", ".join(str(KINDS[kind]) for kind in sorted(set(kinds))).capitalize(),
        "other_site": site and site["name"],
        "connected": bool(site) and SocialAccount.objects.filter(user=person).exists(),
    }


@register.simple_tag(takes_context=True)
def asked_for_an_app(context: template.Context) -> bool:
    """Whether the person who is half signed in has an app for codes; who has only a key is asked for that first."""
    person = context["request"]._login_stage.login.user
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
