"""Pages at the address of a language, whether the platform speaks it, and whether the page is translated.

Each language has its own tree of pages. The order: the page at this place in the tree of the language asked
for; else the translation into that language of the page that another tree has there; else, in a language of
the interface, that other page itself, whose own words templates mark with their language (`{% in_language page %}`). So a reader who
changes the language stays at the page, and no address is made up for what is not translated.
"""

from typing import Any

from django.conf import settings
from django.db.models import Exists
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve as serve_page

from eccp.content.languages import language_of
from eccp.content.sites import roots_of, site_of


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Show the page at a place below the prefix of a language of the interface."""
    language = get_language() or settings.LANGUAGE_CODE
    return _answer(request, path, language, elsewhere=True)


def in_other_language(request: HttpRequest, language: str, path: str) -> HttpResponse:
    """Show a page in a language that the platform does not speak, in a frame of one that it does."""
    return _answer(request, path, language, elsewhere=False)


def _answer(request: HttpRequest, path: str, language: str, *, elsewhere: bool) -> HttpResponse:
    """Find the page, then show it or lead to where it stands in this language."""
    found = None
    for tree in dict.fromkeys([language, settings.LANGUAGE_CODE]):
        found = found or _in_the_tree_of(tree, request, path)
    if found is None:
        found = _at_the_same_place(request, path)
    if found is None:
        raise Http404
    page = found[0]
    request._wagtail_route_for_request = found  # type: ignore[attr-defined] # where Wagtail looks first
    if _is_sure_to_be_in(language, page, request):
        return serve_page(request, path)
    written_in = language_of(page.locale_id)
    if written_in != language:
        address = _address_of_translation(page, language, request)
        if address and address != request.path:
            return redirect(address)
        if not elsewhere:
            raise Http404
    return _marked(serve_page(request, path), page, written_in, request)


def _in_the_tree_of(language: str, request: HttpRequest, path: str) -> RouteResult | None:
    """The page at this place in the tree of a language, else in the first one.

    Asked for by its whole address: two queries, where Wagtail's own way needs two for each step down. The
    first only learns what kind of page it is, because reading whole rows is what takes long.
    """
    site = site_of(request)
    if site is None:
        return None
    trees = {one.language_code: one.root_path for one in roots_of(request) if one.site_id == site.pk}
    places = [component for component in path.split("/") if component]
    tree = trees.get(language, site.root_page.url_path)
    whole = "/".join([tree.rstrip("/"), *places, ""])
    root = Page.objects.filter(slug=_last_word(tree), url_path=tree, live=True)
    found = Page.objects.filter(Exists(root), slug=_last_word(whole), url_path=whole).only("content_type")
    return _if_live(found.first(), request)


def _last_word(place: str) -> str:
    """The slug of the page at a place; by it the database finds the place."""
    return place.strip("/").rpartition("/")[2]


def _if_live(page: Page | None, request: HttpRequest) -> RouteResult | None:
    """The page as what was asked for, unless it is not published."""
    try:
        return page.specific.route(request, []) if page else None
    except Http404:
        return None


def _is_sure_to_be_in(language: str, page: Page, request: HttpRequest) -> bool:
    """Whether the page stands in the first tree, and that is the one asked for: no query is needed."""
    site = site_of(request)
    if site is None or language != settings.LANGUAGE_CODE:
        return False
    return bool(page.locale_id == site.root_page.locale_id)


def _at_the_same_place(request: HttpRequest, path: str) -> RouteResult | None:
    """What the trees of all languages have at this place: the first tree before the others."""
    site = site_of(request)
    if site is None:
        return None
    places = [component for component in path.split("/") if component]
    roots = [site.root_page, *site.root_page.get_translations().live().order_by("locale__language_code")]
    for root in roots:
        try:
            found: RouteResult = root.specific.route(request, places)
        except Http404:
            continue
        return found
    return None


def _address_of_translation(page: Page, language: str, request: HttpRequest) -> str | None:
    """Where the page stands in this language, if it is published in it."""
    translated = page.get_translations().live().filter(locale__language_code=language).first()
    return translated.get_url(request) if translated else None


def _marked(response: Any, page: Page, written_in: str, request: HttpRequest) -> HttpResponse:
    """Say on the page, and to caches and programs, which language its text has, and where it belongs."""
    if isinstance(response, TemplateResponse) and not response.is_rendered and written_in != get_language():
        canonical = {"canonical_address": page.get_full_url(request)}
        response.context_data = (response.context_data or {}) | canonical
        response["Content-Language"] = written_in
    return response
