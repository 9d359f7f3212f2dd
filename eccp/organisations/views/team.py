"""Who acts for an organisation, and the answers that its managers give."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from eccp.accounts.policies import display_name
from eccp.core.log import history as entries_of
from eccp.core.refusals import require
from eccp.organisations import policies
from eccp.organisations.models import JoinRequest, Role, Visibility
from eccp.organisations.services import disputes, people
from eccp.organisations.views.finding import find
from eccp.organisations.views.history import told
from eccp.organisations.views.home import answers_due

A_PAGE = 20
PAST_A_PAGE = 10
YES = {
    True: gettext_lazy("%(person)s is a manager now, and gets a mail."),
    False: gettext_lazy("%(person)s is in your team now, and gets a mail."),
}
TEAM_VERBS = [
    f"organisations.{verb}"
    for verb in (
        "join_accepted join_refused claimed claim_lapsed claim_disputed claim_answered role_asked role_changed"
        " handed_over removed left invited invited_again invitation_accepted invitation_declined"
        " invitation_withdrawn invitation_expired merge"
    ).split()
]


@login_required
@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """The people, who asks to be one of them, who is invited, and what happened to the team."""
    organisation = find(request, pk)
    require(policies.refuses_history(request.user, organisation))
    joins, memberships = answers_due(organisation)
    role = next(
        iter(organisation.representatives.filter(person=request.user).values_list("role", flat=True)), ""
    )
    manages = role == Role.MANAGER
    past = Paginator(
        entries_of(organisation).filter(verb__in=TEAM_VERBS).order_by("-at", "-pk"), PAST_A_PAGE
    ).get_page(request.GET.get("past"))
    people_page = Paginator(
        organisation.representatives.select_related("person").order_by("created_at", "pk"), A_PAGE
    ).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "page": people_page,
        "joins": joins,
        "memberships": memberships,
        "manages": manages and organisation.visibility != Visibility.ARCHIVED,
        "role": role,
        "answers_joins": not joins or policies.refuses_answering_join(request.user, joins[0]) is None,
        "invitations": organisation.invitations.waiting().select_related("invited_by"),
        "disputes": [
            {"claim": one, "may_answer": manages or not policies.managed(organisation)}
            for one in disputes.open_disputes(organisation)
        ]
        if role
        else [],
        "past": past,
        "events": told(organisation, past.object_list),
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
            request, str(YES[asked.role == Role.MANAGER]) % {"person": display_name(asked.person)}
        )
    elif answer == "refuse":
        people.refuse_join(asked, by=request.user)
        messages.success(
            request, _("You said no to %(person)s, who gets a mail.") % {"person": display_name(asked.person)}
        )
    return redirect("organisations:team", pk)


@login_required
@require_POST
def withdraw_join(request: HttpRequest, request_pk: int) -> HttpResponse:
    """Take back one's own request."""
    asked = get_object_or_404(
        JoinRequest.objects.select_related("organisation"), pk=request_pk, person=request.user
    )
    people.withdraw_join(asked, by=request.user)
    messages.success(
        request, _("Your request to %(name)s is taken back.") % {"name": asked.organisation.name}
    )
    return redirect("organisations:home")
