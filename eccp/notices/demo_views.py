"""The mails that the demonstration would send, for everybody to read. Production has no such addresses."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from eccp.notices.models import OutgoingMail

A_PAGE = 20
# The mail may show itself and lead elsewhere when a person asks for it, nothing more.
FRAME_POLICY = (
    "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'"
)


@require_GET
def demo_mails(request: HttpRequest) -> HttpResponse:
    """All mails, newest first, found by a part of the address."""
    asked = request.GET.get("q", "").strip()
    mails = OutgoingMail.objects.defer("text", "html").filter(address__icontains=asked)
    page = Paginator(mails, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/demo_mails.html", {"page": page, "asked": asked})


@require_GET
@csp_replace({"frame-src": [SELF]})
def demo_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail: its text, and how mail programs show it."""
    return render(request, "notices/demo_mail.html", {"mail": get_object_or_404(OutgoingMail, pk=pk)})


@require_GET
@xframe_options_sameorigin
def demo_mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML part alone, under a policy of its own; its links open in the whole window."""
    mail = get_object_or_404(OutgoingMail.objects.exclude(html=""), pk=pk)
    page = mail.html.replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(page, headers={"Content-Security-Policy": FRAME_POLICY})
