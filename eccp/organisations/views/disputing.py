"""A claim that disputes who acts for an organisation: making it, and answering it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eccp.core.refusals import Refused, require
from eccp.organisations import policies
from eccp.organisations.forms.teaming import ClaimAnswerForm, DisputeForm
from eccp.organisations.models import Claim
from eccp.organisations.services import disputes, telling_disputes
from eccp.organisations.views.finding import find

JUDGED = Claim.Status.JUDGED


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the wrong people act for an organisation, and what shows it."""
    organisation = find(request, pk)
    require(policies.refuses_disputing(request.user, organisation))
    form = DisputeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            disputes.dispute(organisation, given["text"], given["evidence"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused.refusal.text))
        else:
            messages.success(request, _("A validator looks at it and answers you by mail."))
            return redirect("organisations:dispute", organisation.pk)
    own = Claim.objects.filter(person=request.user, organisation=organisation, status=JUDGED)
    context = {"organisation": organisation, "form": form, "waits": own.exists()}
    return render(request, "organisations/dispute.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_claim(request: HttpRequest, pk: int, claim_pk: int) -> HttpResponse:
    """Show the managers that somebody claims their organisation, and take what they say to it."""
    organisation = find(request, pk)
    rows = Claim.objects.filter(disputes=True).select_related("organisation", "person")
    claim = get_object_or_404(rows, pk=claim_pk, organisation=organisation)
    require(policies.refuses_answering_claim(request.user, claim))
    form = ClaimAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        disputes.answer(claim, form.cleaned_data["text"], by=request.user)
        messages.success(request, _("The validators have your words. You get a mail when they have decided."))
        return redirect("organisations:team", organisation.pk)
    context = {
        "organisation": organisation,
        "claim": claim,
        "claimant": telling_disputes.claimant(claim),
        "said": claim.answers.select_related("person"),
        "waits": claim.status == JUDGED,
        "form": form,
    }
    return render(request, "organisations/answer_claim.html", context, status=422 if form.errors else 200)
