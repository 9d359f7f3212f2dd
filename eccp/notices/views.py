"""What waits for a person, the copies of the mails to them, and how often mails come."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eccp.accounts.models import User
from eccp.notices import services, switching_off
from eccp.notices.forms import FilterForm, PacesForm
from eccp.notices.models import Notice, OutgoingMail, Pace
from eccp.notices.services.again import refuses_sending_again
from eccp.notices.services.choosing import chosen
from eccp.notices.states import state
from eccp.notices.topics import SECURITY, TOPICS
from eccp.notices.waiting import grouped

A_PAGE = 20


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What waits, by topic and newest first; what is done is gone."""
    notices = Notice.objects.filter(person=request.user).waiting().order_by("topic", "-at", "-pk")
    page = Paginator(notices, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/waiting.html", {"page": page, "groups": grouped(page)})


@login_required
@require_GET
def mails(request: HttpRequest) -> HttpResponse:
    """The mails to the person, newest first, without those that hold a secret link."""
    form = FilterForm(request.GET)
    asked = form.asked()
    mails = OutgoingMail.objects.visible_to(request.user).letters().select_related("digest__mail")
    if asked["topic"]:
        mails = mails.filter(topic=asked["topic"])
    if asked["unread"]:
        mails = mails.unread()
    page = Paginator(mails.defer("text", "html"), A_PAGE).get_page(request.GET.get("page"))
    rows = [{"mail": mail, "state": state(mail), "topic": TOPICS.get(mail.topic)} for mail in page]
    context = {"page": page, "rows": rows, "form": form, "filtered": any(asked.values())}
    return render(request, "notices/mails.html", context)


@login_required
@require_GET
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail, as it was written."""
    mails = OutgoingMail.objects.visible_to(request.user).select_related("digest__mail")
    mail = get_object_or_404(mails, pk=pk)
    services.mark_read(mail, by=request.user)
    context = {
        "mail": mail,
        "state": state(mail),
        "topic": TOPICS.get(mail.topic),
        "may_send_again": refuses_sending_again(mail, by=request.user) is None,
    }
    return render(request, "notices/mail.html", context)


@login_required
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a mail that was not delivered once more."""
    mail = get_object_or_404(OutgoingMail.objects.visible_to(request.user), pk=pk)
    services.send_again(mail, by=request.user)
    mail.refresh_from_db()
    messages.success(request, _("The mail is on its way again, to %(address)s.") % {"address": mail.address})
    return redirect("notices:mail", pk=mail.pk)


@login_required
@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    """Believe in one's own address once more."""
    test = services.try_again(request.user, by=request.user)
    messages.success(
        request,
        _("We sent a test to %(address)s. If it comes back, we tell you here again.")
        % {"address": test.address},
    )
    return redirect("notices:mails")


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """How often mails on each topic come."""
    form = PacesForm(request.POST or None, initial=chosen(request.user))
    if request.method == "POST" and form.is_valid():
        services.choose(request.user, form.cleaned_data, by=request.user)
        messages.success(request, _("Your choice was saved."))
        return redirect("notices:settings")
    return render(request, "notices/settings.html", {"form": form, "security": SECURITY})


# No token against forgery: the programme that reads mails has none (RFC 8058). The address is signed.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    """End the mails on a topic without signing in: looking changes nothing, the button does."""
    found = switching_off.read(token)
    if found is None:
        raise Http404
    person = get_object_or_404(User, pk=found[0], erased_at__isnull=True)
    if request.method == "POST":
        services.switch_off(person, found[1], by=person)
    off = chosen(person)[found[1].code] == Pace.NEVER
    return render(request, "notices/off.html", {"topic": found[1], "off": off})
