"""Who has an application in hand: taking it, putting it back, handing it on; and reading the website again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eccp.accounts.models import User
from eccp.accounts.policies import display_name
from eccp.core.refusals import Refused
from eccp.core.workflow import WrongState
from eccp.organisations.services.telling import validators
from eccp.validation import services
from eccp.validation.forms import HandForm
from eccp.validation.models import Application
from eccp.validation.views.finding import find_to_judge
from eccp.validation.views.moments import short


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it in hand. From another validator it is taken over only when that is what was asked for."""
    row = find_to_judge(pk, request.user)
    if request.POST.get("over"):
        return _say(
            request,
            row,
            lambda: services.reassign(row, request.user, by=request.user),
            _("It is in your hands now."),
        )
    return _say(request, row, lambda: services.take(row, by=request.user), _("It is in your hands now."))


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it back, so that anybody may take it."""
    row = find_to_judge(pk, request.user)
    return _say(
        request,
        row,
        lambda: services.release(row, by=request.user),
        _("It is back in the queue for anybody to take."),
    )


@require_POST
def hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand it to another validator, who is told."""
    row = find_to_judge(pk, request.user)
    form = HandForm(request.POST, validators=others(request.user))
    if not form.is_valid():
        messages.error(request, _("Choose to whom you hand it."))
        return redirect("validation:decision", pk=pk)
    to = form.cleaned_data["to"]
    words = _("It is in the hands of %(name)s now.") % {"name": display_name(to)}
    return _say(request, row, lambda: services.reassign(row, to, by=request.user), words)


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the evidence gathered anew, for a website that was down or changed."""
    row = find_to_judge(pk, request.user)
    words = _("The website is being read again. What is found is here in less than a minute.")
    return _say(request, row, lambda: services.regather(row, by=request.user), words)


def others(user: Any) -> Any:
    """The validators besides this one."""
    return validators().exclude(pk=user.pk).order_by("name", "pk")


def held(problem: services.InProgress) -> str:
    """Say who has it in hand."""
    return _("%(name)s took it in hand: %(when)s.") % {
        "name": display_name(problem.by),
        "when": short(problem.since, timezone.now()),
    }


def _say(request: HttpRequest, row: Application, verb: Callable[[], object], done: str) -> HttpResponse:
    try:
        verb()
    except services.InProgress as problem:
        messages.warning(request, held(problem))
    except WrongState:
        messages.warning(request, decided(Application.objects.select_related("decided_by").get(pk=row.pk)))
    except Refused as refused:
        messages.error(request, refused.refusal.text)
    else:
        messages.success(request, done)
    return redirect("validation:decision", pk=row.pk)


def decided(row: Application) -> str:
    """Say who decided what, and when."""
    by: User | None = row.decided_by
    return _("%(name)s decided this: %(state)s, %(when)s.") % {
        "name": display_name(by) if by else _("The platform"),
        "state": row.get_status_display(),
        "when": short(row.decided_at, timezone.now()) if row.decided_at else "",
    }
