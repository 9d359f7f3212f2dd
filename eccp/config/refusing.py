"""Pages for requests that never reach a view: not understood, too large, too many tries to sign in."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat

from eccp.core.limits import too_many

SIGN_IN_SECONDS = 300  # the longest window of the limits on passwords and codes


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 413 where too much was sent, else 400."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        limits = {
            "bytes": filesizeformat(settings.REQUEST_BYTES),
            "files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        }
        return render(request, "413.html", limits, status=413)
    return render(request, "400.html", status=400)


def too_many_tries(request: HttpRequest) -> HttpResponse:
    """Answer 429 when somebody tries passwords or codes: allauth asks for this name."""
    return too_many(request, SIGN_IN_SECONDS)
