"""Joining another site's account to one's account here: after one sign-in here, which proves that both are one's own."""

import time
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import user_logged_in
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

WAITS = "joining"  # in the session
SECONDS = 15 * 60


def remember(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """Keep what the other site said until the person has signed in here."""
    sociallogin.token = None  # what opens doors elsewhere is not kept
    request.session[WAITS] = {
        "login": sociallogin.serialize(),
        "site": sociallogin.provider.name,
        "at": time.time(),
    }


@receiver(user_logged_in)
def join(request: HttpRequest, user: Any, **_rest: Any) -> None:
    """Connect what waits, when the account that was opened has the very address that the other site proved."""
    waiting = request.session.pop(WAITS, None)
    if not waiting or time.time() - waiting["at"] > SECONDS:
        return
    sociallogin = SocialLogin.deserialize(waiting["login"])
    proved = [address.email for address in sociallogin.email_addresses if address.verified]
    if not EmailAddress.objects.filter(user=user, email__in=proved, verified=True).exists():
        return
    account = sociallogin.account
    if SocialAccount.objects.filter(provider=account.provider, uid=account.uid).exists():
        return
    sociallogin.connect(request, user)
    messages.success(
        request, _("From now on you can also sign in with %(site)s.") % {"site": waiting["site"]}
    )
