"""What waits for a person, and the copies of the mails to them."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from eccp.notices import services
from eccp.notices.models import Notice, OutgoingMail

A_PAGE = 20


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What waits, newest first; what is done is gone."""
    notices = Notice.objects.filter(person=request.user).waiting()
    page = Paginator(notices, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/waiting.html", {"page": page})


@login_required
@require_GET
def mails(request: HttpRequest) -> HttpResponse:
    """The mails to the person, newest first, without those that hold a secret link."""
    mails = OutgoingMail.objects.visible_to(request.user).defer("text", "html")
    page = Paginator(mails, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/mails.html", {"page": page})


@login_required
@require_GET
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail, as it was written."""
    mail = get_object_or_404(OutgoingMail.objects.visible_to(request.user), pk=pk)
    services.mark_read(mail, by=request.user)
    return render(request, "notices/mail.html", {"mail": mail})
