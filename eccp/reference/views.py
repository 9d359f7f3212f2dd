"""What is open to whom, for everybody to read."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eccp.reference import access
from eccp.reference.access import Decision
from eccp.reference.forms import AccessForm
from eccp.reference.models import today
from eccp.reference.programmes import taking_part


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Answer for a country and a date; without a country, say what the rules are."""
    asked = "country" in request.GET or "on" in request.GET
    form = AccessForm(_legible(request) if asked else None)
    found: dict[str, Any] = {}
    if asked and form.is_valid():
        found = form.asked()
        decisions = access.answers(**found)
        found["open"] = [one for one in decisions if one.allowed]
        found["total"] = len(decisions)
        found["groups"] = [
            (_("Closed"), "closed", by_rule(one for one in decisions if not one.allowed)),
            (_("Open"), "open", by_rule(found["open"])),
        ]
    else:
        found["on"] = (asked and form.cleaned_data.get("on")) or today()
        found["taking_part"] = taking_part(found["on"])
        found["decisions"] = access.answers(None, found["on"])
    return render(
        request,
        "reference/access.html",
        {"form": form, "today": today(), **found},
    )


def by_rule(decisions: Iterable[Decision]) -> list[list[Decision]]:
    """Services with the same answer together, so that each rule is read once."""
    groups: dict[str, list[Decision]] = {}
    for one in decisions:
        groups.setdefault(one.text, []).append(one)
    return list(groups.values())


def _legible(request: HttpRequest) -> Any:
    """The question with the country as its code is kept, so that the list shows what was asked."""
    asked = request.GET.copy()
    if country := access.find_country(asked.get("country", "")):
        asked["country"] = country.code
    return asked
