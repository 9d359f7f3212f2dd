"""The doors for people: the page, the places for its map, the cards of its pins, the download."""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_GET, require_safe

from eccp.directory import downloads, results, search
from eccp.directory.pages import look
from eccp.directory.query import Query
from eccp.directory.words import Matcher
from eccp.reference.models import today

CARDS_AT_MOST = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The whole page at first; only what changes with the question when htmx asks for more."""
    shown = look(Query.from_params(request.GET))
    partly = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    response = render(request, "directory/found.html" if partly else "directory/index.html", {"look": shown})
    if partly:
        response["HX-Push-Url"] = request.path + shown.query.address.removesuffix("?")
    patch_vary_headers(response, ["HX-Request"])
    return response


def tag(request: HttpRequest) -> str | None:
    """What tells a browser that its copy is still right."""
    version = search.version()
    asked = f"{version}{Query.from_params(request.GET).address}"
    return f'"{hashlib.blake2b(asked.encode(), digest_size=9).hexdigest()}"' if version else None


@gzip_page
@require_safe
@condition(etag_func=tag)
def points(request: HttpRequest) -> HttpResponse:
    """All matches that have a place, as bare numbers: longitude and latitude in hundredths of a degree, id."""
    found = search.points(Query.from_params(request.GET).first_page())
    flat = [number for point in found for number in point]
    response = HttpResponse(json.dumps(flat, separators=(",", ":")), content_type="application/json")
    response["Cache-Control"] = "no-cache"
    return response


@require_GET
def cards(request: HttpRequest) -> HttpResponse:
    """The cards of some profiles, for a pin of the map."""
    given = [int(pk) for pk in request.GET.getlist("id") if pk.isascii() and pk.isdigit() and len(pk) < 12]
    nobody = Matcher.of("", forgiving=False)
    rows = [
        results.row(organisation, nobody, results.OtherWords())
        for organisation in results.read(given[:CARDS_AT_MOST])
    ]
    context: dict[str, Any] = {"rows": rows, "more": max(0, len(given) - CARDS_AT_MOST)}
    return render(request, "directory/cards.html", context)


@require_GET
def download(request: HttpRequest) -> StreamingHttpResponse:
    """The same result as a table, with every match."""
    query = Query.from_params(request.GET).first_page()
    response = StreamingHttpResponse(downloads.csv_lines(query), content_type="text/csv; charset=utf-8")
    name = f"directory-{date_format(today(), 'Y-m-d')}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
