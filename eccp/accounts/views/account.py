"""One's own account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eccp.accounts import services
from eccp.accounts.forms import AccountForm
from eccp.accounts.models import User


@login_required
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """The personal profile, with the ways to signing in, mails and one's data."""
    # A row of its own: a form that fails has already written into its instance.
    person = User.objects.get(pk=request.user.pk)
    form = AccountForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        services.update_account(form, by=person)
        messages.success(request, _("Your account was saved."))
        return redirect("accounts:account")
    return render(request, "accounts/account.html", {"form": form, "person": person})
