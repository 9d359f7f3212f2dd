"""Roles in a team: changing one, removing somebody, handing over, leaving, asking to become a manager."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eccp.accounts.policies import display_name
from eccp.core.refusals import Refused, require
from eccp.organisations import acting, policies
from eccp.organisations.forms.teaming import LEAVE, AloneForm, AskForm, HandOverForm, RoleForm
from eccp.organisations.models import JoinRequest, Organisation, Representative
from eccp.organisations.models.people import Answer
from eccp.organisations.services import leaving, roles
from eccp.organisations.views.finding import find

METHODS = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(METHODS)
def change_role(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """What a manager can do with one person of the team."""
    organisation = find(request, pk)
    require(policies.refuses_inviting(request.user, organisation))
    row = _of_the_team(organisation, person_pk)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": row.role})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            row = roles.change_role(row, form.cleaned_data["role"], by=request.user)
        except Refused as refused:
            form.add_error("role", str(refused.refusal.text))
        else:
            words = _("%(person)s is a %(role)s now.")
            messages.success(
                request, words % {"person": display_name(row.person), "role": row.get_role_display()}
            )
            return redirect("organisations:team", organisation.pk)
    if form.errors:
        status = 422
    context = {
        "organisation": organisation,
        "one": row,
        "form": form,
        "oneself": row.person_id == request.user.pk,
    }
    return render(request, "organisations/person.html", context, status=status)


@login_required
@require_http_methods(METHODS)
def remove(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Ask whether somebody is really to be removed, and remove them."""
    organisation = find(request, pk)
    require(policies.refuses_inviting(request.user, organisation))
    row = _of_the_team(organisation, person_pk)
    if row.person_id == request.user.pk:
        return redirect("organisations:leave", organisation.pk)
    if request.method == "POST":
        roles.remove(row, by=request.user)
        words = _("%(person)s is no longer in your team, and gets a mail.")
        messages.success(request, words % {"person": display_name(row.person)})
        return redirect("organisations:team", organisation.pk)
    context = {
        "organisation": organisation,
        "one": row,
        "sent": organisation.invitations.waiting().filter(invited_by=row.person_id).count(),
    }
    return render(request, "organisations/remove.html", context)


@login_required
@require_http_methods(METHODS)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Make somebody else the manager, and step down or leave, in one step."""
    organisation = find(request, pk)
    require(policies.refuses_inviting(request.user, organisation))
    people = organisation.representatives.active().exclude(person=request.user).select_related("person")
    form = HandOverForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        leaves = form.cleaned_data["then"] == LEAVE
        heir = roles.hand_over(organisation, form.cleaned_data["to"], by=request.user, leaves=leaves)
        words = _("%(person)s is a manager of %(name)s now, and gets a mail.")
        messages.success(request, words % {"person": display_name(heir.person), "name": organisation.name})
        return _gone(request) if leaves else redirect("organisations:team", organisation.pk)
    context = {"organisation": organisation, "form": form, "people": people.exists()}
    return render(request, "organisations/hand_over.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(METHODS)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the team. Who is the only manager hands over; who is the last one says that they know it."""
    organisation = find(request, pk)
    require(policies.refuses_leaving(request.user, organisation))
    mine = Representative.objects.select_related("organisation").get(
        person=request.user, organisation=organisation
    )
    refusal = leaving.refuses(mine, alone=False)
    if refusal and refusal.rule == "successor_needed":
        messages.info(request, refusal.text)
        return redirect("organisations:hand_over", organisation.pk)
    form = AloneForm(request.POST if request.method == "POST" else None) if refusal else None
    if request.method == "POST" and (form is None or form.is_valid()):
        leaving.leave(organisation, by=request.user, alone=form is not None)
        messages.success(request, _("You no longer act for %(name)s.") % {"name": organisation.name})
        return _gone(request)
    status = 422 if form and form.errors else 200
    return render(
        request, "organisations/leave.html", {"organisation": organisation, "form": form}, status=status
    )


@login_required
@require_http_methods(METHODS)
def become_manager(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the managers, or where there is none the validators, for the role of a manager."""
    organisation = find(request, pk)
    require(policies.refuses_becoming_manager(request.user, organisation))
    asked = JoinRequest.objects.filter(
        person=request.user, organisation=organisation, status=Answer.ASKED
    ).first()
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not asked and form.is_valid():
        roles.ask_to_manage(organisation, form.cleaned_data["message"], by=request.user)
        return redirect("organisations:become_manager", organisation.pk)
    context = {
        "organisation": organisation,
        "form": form,
        "asked": asked,
        "managed": policies.managed(organisation),
    }
    return render(request, "organisations/become_manager.html", context)


def _of_the_team(organisation: Organisation, pk: int) -> Representative:
    rows = organisation.representatives.select_related("person", "organisation")
    return get_object_or_404(rows, pk=pk)


def _gone(request: HttpRequest) -> HttpResponse:
    acting.forget(request)
    return redirect("organisations:home")
