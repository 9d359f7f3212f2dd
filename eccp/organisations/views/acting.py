"""Choosing for which of several organisations one acts."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from eccp.organisations import acting
from eccp.organisations.models import Organisation

DIGITS = 9  # more would be no number of ours


@login_required
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Act for another one of one's organisations, and go on where one was, if that page is not about one of them."""
    wanted = request.POST.get("organisation", "")
    if not wanted.isdecimal() or len(wanted) > DIGITS:
        raise Http404
    chosen = get_object_or_404(Organisation.objects.represented_by(request.user), pk=int(wanted))
    acting.act_for(request, chosen)
    return redirect(_back(request.POST.get("next", ""), request))


def _back(url: str, request: HttpRequest) -> str:
    home = reverse("organisations:home")
    if not url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
        return home
    try:
        match = resolve(url.partition("?")[0])
    except Resolver404:
        return home
    about_one = acting.OF_ONE in match.route or match.view_name == "organisations:home"
    return home if about_one else url
