"""Inviting somebody by mail: the managers' side."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eccp.core.refusals import Refused, require
from eccp.organisations import policies
from eccp.organisations.forms.teaming import InviteForm
from eccp.organisations.models import Invitation
from eccp.organisations.services import inviting
from eccp.organisations.views.finding import find


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an address, a role and a few words, and send the invitation."""
    organisation = find(request, pk)
    require(policies.refuses_inviting(request.user, organisation))
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            sent = inviting.invite(
                organisation, given["address"], given["role"], given["message"], by=request.user
            )
        except Refused as refused:
            form.add_error("address", str(refused.refusal.text))
        else:
            words = _("We sent an invitation to %(address)s. It can be answered for two weeks.")
            messages.success(request, words % {"address": sent.address})
            return redirect("organisations:team", organisation.pk)
    status = 422 if form.errors else 200
    return render(
        request, "organisations/invite.html", {"organisation": organisation, "form": form}, status=status
    )


@login_required
@require_POST
def change_invitation(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    """Send a waiting invitation once more, or take it back."""
    organisation = find(request, pk)
    require(policies.refuses_inviting(request.user, organisation))
    invitation = get_object_or_404(Invitation, pk=invitation_pk, organisation=organisation)
    verbs = {
        "again": (inviting.invite_again, _("We sent the invitation to %(address)s once more.")),
        "take_back": (inviting.take_back, _("The invitation to %(address)s is taken back.")),
    }
    if chosen := verbs.get(request.POST.get("do", "")):
        verb, words = chosen
        try:
            verb(invitation, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused.refusal.text))
        else:
            messages.success(request, words % {"address": invitation.address})
    return redirect("organisations:team", organisation.pk)
