"""The answer of a cluster to an organisation that says it is a member."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eccp.core.refusals import require
from eccp.organisations import policies
from eccp.organisations.models import ClusterMembership
from eccp.organisations.services import people


@login_required
@require_POST
def answer_membership(request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
    """Say whether the organisation is a member of this cluster."""
    named = get_object_or_404(
        ClusterMembership.objects.select_related("member", "cluster"), pk=membership_pk, cluster=pk
    )
    require(policies.refuses_confirming_member(request.user, named))
    words = {"member": named.member.name}
    answer = request.POST.get("answer")
    if answer == "confirm":
        people.confirm_member(named, by=request.user)
        messages.success(request, _("%(member)s is confirmed as your member, and gets a mail.") % words)
    elif answer == "refuse":
        people.refuse_member(named, by=request.user)
        messages.success(request, _("You said that %(member)s is not your member. It gets a mail.") % words)
    return redirect("organisations:team", pk)
