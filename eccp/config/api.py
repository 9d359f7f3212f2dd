"""The programming interface: one version, its rooms, how it answers and how it says what is wrong."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http.client import responses
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import register_converter
from django.utils.cache import get_conditional_response, patch_cache_control
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

from eccp.config import api_description
from eccp.content.api import router as calls
from eccp.core.limits import API, address
from eccp.core.refusals import Refused
from eccp.directory import licence
from eccp.directory.api import router as profiles
from eccp.figures.api import router as figures
from eccp.reference.api import router as access

READING = ("GET", "HEAD")
ALLOWED = ", ".join([*READING, "OPTIONS"])
# Scripts in pages of other sites may ask too, and see these headers. Nothing here depends on who asks.
FOR_ALL_SITES = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
# What browsers ask first where such a script wants to send the tag of what it has.
MAY_BE_ASKED = {
    "Allow": ALLOWED,
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
RETRY_SECONDS = 60
View = Callable[..., HttpResponse]


def door(view: View) -> View:
    """What holds at every address of the interface: all may read it, not too often, and errors are problems."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        method = request.method
        if method == "OPTIONS":
            return HttpResponse(status=204, headers=MAY_BE_ASKED)
        if method not in READING:
            refused = problem(request, 405, "This interface can only be read.")
            refused["Allow"] = ALLOWED
            return refused
        if seconds := API.wait(address(request)):
            later = problem(
                request, 429, f"Too many requests from your address. Ask again in {seconds} seconds."
            )
            later["Retry-After"] = str(seconds)
            return later
        request.method = "GET"  # the web server leaves the body of an answer to HEAD out
        try:
            return unless_unchanged(request, view(request, *args, **kwargs))
        except Http404 as missing:
            return say_missing(request, missing)
        finally:
            request.method = method

    @wraps(view)
    def answer_all_sites(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = answer(request, *args, **kwargs)
        for name, said in FOR_ALL_SITES.items():
            response[name] = said
        return response

    answer_all_sites.csrf_exempt = True  # type: ignore[attr-defined]
    return answer_all_sites


def unless_unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with the tag of its body; 304 where the caller has that body already."""
    if response.status_code != 200:
        return response
    response["ETag"] = etag = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
    patch_cache_control(response, no_cache=True)
    return get_conditional_response(request, etag=etag, response=response) or response


class Api(NinjaAPI):
    """An interface whose data come with their licence."""

    def create_response(
        self,
        request: HttpRequest,
        data: Any,
        *,
        status: int | None = None,
        temporal_response: HttpResponse | None = None,
    ) -> HttpResponse:
        """Answer, and name the licence of what was found."""
        response = super().create_response(request, data, status=status, temporal_response=temporal_response)
        if response.status_code == 200:
            response["Link"] = licence.LINK
        return response

    @property
    def urls(self) -> Any:
        """The addresses, each behind the same door."""
        patterns, app_name, namespace = super().urls
        for pattern in patterns:
            pattern.callback = door(pattern.callback)  # type: ignore[arg-type]
        return patterns, app_name, namespace

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """The description of the interface, with what the operations do not say."""
        return api_description.complete(super().get_openapi_schema(**kwargs))


api = Api(
    title=api_description.TITLE,
    version="1",
    urls_namespace="api-v1",
    docs_url=None,
    description=api_description.ABOUT,
    servers=api_description.SERVERS,
    openapi_extra=api_description.MORE,
)
api.add_router("/profiles", profiles)
api.add_router("/access", access)
api.add_router("/figures", figures)
api.add_router("/calls", calls)


# Addresses for programs have no language in front. Django's language middleware would send a 404 on to
# the same address with one, unless the request's address book has no languages at all: this one.
urlpatterns: list[Any] = []


def problem(request: HttpRequest, status: int, detail: str, **more: Any) -> JsonResponse:
    """An error as RFC 9457 has it."""
    request.urlconf = __name__
    body = {
        "type": "about:blank",
        "title": responses.get(status, "Error"),
        "status": status,
        "detail": detail,
        **more,
    }
    return JsonResponse(body, status=status, content_type=api_description.PROBLEM)


class AnythingConverter:
    """The rest of an address, whatever stands in it: Django's own ends at a line break."""

    regex = r"[\s\S]+"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it was given."""
        return value


register_converter(AnythingConverter, "anything")
elsewhere = Router()


@elsewhere.get("/{anything:rest}", include_in_schema=False)
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Whatever else is asked for under this address."""
    raise Http404(rest)


api.add_router("", elsewhere)  # the last of all routers, because it takes every address


@api.exception_handler(HttpError)
def say_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What a room said no to, or could not do. What cannot be done now can be in a minute."""
    said = problem(request, error.status_code, str(error))
    if error.status_code == 503:
        said["Retry-After"] = str(RETRY_SECONDS)
    return said


@api.exception_handler(ValidationError)
def say_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Every parameter that could not be understood, with the reason."""
    errors = [
        # A value of a list is found by the list's name and its place: the name says enough.
        {"parameter": [name for name in part["loc"] if isinstance(name, str)][-1], "detail": part["msg"]}
        for part in error.errors
    ]
    return problem(request, 422, "Some parameters could not be understood.", errors=errors)


@api.exception_handler(Http404)
def say_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing there."""
    return problem(request, 404, "There is nothing at this address.")


@api.exception_handler(Refused)
def say_refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A rule says no: it is named."""
    return problem(request, 403, str(error.refusal.text), rule=error.refusal.rule)


@api.exception_handler(SuspiciousOperation)
def say_suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    """A request that Django itself does not read: far too many parameters."""
    return problem(request, 400, "This request could not be read.")
