"""What allauth asks us: how its mails leave, in which language, and what it says to people."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as current
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.messages import get_messages
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from eccp.accounts.models import User
from eccp.core.refusals import Refusal, Refused

DAY = 24 * 60 * 60

# Mails that only say what happened. All others hold a link that signs people in or changes
# their address, and are never shown on the site.
WITHOUT_SECRET = {
    f"account/email/{name}"
    for name in ("email_changed", "email_deleted", "password_changed", "password_reset", "password_set")
}
WITHOUT_SECRET_BEGINNINGS = ("mfa/email/", "socialaccount/email/")


class AccountAdapter(DefaultAccountAdapter):
    """Send allauth's mails in the person's language; links in them stay out of the copy on the site."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Write to us if you think that this is a mistake."),
        "duplicate_email": _("This address is on your account already."),
        "email_password_mismatch": _(
            "We do not know this address together with this password. Check both, or set a new password."
        ),
        "enter_current_password": _("This is not your password. Type the one that you sign in with."),
        "incorrect_password": _("This is not your password. Type the one that you sign in with."),
        "max_email_addresses": _("You can have %d addresses at most. Remove one first."),
        "too_many_login_attempts": _("That were too many tries. Wait five minutes, or set a new password."),
        "rate_limited": _("That were too many tries. Wait a minute and try again."),
        "unverified_primary_email": _(
            "Confirm this address first: press the button in the mail that we sent to it."
        ),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail in the language that its reader chose, else in that of the page."""
        user = context.get("user") or User.objects.filter(email=email.lower()).first()
        with override(user.language if user else get_language()):
            super().send_mail(template_prefix, email, context)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the mail whom it is about, so that it greets by name also at an old address."""
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Take as long as making an account takes, so that the time tells nobody who has one."""
        make_password(email)
        super().send_account_already_exists_mail(email)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMultiAlternatives:
        """Give the mail its subject as heading, and mark it when its link must stay secret."""
        context = {
            **context,
            "site_url": settings.SITE_URL,
            "confirm_days": app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS,
            "reset_days": settings.PASSWORD_RESET_TIMEOUT // DAY,
        }
        context["subject"] = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
        message = super().render_mail(template_prefix, email, context, headers)
        if template_prefix not in WITHOUT_SECRET and not template_prefix.startswith(
            WITHOUT_SECRET_BEGINNINGS
        ):
            message.extra_headers["X-ECCP-Secret"] = "1"
        return message

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask nobody twice: who has just signed in has proved already who they are."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > app_settings.REAUTHENTICATION_TIMEOUT

    def get_password_change_redirect_url(self, request: Any) -> str:
        """Back to one's own account, where the message is read."""
        return reverse("accounts:account")

    def is_safe_url(self, url: str) -> bool:
        """Refuse the back office to those who are signed in without a right to it.

        Wagtail sends them to sign in, and the sign-in page would send them back for ever.
        """
        user = getattr(current.request, "user", None)
        barred = user and user.is_authenticated and not user.has_perm("wagtailadmin.access_admin")
        if barred and url.startswith(settings.BACK_OFFICE_PATH):
            list(get_messages(current.request))  # Wagtail has said it in its own words; once is enough
            raise Refused(Refusal("back_office"))
        return bool(super().is_safe_url(url))
