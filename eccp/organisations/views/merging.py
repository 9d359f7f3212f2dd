"""Merging two profiles of one organisation: side by side, field by field."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eccp.core.refusals import require
from eccp.organisations import look_alikes, policies
from eccp.organisations.forms.asking import MergeForm, WithForm
from eccp.organisations.models import Organisation
from eccp.organisations.services import merging
from eccp.organisations.snapshot import snapshot
from eccp.organisations.views.finding import whole
from eccp.organisations.wording import Words


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask which profile goes, then which values stay. The profile of the address is the one that stays."""
    kept = whole(request, pk)
    require(policies.refuses_merging(request.user, kept))
    form = WithForm(request.GET if "with" in request.GET else None)
    if not form.is_valid() or not Organisation.objects.filter(pk=form.cleaned_data["other"]).exists():
        if form.is_bound and form.is_valid():
            form.add_error("other", _("There is no profile with this number."))
        return render(
            request,
            "organisations/merge_with.html",
            {"organisation": kept, "form": form, "alike": _alike(kept)},
        )
    gone = whole(request, form.cleaned_data["other"])
    require(merging.refuses(kept, gone, request.user))
    return _compared(request, kept, gone)


def _compared(request: HttpRequest, kept: Organisation, gone: Organisation) -> HttpResponse:
    values = snapshot(kept), snapshot(gone)
    words = Words(kept.kind, values[0].items()), Words(gone.kind, values[1].items())
    names = merging.differing(kept, gone)
    form = MergeForm(
        request.POST or None, kept=kept, names=names, here=words[0], there=words[1], values=values
    )
    if request.method == "POST" and form.is_valid():
        row = merging.merge(kept, gone, form.cleaned_data, by=request.user)
        messages.success(
            request, _("Merged. The old address leads here now, and the people of both were told.")
        )
        return redirect(row)
    context = {
        "organisation": kept,
        "form": form,
        "sides": [_side(kept), _side(gone)],
        "gone": gone,
        "loses": gone.is_published and not kept.is_published,
        "swap_url": f"{reverse('organisations:merge', args=[gone.pk])}?with={kept.pk}",
    }
    return render(request, "organisations/merge.html", context)


def _side(row: Organisation) -> dict[str, Any]:
    return {
        "organisation": row,
        "people": row.representatives.count(),
        "state": row.get_visibility_display(),
    }


def _alike(organisation: Organisation) -> list[Any]:
    """The profiles that look like this one, so that nobody needs to know a number."""
    return look_alikes.find(
        organisation.name,
        organisation.website,
        organisation.city,
        organisation.country_id,
        exclude=[organisation.pk],
    )
