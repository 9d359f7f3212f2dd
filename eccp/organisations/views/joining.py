"""Asking to act for an organisation that is here already."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from eccp.core.refusals import require
from eccp.organisations import policies
from eccp.organisations.forms.asking import JoinForm
from eccp.organisations.models import JoinRequest
from eccp.organisations.models.people import Answer
from eccp.organisations.services import people, telling
from eccp.organisations.views.finding import find


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the managers to be let in. Who asked already is told so."""
    organisation = find(request, pk)
    require(policies.refuses_joining(request.user, organisation))
    if policies.claimable(organisation):
        return redirect("organisations:claim", organisation.pk)
    form = JoinForm(request.POST or None)
    asked = JoinRequest.objects.filter(
        person=request.user, organisation=organisation, status=Answer.ASKED
    ).first()
    if request.method == "POST" and not asked and form.is_valid():
        people.ask_to_join(organisation, form.cleaned_data["message"], by=request.user)
        return redirect("organisations:join", organisation.pk)
    context = {
        "organisation": organisation,
        "form": form,
        "asked": asked,
        "managed": telling.managers(organisation).exists(),
    }
    return render(request, "organisations/join.html", context)
