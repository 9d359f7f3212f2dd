"""Erasing oneself, and in the back office somebody who asked for it in writing."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from eccp.accounts import services
from eccp.accounts.forms import EraseForm, EraseOtherForm
from eccp.accounts.models import User
from eccp.accounts.policies import refuses_erasing
from eccp.accounts.processing import kept_for_the_law
from eccp.accounts.views.proof import proved_lately
from eccp.core import personal
from eccp.core.refusals import require


@login_required
@require_GET
def explain(request: HttpRequest) -> HttpResponse:
    """What goes, what stays and why, and what should be settled first."""
    context = {"obstacles": personal.obstacles(request.user), "stays": kept_for_the_law()}
    return render(request, "accounts/erase.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@proved_lately
def erase(request: HttpRequest) -> HttpResponse:
    """The last step: a word typed by hand, then the account is gone."""
    obstacles = personal.obstacles(request.user)
    form = EraseForm(request.POST or None, obstacles=bool(obstacles))
    if request.method == "POST" and form.is_valid():
        person = request.user
        services.erase(person, by=person, nevertheless=form.cleaned_data.get("nevertheless", False))
        logout(request)
        return redirect("accounts:erased")
    return render(request, "accounts/erase_confirm.html", {"form": form, "obstacles": obstacles})


@require_GET
def erased(request: HttpRequest) -> HttpResponse:
    """A farewell, for whoever comes by."""
    return render(request, "accounts/erased.html")


@require_http_methods(["GET", "POST"])
def erase_other(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase a person who asked for it in writing. In the back office, which lets only its own people in."""
    person = get_object_or_404(User, pk=pk, erased_at__isnull=True)
    require(refuses_erasing(request.user, person))
    form = EraseOtherForm(request.POST or None, obstacles=False)
    if request.method == "POST" and form.is_valid():
        services.erase(person, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The person is erased. The last mail to the old address says so."))
        return redirect("wagtailusers_users:index")
    context = {
        "form": form,
        "person": person,
        "obstacles": personal.obstacles(person),
        "page_title": _("Erase a person"),
        "header_icon": "bin",
    }
    return render(request, "accounts/back_office/erase.html", context)
