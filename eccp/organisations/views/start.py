"""Beginning a profile: country and type first, look-alikes before anything is made."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eccp.core.refusals import Refusal, require
from eccp.organisations import look_alikes
from eccp.organisations.forms import StartForm
from eccp.organisations.look_alikes import LookAlike
from eccp.organisations.models import Organisation
from eccp.organisations.services.starting import start as begin
from eccp.organisations.types import all_types


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask who they are, show who they may be already, and make the profile."""
    if not request.user.is_authenticated:
        require(Refusal("sign_in"))
    form = StartForm(request.POST or None)
    alike: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if request.POST.get("save") != "another":
            alike = _shown(request.user, look_alikes.find(**values))
        if not alike:
            organisation = begin(form.cleaned_data["type"], values, by=request.user)
            messages.success(
                request,
                _("Your draft is saved. Until it is validated, it is not public."),
                extra_tags="kept:profile-new",
            )
            return redirect("organisations:edit", organisation.pk)
    return render(
        request, "organisations/form/start.html", {"form": form, "kinds": all_types(), "alike": alike}
    )


def _shown(person: Any, found: list[LookAlike]) -> list[dict[str, Any]]:
    """What a person may see of each look-alike, and what to do: own ones first of all, no details of drafts."""
    numbers = [one.organisation.pk for one in found]
    own = set(Organisation.objects.represented_by(person).filter(pk__in=numbers).values_list("pk", flat=True))
    held = set(
        Organisation.objects.filter(pk__in=numbers, representatives__isnull=False).values_list(
            "pk", flat=True
        )
    )
    return [_card(one, own=one.organisation.pk in own, held=one.organisation.pk in held) for one in found]


def _card(one: LookAlike, *, own: bool, held: bool) -> dict[str, Any]:
    organisation = one.organisation
    if not own and not organisation.is_public:
        return {"hidden": True}
    where = ", ".join(filter(None, [organisation.city, str(organisation.country)]))
    why = get_text_list([str(reason) for reason in one.reasons], _("and"))
    pk = organisation.pk
    if own:
        do = (_("Go on with this one"), reverse("organisations:edit", args=[pk]))
    elif held or organisation.is_published:
        do = (_("Ask to join"), reverse("organisations:join", args=[pk]))
    else:
        do = (_("This is us: claim it"), reverse("organisations:claim", args=[pk]))
    return {
        "name": organisation.name,
        "kind": organisation.kind.label,
        "where": where,
        "why": why,
        "url": organisation.get_absolute_url() if organisation.is_public else "",
        "action": do[0],
        "address": do[1],
    }
