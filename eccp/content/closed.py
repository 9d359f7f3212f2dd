"""What a page answers to somebody who may not read it: nothing of the page, but the rule and the ways forward."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from eccp.core.refusals import Way
from eccp.organisations.access import may_use_for, refusal
from eccp.organisations.acting import acting_for
from eccp.organisations.models import Organisation
from eccp.reference.access import Decision
from eccp.reference.models import Service


def closing(request: HttpRequest, services: Iterable[Service]) -> Decision | None:
    """The first no to this reader, for the organisation they speak for now; none where all say yes."""
    for service in services:
        decided = may_use_for(request.user, service, acting_for(request))
        if not decided.allowed:
            return decided
    return None


def say_closed(request: HttpRequest, decided: Decision) -> HttpResponse:
    """The page of a no: which service it is, the rule, and what can be done."""
    response = render(
        request,
        "content/closed.html",
        {
            "decided": decided,
            "organisation": acting_for(request),
            "refusal": refusal(decided, back=request.get_full_path()),
            "others": _others(request, decided.service),
        },
        status=403,
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


def _others(request: HttpRequest, service: Service) -> list[Way]:
    """Further organisations of the person, for which it would be open."""
    here = acting_for(request)
    if here is None:
        return []
    own = Organisation.objects.represented_by(request.user).exclude(pk=here.pk).select_related("country")
    page = reverse("organisations:home")
    return [
        Way(_("Act for %(name)s") % {"name": one.name}, f"{page}?{urlencode({'organisation': one.pk})}")
        for one in own
        if may_use_for(request.user, service, one).allowed
    ]
