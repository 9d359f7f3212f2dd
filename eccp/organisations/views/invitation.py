"""What the link of an invitation opens, for whoever reads that mailbox, signed in or not."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from eccp.core.refusals import Refused
from eccp.organisations import acting, policies
from eccp.organisations.models import Invitation, Role
from eccp.organisations.services import inviting
from eccp.organisations.services.telling_team import ROLES


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say who invites to what, and take the answer. Looking changes nothing; to accept one signs in."""
    try:
        found = inviting.read_invitation(token)
    except Refused:
        return render(request, "organisations/invitation_over.html", {}, status=404)
    answer = request.POST.get("answer", "") if request.method == "POST" else ""
    try:
        if answer == "accept" and request.user.is_authenticated:
            return _accepted(request, found)
        if answer == "decline":
            return _declined(request, found)
    except Refused:
        found = inviting.read_invitation(token)
    if refusal := inviting.refuses_answering(found):
        return _over(request, found, refusal)
    return render(request, "organisations/invitation.html", _shown(request, found))


def _accepted(request: HttpRequest, found: Invitation) -> HttpResponse:
    representative = inviting.accept(found, by=request.user)
    organisation = representative.organisation
    acting.forget(request)
    acting.act_for(request, organisation)
    words = _("You act for %(name)s now, as its %(role)s.")
    messages.success(request, words % {"name": organisation.name, "role": representative.get_role_display()})
    return redirect(f"{reverse('organisations:home')}?organisation={organisation.pk}")


def _declined(request: HttpRequest, found: Invitation) -> HttpResponse:
    inviting.decline(found, by=request.user if request.user.is_authenticated else None)
    messages.success(request, _("You declined the invitation. We tell the person who sent it."))
    return redirect(request.path)


def _over(request: HttpRequest, found: Invitation, refusal: Any) -> HttpResponse:
    """Say what came of it; to those who are in the team, that there is nothing left to do."""
    acts = policies.represents(request.user, found.organisation)
    context = {"invitation": found, "organisation": found.organisation, "acts": acts, "refusal": refusal}
    status = 200 if acts or found.status == Invitation.Status.DECLINED else 410
    return render(request, "organisations/invitation_over.html", context, status=status)


def _shown(request: HttpRequest, found: Invitation) -> dict[str, Any]:
    here = request.path
    acts = policies.represents(request.user, found.organisation)
    proved = request.user.is_authenticated and inviting.proves(request.user, found.address)
    more = found.role == Role.MANAGER and not policies.manages(request.user, found.organisation)
    return {
        "invitation": found,
        "organisation": found.organisation,
        "may": ROLES[found.role],  # type: ignore[index]
        "acts": acts,
        "proved": proved,
        "gains": not acts or proved or more,  # who has it all already leaves it to whom it was sent
        "login_url": f"{reverse('account_login')}?{urlencode({'next': here})}",
        "signup_url": f"{reverse('account_signup')}?{urlencode({'next': here, 'email': found.address})}",
    }
