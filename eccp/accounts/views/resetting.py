"""An administrator takes away the second factor of somebody who lost it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eccp.accounts import services
from eccp.accounts.models import User
from eccp.accounts.second_factor import refuses_resetting
from eccp.core.refusals import require


@require_http_methods(["GET", "POST"])
def reset_other(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, then reset. In the back office, which lets only its own people in."""
    person = get_object_or_404(User, pk=pk, erased_at__isnull=True)
    require(refuses_resetting(request.user, person))
    if request.method == "POST":
        services.reset_second_factor(person, by=request.user)
        messages.success(request, _("The second factor is reset, and the person has a mail that says so."))
        return redirect("wagtailusers_users:index")
    context = {"person": person, "page_title": _("Reset a second factor"), "header_icon": "key"}
    return render(request, "accounts/back_office/reset_second_factor.html", context)
