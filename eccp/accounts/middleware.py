"""Whoever holds a role sets up a second factor first, wherever they wanted to go."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from eccp.accounts.second_factor import has_second_factor, owes_second_factor

Answer = Callable[[HttpRequest], HttpResponse]

# Where the person wanted to go, kept in the session until the second factor is there.
WANTED = "second_factor_wanted"

# What setting up itself needs, and what shows nobody anything.
ALLOWED = {
    "account_logout",
    "account_reauthenticate",
    "healthz",
    "robots",
    "sitemap",
    "dots",
    "media",
    "directory:embed",
    "directory:cards",
    "directory:points",
}
ALLOWED_BEGINNINGS = ("mfa_", "api-")


class second_factor:  # noqa: N801
    """Lead people with a role and without a second factor to where they set one up.

    Asked anew on each request, so a role that is given to somebody signed in counts at once.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through; what matters is which view it is for."""
        return self.answer(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Ask the cheap questions first: most requests are for others, or of others."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in ALLOWED or name.startswith(ALLOWED_BEGINNINGS):
            return None
        user = request.user
        if not user.is_authenticated:
            return None
        if has_second_factor(user):
            if request.session.get(WANTED) == request.get_full_path():
                del request.session[WANTED]
            return None
        if not owes_second_factor(user):
            return None
        if request.headers.get("HX-Request"):
            return HttpResponseClientRedirect(reverse("mfa_index"))
        if request.method == "GET":
            request.session[WANTED] = request.get_full_path()
        return redirect("mfa_index")
