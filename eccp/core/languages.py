"""Which language the platform speaks to a reader.

Pages may be written in any language of the Union, so that Django knows them all; the platform's own words
exist in few. What a browser or an address asks for beyond those is answered in the best of the few.
"""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

# What programs read: it says the same whatever languages the one who asks prefers.
FOR_PROGRAMS = ("/api/", "/sitemap", "/robots.txt", "/security.txt", "/.well-known/security.txt")


def offered() -> list[tuple[str, str]]:
    """The languages to choose from: code and name, as forms take them."""
    names = dict(settings.LANGUAGES)
    return [(code, names[code]) for code in settings.INTERFACE_LANGUAGES]


def language_of_path(path: str) -> str:
    """The language that an address begins with, whether the platform speaks it or not; else nothing."""
    first = path[1:].partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else ""


def best_for(request: HttpRequest) -> str:
    """The first of the reader's languages that the platform speaks, as the browser tells them."""
    for asked, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if (code := asked.partition("-")[0]) in settings.INTERFACE_LANGUAGES:
            return code
    return settings.LANGUAGE_CODE


def speakable(language: str | None) -> str:
    """This language where the platform speaks it, else the first of its own."""
    return language if language in settings.INTERFACE_LANGUAGES else settings.LANGUAGE_CODE


class InterfaceLanguage(LocaleMiddleware):
    """Activate the language of the address, or the reader's, but never one that the platform lacks."""

    def process_request(self, request: HttpRequest) -> None:
        """Take the address first: what somebody links to, others must see alike. Programs get English."""
        named = language_of_path(request.path_info)
        if request.path_info.startswith(FOR_PROGRAMS):
            named = settings.LANGUAGE_CODE
        translation.activate(named if named in settings.INTERFACE_LANGUAGES else best_for(request))
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Tell caches where the answer depends on the reader's languages."""
        named = language_of_path(request.path_info)
        if named and named not in settings.INTERFACE_LANGUAGES:
            patch_vary_headers(response, ["Accept-Language"])
        return super().process_response(request, response)
