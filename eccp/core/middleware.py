"""What happens around every request: what cannot be read or comes too often is refused, refusals become pages."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eccp.core.limits import POSTS, asker, too_many
from eccp.core.refusals import Refused

Answer = Callable[[HttpRequest], HttpResponse]
READING = frozenset(["GET", "HEAD", "OPTIONS", "TRACE"])
NUL = "\0"
INTERFACE = "/api/"  # judges its own parameters, and says what is wrong as programs read it


class refusals:  # noqa: N801
    """Turn `Refused` into a page that names the rule and who can help."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through; only what it raises matters here."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 403 with the rule; those who are not signed in are asked to sign in first."""
        if not isinstance(exception, Refused):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return render(request, "403.html", {"refusal": exception.refusal}, status=403)


class readable:  # noqa: N801
    """Refuse what no form of ours sends: bodies beyond all limits, and the character that no text has.

    PostgreSQL stores no NUL, and no path has one, so that it would be an error wherever it got through.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at what is known before the body is read."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            raise BadRequest
        if int(length) > settings.REQUEST_BYTES:
            raise RequestDataTooBig
        if request.path.startswith(INTERFACE):
            return self.answer(request)
        if NUL in request.path or _has_nul(request.GET) or any(map(_holds_nul, request.COOKIES.values())):
            raise BadRequest
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> None:
        """Look at the form, which has been read for its token by now. Names of files Django mends itself."""
        if (
            request.method not in READING
            and not getattr(view, "csrf_exempt", False)
            and _has_nul(request.POST)
        ):
            raise BadRequest


def not_too_often(answer: Answer) -> Answer:
    """Let nobody send more than a person can: each sending is counted, whatever it is for."""

    def counted(request: HttpRequest) -> HttpResponse:
        if request.method not in READING and (seconds := POSTS.wait(asker(request))):
            return too_many(request, seconds, POSTS.what)
        return answer(request)

    return counted


def _holds_nul(text: str) -> bool:
    return NUL in text


def _has_nul(sent: Any) -> bool:
    return any(NUL in name or any(map(_holds_nul, values)) for name, values in sent.lists())
