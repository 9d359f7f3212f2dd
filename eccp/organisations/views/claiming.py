"""Claiming a listed profile: by a mail to the website's domain, or by a validator's judgement."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eccp.core.refusals import require
from eccp.organisations import policies
from eccp.organisations.forms.asking import ClaimForm, JudgeForm
from eccp.organisations.models import Claim
from eccp.organisations.services import claims
from eccp.organisations.services.mail_domains import provable
from eccp.organisations.views.finding import find


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the two ways; the mail first, where the website allows it."""
    organisation = find(request, pk)
    require(policies.refuses_claiming(request.user, organisation))
    by_mail, judged = "address" in request.POST, "text" in request.POST
    mail_form = ClaimForm(request.POST if by_mail else None, organisation=organisation)
    judge_form = JudgeForm(request.POST if judged else None)
    if by_mail and mail_form.is_valid():
        if refusal := claims.refuses_mail(request.user, organisation):
            mail_form.add_error("address", str(refusal.text))
        else:
            sent = claims.mail_proof(organisation, mail_form.cleaned_data["address"], by=request.user)
            words = _(
                "We sent a mail to %(address)s. Open its link within three days, signed in as you are now."
            )
            messages.success(request, words % {"address": sent.address})
            return redirect("organisations:claim", organisation.pk)
    if judged and judge_form.is_valid():
        claims.let_judge(organisation, judge_form.cleaned_data["text"], by=request.user)
        messages.success(request, _("A validator looks at it and answers you by mail."))
        return redirect("organisations:claim", organisation.pk)
    context = {
        "organisation": organisation,
        "mail_form": mail_form,
        "judge_form": judge_form,
        "by_mail": provable(organisation.website),
        "judged": Claim.objects.filter(
            person=request.user, organisation=organisation, status=Claim.Status.JUDGED
        ).exists(),
    }
    return render(request, "organisations/claim.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_proof(request: HttpRequest, token: str) -> HttpResponse:
    """What the mailed link opens: whose profile it is, and one button."""
    asked = claims.read_claim(token, request.user)
    if request.method == "POST":
        claims.prove(asked, by=request.user)
        messages.success(
            request, _("The profile is yours. Read it through, mend it, and submit it for validation.")
        )
        return redirect(f"{reverse('organisations:home')}?organisation={asked.organisation_id}")
    return render(
        request, "organisations/claim_proof.html", {"claim": asked, "organisation": asked.organisation}
    )
