"""The programming interface: one version, its rooms, how it answers and how it says what is wrong."""

import hashlib
from http.client import responses
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

from eccp.core.refusals import Refused
from eccp.directory.api import router as profiles

PROBLEM = "application/problem+json"


class Api(NinjaAPI):
    """An interface whose answers can be asked for again cheaply: unchanged ones cost no body."""

    def create_response(
        self,
        request: HttpRequest,
        data: Any,
        *,
        status: int | None = None,
        temporal_response: HttpResponse | None = None,
    ) -> HttpResponse:
        """Answer with the tag of the body; 304 where the caller has that body already."""
        response = super().create_response(request, data, status=status, temporal_response=temporal_response)
        if request.method not in {"GET", "HEAD"} or response.status_code != 200:
            return response
        etag = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        response["ETag"] = etag
        patch_cache_control(response, no_cache=True)
        return get_conditional_response(request, etag=etag, response=response) or response


api = Api(
    title="European Cluster Collaboration Platform",
    version="1",
    urls_namespace="api-v1",
    docs_url=None,
    description=(
        "Read-only, without a key. Validated profiles, and profiles that are listed from registers and say so. "
        "At most 100 items a page. Errors are `application/problem+json`. Contact persons are never part of it."
    ),
)
api.add_router("/profiles", profiles)


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
    return JsonResponse(body, status=status, content_type=PROBLEM)


elsewhere = Router()


@elsewhere.get("/{path:rest}", include_in_schema=False)
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Whatever else is asked for under this address."""
    raise Http404(rest)


api.add_router("", elsewhere)  # the last of all routers, because it takes every address


@api.exception_handler(HttpError)
def say_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What a room said no to, or could not do."""
    return problem(request, error.status_code, str(error))


@api.exception_handler(ValidationError)
def say_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Every parameter that could not be understood, with the reason."""
    errors = [{"parameter": str(part["loc"][-1]), "detail": part["msg"]} for part in error.errors]
    return problem(request, 422, "Some parameters could not be understood.", errors=errors)


@api.exception_handler(Http404)
def say_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing there."""
    return problem(request, 404, "There is nothing at this address.")


@api.exception_handler(Refused)
def say_refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A rule says no: it is named."""
    return problem(request, 403, str(error.refusal.text), rule=error.refusal.rule)
