"""Confirming a profile from a mail, signed in or not."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.page import Page
from eccp.organisations.services import profiles
from eccp.organisations.services.confirming import LinkExpired, LinkUnknown, read_confirmation

ONE_CLICK = timedelta(hours=1)  # a second click within it says nothing new


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the main facts and two ways: everything is right, or something changed."""
    try:
        organisation, person = read_confirmation(token)
    except LinkUnknown as problem:
        expired = isinstance(problem, LinkExpired)
        return render(
            request, "organisations/confirm_over.html", {"expired": expired}, status=410 if expired else 404
        )
    if organisation.visibility == Visibility.ARCHIVED:
        return render(request, "organisations/confirm_over.html", {"expired": True}, status=410)
    confirmed = organisation.last_confirmed_at
    just = confirmed is not None and timezone.now() - confirmed < ONE_CLICK
    if request.method == "POST":
        if not just:
            profiles.confirm(organisation, by=person)
        messages.success(request, _("Thank you. Everybody sees now that your profile is up to date."))
        return redirect("organisations:confirm", token)
    row = Organisation.objects.with_everything().get(pk=organisation.pk)
    context = {"organisation": row, "page": Page(row), "person": person, "just": just}
    return render(request, "organisations/confirm.html", context)
