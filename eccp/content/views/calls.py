"""The doors of reminders: asking for one on the page of a call, ending it, and all of one's own."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from eccp.content import reminding
from eccp.content.about import address
from eccp.content.calls import rows_of
from eccp.content.lists import section_showing
from eccp.content.models import CallPage

A_PAGE = 20
OFF = "off"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to be reminded of a call, change it or end it. Whoever comes here after signing in is led to the call."""
    call = get_object_or_404(CallPage.objects.live().for_everybody(), id=pk)
    if request.method == "POST":
        _change(request, call)
        if back := _back(request):
            return HttpResponseRedirect(back)
    return HttpResponseRedirect(f"{address(call)}#remind")


@login_required
@require_safe
def reminders(request: HttpRequest) -> HttpResponse:
    """One's own reminders, what closes next first."""
    page = Paginator(reminding.reminders_of(request.user), A_PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    rows = rows_of([one.call for one in found])
    context = {
        "page": page,
        "rows": list(zip(found, rows, strict=True)),
        "calls_url": section_showing("calls").url or "",
    }
    return render(request, "content/reminders.html", context)


def _change(request: HttpRequest, call: CallPage) -> None:
    if OFF in request.POST:
        if reminding.forget(call, by=request.user):
            messages.success(request, _("We will not remind you of “%(call)s”.") % {"call": call.title})
        return
    form = ReminderForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how many days before the cut-off we write to you."))
        return
    days = form.cleaned_data["days"]
    reminding.remind(call, by=request.user, days=days)
    if reminding.is_near(call, days):
        words = _("The next cut-off of “%(call)s” is nearer than that: you hear from us right away.")
        messages.success(request, words % {"call": call.title})
        return
    words = ngettext(
        "We will write to you %(days)s day before the next cut-off of “%(call)s”.",
        "We will write to you %(days)s days before the next cut-off of “%(call)s”.",
        days,
    )
    messages.success(request, words % {"days": days, "call": call.title})


def _back(request: HttpRequest) -> str:
    """Where the form stood, where that is a page of ours."""
    back = request.POST.get("back", "")
    own = back.startswith("/") and url_has_allowed_host_and_scheme(
        back, allowed_hosts=None, require_https=request.is_secure()
    )
    return back if own else ""


class ReminderForm(forms.Form):
    """How many days before."""

    days = forms.TypedChoiceField(choices=[(str(days), str(days)) for days in reminding.DAYS], coerce=int)
