"""The doors for people: the page, the places for its map, the cards of its pins, the downloads."""

import hashlib
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, conditional_page, require_safe

from eccp.core.limits import DOWNLOADS, SEARCH, address, asker, limited, take_place, too_many
from eccp.directory import downloads, licence, mapping, panel, results, search
from eccp.directory.engine import Unavailable
from eccp.directory.pages import Opened, branch, look, more, regions_named
from eccp.directory.query import LETTERS_AT_MOST, Query
from eccp.directory.suggestions import suggest as suggestions_for
from eccp.directory.words import Matcher
from eccp.reference.models import today

CARDS_AT_MOST = 20
RETRY_SECONDS = 60
DOWNLOAD_SECONDS = 300  # after that a download whose end nobody told is forgotten


@require_safe
@limited(SEARCH)
def index(request: HttpRequest) -> HttpResponse:
    """The whole page at first; only what changes with the question when htmx asks for more."""
    shown = look(Query.from_params(request.GET), Opened.from_params(request.GET))
    partly = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "directory/found.html" if partly else "directory/index.html"
    response = render(
        request, template, {"look": shown, "licence": licence, "embed_code": mapping.embed_code(shown.query)}
    )
    if partly:
        response["HX-Push-Url"] = request.path + shown.query.address.removesuffix("?")
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def filters(request: HttpRequest) -> HttpResponse:
    """What stands under "More filters", when it is opened."""
    query = Query.from_params(request.GET)
    return render(
        request, "directory/more.html", {"more": more(query, Opened.from_params(request.GET)), "query": query}
    )


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """Regions to choose from: those with the words of `find` in their names, or those `within` a branch."""
    query = Query.from_params(request.GET)
    if "find" in request.GET:
        picks = regions_named(query, request.GET["find"][:LETTERS_AT_MOST])
        return render(request, "directory/regions_found.html", {"picks": picks})
    nodes = branch(query, request.GET.get("within", ""))
    return render(request, "directory/branch.html", {"nodes": nodes})


def tag(request: HttpRequest) -> str | None:
    """What tells a browser that its copy of the places is still right."""
    version = search.version()
    sight = mapping.Sight.from_params(request.GET)
    asked = f"{mapping.FORM} {version} {mapping.question(Query.from_params(request.GET)).address} {sight}"
    return f'"{hashlib.blake2b(asked.encode(), digest_size=9).hexdigest()}"' if version else None


@gzip_page
@require_safe
@limited(SEARCH, by=address)
@condition(etag_func=tag)
def points(request: HttpRequest) -> HttpResponse:
    """The places of all matches, or clusters of them, as bare numbers: see `mapping.places`."""
    answer = mapping.places(Query.from_params(request.GET), mapping.Sight.from_params(request.GET))
    return HttpResponse(answer, content_type="application/json", headers={"Cache-Control": "no-cache"})


@require_safe
@limited(SEARCH, by=address)
@conditional_page
def suggest(request: HttpRequest) -> HttpResponse:
    """What could be meant by what was typed so far, as a list under the search box; the same for everybody."""
    groups = suggestions_for(Query.from_params(request.GET).q)
    number = sum(len(group.suggestions) for group in groups)
    response = HttpResponse(
        render_to_string("directory/suggestions.html", {"groups": groups, "number": number})
    )
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """The cards of a pin of the map: of profiles by their ids, else the first ones of a question.

    Made without the session, because maps in other sites' pages ask for it too.
    """
    pks = [int(pk) for pk in request.GET.getlist("id") if pk.isascii() and pk.isdigit() and len(pk) < 12]
    context: dict[str, Any] = {}
    if "id" not in request.GET:
        found = search.find(Query.from_params(request.GET).first_page(), facets=(), size=CARDS_AT_MOST)
        pks = found.answer.ids
        if found.answer.total > CARDS_AT_MOST:
            context = {"total": found.answer.total, "list_url": panel.address(found.query)}
    nobody = Matcher.of("", forgiving=False)
    context["rows"] = [
        results.row(organisation, nobody, results.OtherWords())
        for organisation in results.read(pks[:CARDS_AT_MOST])
    ]
    return HttpResponse(render_to_string("directory/cards.html", context))


@require_safe
@xframe_options_exempt
@csp_replace(settings.EMBED_POLICY)
def embed(request: HttpRequest) -> HttpResponse:
    """The map alone, for other sites' pages: anybody may frame it. It reads no session and sets no cookie."""
    shown = mapping.Embedded.of(Query.from_params(request.GET))
    page = render_to_string("directory/embed.html", {"embedded": shown, "request": request})
    headers = {"X-Robots-Tag": "noindex", "Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(page, headers=headers)


@require_safe
@limited(DOWNLOADS)
def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same result as a file, with every match; a few at once, because each keeps a thread busy."""
    made = downloads.FORMS.get(form)
    if made is None:
        raise Http404(form)
    give_back = take_place(
        DOWNLOADS.name, asker(request), places=settings.DOWNLOADS_AT_ONCE, seconds=DOWNLOAD_SECONDS
    )
    if give_back is None:
        return too_many(request, RETRY_SECONDS, _("downloads at the same time"))
    try:
        response = _file(request, form, made)
    except BaseException:
        give_back()
        raise
    response._resource_closers.append(give_back)  # type: ignore[attr-defined]
    return response


def _file(request: HttpRequest, form: str, made: downloads.Form) -> HttpResponseBase:
    """The file as it is made, or that there is none yet."""
    query = Query.from_params(request.GET).first_page()
    try:
        pks = search.ids(query)
    except Unavailable:
        later = _("The search is being set up. Please try the download again in a minute.")
        plain = "text/plain; charset=utf-8"
        return HttpResponse(later, plain, 503, headers={"Retry-After": str(RETRY_SECONDS)})
    response = StreamingHttpResponse(
        made.pieces(pks, settings.SITE_URL + panel.address(query)), content_type=made.content_type
    )
    name = f"directory-{today().isoformat()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Link"] = licence.LINK
    return response
