"""What every answer says about itself: who may keep it, who may embed it, what it may use."""

from collections.abc import Callable
from http import HTTPStatus

from csp.constants import HEADER
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from eccp.config import page_cache

Answer = Callable[[HttpRequest], HttpResponse]

OWN_PAGE = "private, no-store"
ANYBODYS_PAGE = "private, no-cache"


def headers(answer: Answer) -> Answer:
    """Add what a view did not say itself. It stands outermost, so that refusals and errors say it too."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if "Cache-Control" not in response:
            if page_cache.is_for_all(request, response):
                page_cache.let_all_keep(response)
            elif kept := may_be_kept(request, response):
                response["Cache-Control"] = kept
        if in_back_office(request):
            loosen(response)
        return response

    return with_headers


def may_be_kept(request: HttpRequest, response: HttpResponse) -> str:
    """By whom an answer may be kept that does not say so itself.

    Nothing that was made for a person in a session stays anywhere, not in a shared proxy and not behind the
    browser's back button after signing out. A page has a nonce of its own, so it is not shared either,
    unless its door lets it be kept for all: see `page_cache.py`.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies:
        return OWN_PAGE
    is_page = response.get("Content-Type", "").startswith("text/html")
    return ANYBODYS_PAGE if is_page or response.status_code >= HTTPStatus.BAD_REQUEST else ""


def loosen(response: HttpResponse) -> None:
    """Give an answer of the back office its policy.

    The draft of a page has been through all of this once, as the page that it will be: it keeps its strict
    policy, and only may stand in the frame of the editor.
    """
    response["X-Frame-Options"] = "SAMEORIGIN"
    if said := response.get(HEADER):
        response[HEADER] = said.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    else:
        response._csp_replace = settings.BACK_OFFICE_POLICY  # type: ignore[attr-defined]


def in_back_office(request: HttpRequest) -> bool:
    """Whether a view of the back office answered: the exception follows the view, however its path is spelt."""
    match = request.resolver_match
    return match is not None and match.route.startswith(settings.BACK_OFFICE_PATH.strip("/") + "/")
