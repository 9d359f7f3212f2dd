"""The public page of a profile."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from eccp.organisations import policies
from eccp.organisations.consortium import consortium
from eccp.organisations.models import Organisation
from eccp.organisations.page import Page
from eccp.organisations.structured import as_script, structured
from eccp.organisations.ties import clusters_of, members_of, partnerships_of
from eccp.organisations.views.finding import moved_to

SHOWN = 24  # members on a cluster's page; of the rest only their number


@require_safe
def profile(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Show a profile to everybody who may see it; the number decides, the words are for people."""
    organisation = Organisation.objects.visible_to(request.user).with_everything().filter(pk=pk).first()
    if organisation is None or organisation.merged_into_id:
        return _merged(request, pk)
    if slug != organisation.slug:
        return redirect(organisation, permanent=True)
    return render(request, "organisations/profile.html", _shown(request, organisation))


def _merged(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead an old address to the profile that stayed."""
    target = Organisation.objects.visible_to(request.user).filter(pk=moved_to(pk)).first()
    if target is None:
        raise Http404
    return redirect(target, permanent=True)


def _shown(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    clusters = list(clusters_of(organisation))
    members = members_of(organisation)
    return {
        "organisation": organisation,
        "page": Page(organisation),
        "clusters": clusters,
        "members": list(members[:SHOWN]),
        "members_count": members.count(),
        "consortium": consortium(organisation),
        "partnerships": list(partnerships_of(organisation)),
        "acts": policies.represents(request.user, organisation),
        "claimable": policies.claimable(organisation),
        "data_block": as_script(structured(organisation, clusters)) if organisation.is_published else "",
    }
