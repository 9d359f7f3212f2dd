"""My organisation: what waits, how the profile stands, who the colleagues are."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from eccp.core import slots
from eccp.notices.models import Notice
from eccp.organisations import policies
from eccp.organisations.models import ClusterMembership, JoinRequest, Organisation, Role
from eccp.organisations.models.people import Answer
from eccp.organisations.page import Page
from eccp.organisations.services import telling
from eccp.organisations.services.confirming import confirmation_token


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The page one lands on: one's organisation, or the ways to one."""
    own = list(Organisation.objects.represented_by(request.user))
    if not own:
        return render(request, "organisations/home_empty.html", _asked(request))
    wanted = request.GET.get("organisation", "")
    chosen = next((row for row in own if str(row.pk) == wanted), own[0])
    return render(request, "organisations/home.html", {"own": own, **_shown(request, chosen)})


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What somebody without an organisation is waiting for."""
    return {
        "requests": JoinRequest.objects.filter(person=request.user, status=Answer.ASKED).select_related(
            "organisation"
        ),
        "notices": Notice.objects.filter(person=request.user).waiting(),
    }


def _shown(request: HttpRequest, chosen: Organisation) -> dict[str, Any]:
    organisation = Organisation.objects.with_everything().get(pk=chosen.pk)
    team = list(organisation.representatives.select_related("person"))
    manages = any(one.person_id == request.user.pk and one.role == Role.MANAGER for one in team)
    joins, memberships = answers_due(organisation) if manages else ([], [])
    here = {telling.join_key(row) for row in joins} | {telling.membership_key(row) for row in memberships}
    notices = [row for row in Notice.objects.filter(person=request.user).waiting() if row.key not in here]
    spoken = slots.entries("organisation.home", organisation=organisation, user=request.user)
    following = next((context for _template, context in spoken if context.get("next")), None)
    page = Page(organisation)
    return {
        "organisation": organisation,
        "page": page,
        "team": team,
        "manages": manages,
        "joins": joins,
        "memberships": memberships,
        "notices": notices,
        "following": following,
        "waits": len(joins) + len(memberships) + len(notices) + page.stale + bool(following),
        "told": bool(spoken),
        "filled": first_of(
            following=following, stale=page.stale, join=joins, membership=memberships, notice=notices
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
