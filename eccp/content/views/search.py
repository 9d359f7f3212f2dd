"""One box for the whole platform: results by group, and suggestions while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from eccp.content import site_search
from eccp.core.limits import SEARCH, address, limited
from eccp.directory.query import Query
from eccp.directory.suggestions import LETTERS_AT_LEAST, suggest
from eccp.directory.suggestions.base import Group, Suggestion


@require_safe
@limited(SEARCH, by=address)
def everything(request: HttpRequest) -> HttpResponse:
    """What a question finds among profiles and pages."""
    words = Query.from_params(request.GET).q
    found = site_search.answer(words, request.GET.get("kind", ""))
    return render(request, "content/search.html", {"found": found})


@require_safe
@limited(SEARCH, by=address)
@conditional_page
def suggestions(request: HttpRequest) -> HttpResponse:
    """What could be meant by what was typed so far: what the directory suggests, and pages."""
    words = Query.from_params(request.GET).q
    groups = suggest(words)
    pages = site_search.suggested(words) if len(words) >= LETTERS_AT_LEAST else []
    if pages:
        rows = [Suggestion(title, kind, url, is_page=True) for title, kind, url in pages]
        groups = [*groups, Group(_("Pages"), rows)]
    number = sum(len(group.suggestions) for group in groups)
    said = render_to_string("directory/suggestions.html", {"groups": groups, "number": number})
    return HttpResponse(said, headers={"Cache-Control": "private, no-cache"})
