"""Doors of signing in where we do more than allauth: keys that must stay, one session, a site that is down."""

import logging
from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from requests import RequestException

from eccp.core.refusals import Refusal, Refused, Way

logger = logging.getLogger(__name__)

# What a site that is down, or that answers nonsense, makes of our questions.
NO_ANSWER = (RequestException, KeyError)


class RemoveKey(RemoveWebAuthnView):
    """Take a passkey away, unless it is the last second factor of somebody who needs one."""

    http_method_names = ["get", "post"]

    def get_object(self, queryset: Any = None) -> Authenticator:
        """Find the person's own key. Refused with the way forward when it must stay."""
        key: Authenticator = super().get_object(queryset)
        if not get_adapter().can_delete_authenticator(key):
            ways = (
                Way(_("Add another key"), reverse("mfa_add_webauthn")),
                Way(_("Set up an app"), reverse("mfa_activate_totp")),
            )
            raise Refused(Refusal("last_second_factor", ways=ways))
        return key


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign oneself out in one other browser."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    end_sessions(request, [session])
    if request.user.is_authenticated:
        messages.success(request, _("You are signed out there."))
    return redirect("usersessions_list")


def answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say kindly that the other site does not answer, where allauth would fail."""

    def asked(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except NO_ANSWER as problem:
            logger.warning("The site for signing in does not answer as it should: %r", problem)
            provider = get_social_adapter().get_provider(request, provider=provider_id)
            return render_authentication_error(request, provider, exception=problem)

    return asked


leave = require_http_methods(["GET", "POST"])(answered(openid_connect.login))
come_back = require_http_methods(["GET", "POST"])(answered(openid_connect.callback))
