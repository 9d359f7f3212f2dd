"""What is held on a person: read, fetched as one file, and agreed to or not."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eccp.accounts import services
from eccp.accounts.consents import wording
from eccp.accounts.models import Archive, Consent
from eccp.accounts.views.proof import proved_lately
from eccp.core import personal

FILE_NAME = "my-data-eccp.zip"


@login_required
@require_GET
def data(request: HttpRequest) -> HttpResponse:
    """The archive, the consents, and the way to the end of the account. htmx asks for the archive's part alone."""
    context = _archive(request)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "accounts/archive/state.html", context)
    rows = Consent.objects.visible_to(request.user)
    consents = [{"row": row, "text": wording(row.code, row.version)} for row in rows]
    return render(request, "accounts/data.html", {**context, "consents": consents})


@login_required
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for everything in one file."""
    services.ask_for_archive(request.user, by=request.user)
    messages.success(request, _("We put your data together. You get a mail when the file is there."))
    return redirect("accounts:data")


@login_required
@require_GET
@proved_lately
def download(request: HttpRequest, token: str) -> HttpResponseBase:
    """Give the file to whom it is about, and to nobody else's memory."""
    archive = services.archive_of(token, request.user)
    if archive is None:
        return render(request, "accounts/archive/over.html", status=404)
    response = FileResponse(archive.file.open(), as_attachment=True, filename=FILE_NAME)
    response["Content-Type"] = "application/zip"
    add_never_cache_headers(response)
    return response


@login_required
@require_GET
@proved_lately
def fetch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same file from one's own page, without the mail."""
    archive = get_object_or_404(Archive.objects.visible_to(request.user).kept(timezone.now()), pk=pk)
    return download(request, services.token_of(archive))


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what follows, and take a consent back."""
    consent = get_object_or_404(Consent.objects.visible_to(request.user), pk=pk)
    text = wording(consent.code, consent.version)
    if not text.withdrawable or consent.withdrawn_at:
        raise Http404
    if request.method == "POST":
        services.withdraw(consent, by=request.user)
        messages.success(request, _("Your consent is taken back."))
        return redirect("accounts:data")
    follows = personal.withdrawals.get(consent.code)
    return render(
        request,
        "accounts/withdraw.html",
        {"consent": consent, "text": text, "follows": follows.explains if follows else ""},
    )


def _archive(request: HttpRequest) -> dict[str, object]:
    """The newest archive of the person, as the page tells it."""
    now = timezone.now()
    mine = Archive.objects.visible_to(request.user)
    newest = mine.first()
    return {
        "making": newest if newest and newest.is_waiting(now) else None,
        "failed": bool(newest and newest.is_lost(now)),
        "kept": mine.kept(now).first(),
    }
