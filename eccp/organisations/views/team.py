"""Who acts for an organisation, and the answers that its managers give."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from eccp.core.refusals import require
from eccp.organisations import policies
from eccp.organisations.models import JoinRequest, Role
from eccp.organisations.services import people
from eccp.organisations.views.finding import find
from eccp.organisations.views.home import answers_due


@login_required
@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """List the people, and who asks to be one of them."""
    organisation = find(request, pk)
    require(policies.refuses_history(request.user, organisation))
    joins, memberships = answers_due(organisation)
    context = {
        "organisation": organisation,
        "team": organisation.representatives.select_related("person"),
        "joins": joins,
        "memberships": memberships,
        "manages": policies.manages(request.user, organisation),
        "answers_joins": not joins or policies.refuses_answering_join(request.user, joins[0]) is None,
    }
    return render(request, "organisations/team.html", context)


@login_required
@require_POST
def answer_join(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """Let somebody in, as colleague or manager, or say no."""
    asked = get_object_or_404(
        JoinRequest.objects.select_related("person", "organisation"), pk=request_pk, organisation=pk
    )
    require(policies.refuses_answering_join(request.user, asked))
    answer = request.POST.get("answer")
    if answer in Role.values:
        people.accept_join(asked, answer, by=request.user)
        messages.success(
            request, _("%(person)s is in your team now, and gets a mail.") % {"person": asked.person.name}
        )
    elif answer == "refuse":
        people.refuse_join(asked, by=request.user)
        messages.success(
            request, _("You said no to %(person)s, who gets a mail.") % {"person": asked.person.name}
        )
    return redirect("organisations:team", pk)
