"""What allauth asks about signing in with another site: which one, whose account it opens, what is said.

An account here is never opened or taken over because another site says an address. The address is
proved first: by signing in here once (see joining.py), or by the link in our own mail.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from eccp.accounts import joining

NAME_LENGTH = 150


class SocialAdapter(DefaultSocialAccountAdapter):
    """One site at most, named by the environment."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": _("This is your only way in. Set a password first, then you can disconnect it."),
        "no_verified_email": _("Confirm your address first, so that you can still reach your account."),
        "disconnect_last": _("This is your only way in. Set a password first, then you can disconnect it."),
        "invalid_token": _("The answer of the other site is not valid. Try again."),
        "email_taken": _("This address has an account here. Sign in to it, then connect %s there."),
        "connected_other": _("This account of the other site opens another account here already."),
    }

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """The site that the settings name; the database is not asked."""
        known = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
        apps = [SocialApp(provider="openid_connect", **app) for app in known]
        return [
            app
            for app in apps
            if provider in {None, app.provider, app.provider_id} and client_id in {None, app.client_id}
        ]

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Take name and address from what the other site says."""
        parts = (data.get("first_name"), data.get("last_name"))
        name = data.get("name") or " ".join(part for part in parts if part)
        sociallogin.user.name = str(name or "")[:NAME_LENGTH]
        sociallogin.user.email = str(data.get("email") or "").strip().lower()
        return sociallogin.user

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        """What stands in the form at the first time."""
        return {"name": sociallogin.user.name, "email": sociallogin.user.email}

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Believe only a plain "verified", and lead who has an account here to sign in to it once."""
        for address in sociallogin.email_addresses:
            address.email = address.email.strip().lower()
            address.verified = address.verified is True
        if sociallogin.is_existing or sociallogin.state.get("process") != "login":
            return
        proved = [address.email for address in sociallogin.email_addresses if address.verified]
        if EmailAddress.objects.filter(email__in=proved, verified=True).exists():
            joining.remember(request, sociallogin)
            goal = sociallogin.state.get("next")
            query = f"?{urlencode({'next': goal})}" if goal else ""
            raise ImmediateHttpResponse(redirect(reverse("account_login") + query))
