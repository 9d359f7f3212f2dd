"""My organisation: what waits, how the profile stands, who the colleagues are."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from eccp.core import slots
from eccp.notices.models import Notice
from eccp.organisations import acting, policies
from eccp.organisations.models import ClusterMembership, Invitation, JoinRequest, Organisation, Role
from eccp.organisations.models.people import Answer
from eccp.organisations.page import Page
from eccp.organisations.services import inviting, telling, telling_team
from eccp.organisations.services.confirming import confirmation_token

SHOWN = 8  # colleagues by name; of the rest only their number


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The page one lands on: one's organisation, or the ways to one. `?organisation=12` acts for that one."""
    own = acting.own(request)
    wanted = next((row for row in own if str(row.pk) == request.GET.get("organisation", "")), None)
    if wanted and len(own) > 1:
        acting.act_for(request, wanted)
    chosen = acting.acting_for(request)
    if chosen is None:
        return render(request, "organisations/home_empty.html", _asked(request))
    return render(request, "organisations/home.html", {"own": own, **_shown(request, chosen)})


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What somebody without an organisation is waiting for."""
    invitations, notices = _invited(request.user)
    return {
        "invitations": invitations,
        "requests": JoinRequest.objects.filter(person=request.user, status=Answer.ASKED).select_related(
            "organisation"
        ),
        "notices": notices,
    }


def _invited(user: Any) -> tuple[list[dict[str, Any]], list[Notice]]:
    """The invitations to addresses of this person, and what else waits: each thing once."""
    rows = Invitation.objects.waiting().to(user).select_related("organisation", "invited_by")
    told = {telling_team.invitation_key(row): row for row in rows}
    notices = [row for row in Notice.objects.filter(person=user).waiting() if row.key not in told]
    return [{"row": row, "token": inviting.token_of(row)} for row in told.values()], notices


def _shown(request: HttpRequest, chosen: Organisation) -> dict[str, Any]:
    organisation = Organisation.objects.with_everything().get(pk=chosen.pk)
    team = list(organisation.representatives.select_related("person"))
    invitations, told = _invited(request.user)
    manages = any(one.person_id == request.user.pk and one.role == Role.MANAGER for one in team)
    joins, memberships = answers_due(organisation) if manages else ([], [])
    here = {telling.join_key(row) for row in joins} | {telling.membership_key(row) for row in memberships}
    notices = [row for row in told if row.key not in here]
    spoken = slots.entries("organisation.home", organisation=organisation, user=request.user)
    following = next((context for _template, context in spoken if context.get("next")), None)
    page = Page(organisation)
    return {
        "organisation": organisation,
        "page": page,
        "team": team[:SHOWN],
        "more": max(0, len(team) - SHOWN),
        "manages": manages,
        "joins": joins,
        "memberships": memberships,
        "notices": notices,
        "invitations": invitations,
        "waiting_invitations": organisation.invitations.waiting().count() if manages else 0,
        "following": following,
        "waits": len(joins)
        + len(memberships)
        + len(notices)
        + len(invitations)
        + page.stale
        + bool(following),
        "told": bool(spoken),
        "filled": first_of(
            following=following,
            invitation=invitations,
            stale=page.stale,
            join=joins,
            membership=memberships,
            notice=notices,
        ),
        "named": ClusterMembership.objects.filter(member=organisation).select_related("cluster"),
        "confirm_token": confirmation_token(organisation, request.user) if page.stale else "",
        "edits": policies.refuses_editing(request.user, organisation) is None,
    }


def answers_due(organisation: Organisation) -> tuple[list[Any], list[Any]]:
    """Who asks to join, and who says that it is a member: what a manager answers."""
    joins = organisation.join_requests.filter(status=Answer.ASKED).select_related("person")
    memberships = ClusterMembership.objects.waiting().filter(cluster=organisation)
    return list(joins), list(memberships.select_related("member__country"))


def first_of(**waiting: object) -> str:
    """The first kind of thing that waits: its first row has the page's one filled button."""
    return next((kind for kind, rows in waiting.items() if rows), "")
