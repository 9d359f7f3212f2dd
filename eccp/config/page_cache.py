"""Pages that are the same for all who are not signed in, kept finished for a minute in each web process.

It stands outermost and keeps the whole answer: compressed, with its policy and the nonce that both the policy
and the page have. Why that is sound, and what was not chosen: `docs/decisions/0015`. Who brings a cookie of
ours is never answered from it, and only doors that said so (`core/keeping.py`) are kept.
"""

import gzip
import hashlib
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from csp.constants import HEADER
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from eccp.core.keeping import seconds_kept

Answer = Callable[[HttpRequest], HttpResponse]

CACHE = "pages"
# Browsers ask again each time, and mostly hear that nothing changed. No proxy may answer without asking.
FOR_ALL = "public, max-age=0, must-revalidate"
LETTERS_AT_MOST = 2_000  # of all that the key is made from
BYTES_AT_MOST = 128 * 1024
# What an answer may depend on; all of it is in the key, but for cookies, which nobody may have.
DEPENDS_ON = frozenset(["accept-encoding", "cookie", "hx-request", "hx-target", "hx-history-restore-request"])
TAKES_GZIP = re.compile(r"\bgzip\b")  # as Django's own middleware reads it


class Kept(NamedTuple):
    """A finished answer."""

    body: bytes
    headers: dict[str, str]
    etag: str


def page_cache(answer: Answer) -> Answer:
    """Answer from what is kept, else ask on and keep what may be kept."""

    def from_cache(request: HttpRequest) -> HttpResponse:
        if not is_asked_by_nobody(request):
            return answer(request)
        key = key_of(request) if settings.KEEP_PAGES else ""
        if key and (kept := caches[CACHE].get(key)):
            return given(request, Kept(*kept))
        response = answer(request)
        if response.get("Cache-Control") != FOR_ALL or not seconds_kept(response):
            return response
        response["ETag"] = etag = tag(request, response)
        if key and request.method == "GET" and len(response.content) <= BYTES_AT_MOST:
            made = Kept(response.content, dict(response.items()), etag)
            caches[CACHE].set(key, tuple(made), seconds_kept(response))
        return unchanged(response.headers) if has_it(request, etag) else response

    return from_cache


def is_asked_by_nobody(request: HttpRequest) -> bool:
    """Whether somebody reads who has no session, no form begun, no message waiting and no key."""
    if request.method not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in request.META:
        return False
    if "HTTP_COOKIE" not in request.META:
        return True
    ours = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")
    return not any(name in request.COOKIES for name in ours)


def is_for_all(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether an answer that a door lets be kept really is the same for everybody."""
    return (
        seconds_kept(response) > 0
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and is_asked_by_nobody(request)
        and DEPENDS_ON.issuperset(word.strip().lower() for word in response.get("Vary", "cookie").split(","))
    )


def let_all_keep(response: HttpResponseBase) -> None:
    """Say so in the answer."""
    response["Cache-Control"] = FOR_ALL
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])


def key_of(request: HttpRequest) -> str:
    """All that an answer depends on, as one short word; nothing where it is too long to be a reader's."""
    meta = request.META
    parts = (
        request.scheme,
        meta.get("HTTP_HOST"),
        meta.get("HTTP_X_FORWARDED_HOST"),
        meta.get("SERVER_NAME"),
        meta.get("SERVER_PORT"),
        request.path,
        meta.get("QUERY_STRING"),
        meta.get("HTTP_HX_REQUEST"),
        meta.get("HTTP_HX_TARGET"),
        meta.get("HTTP_HX_HISTORY_RESTORE_REQUEST"),
        bool(TAKES_GZIP.search(meta.get("HTTP_ACCEPT_ENCODING", ""))),
    )
    whole = repr(parts)
    return hashlib.blake2b(whole.encode(), digest_size=16).hexdigest() if len(whole) < LETTERS_AT_MOST else ""


def tag(request: HttpRequest, response: HttpResponse) -> str:
    """What tells a browser that its copy is still right: the page and its policy, whatever nonce both have.

    Weak, because a page that is made again differs in its nonce. The policy counts, because a browser
    keeps the one that came with its copy.
    """
    body = response.content
    if response.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    policy = response.get(HEADER, "").encode()
    nonce = str(getattr(request, "_csp_nonce", "")).encode()
    if nonce:
        body, policy = body.replace(nonce, b""), policy.replace(nonce, b"")
    return f'W/"{hashlib.blake2b(policy + body, digest_size=12).hexdigest()}"'


def given(request: HttpRequest, kept: Kept) -> HttpResponse:
    """The answer once more, unless the browser has it."""
    if has_it(request, kept.etag):
        return unchanged(kept.headers)
    return HttpResponse(kept.body, headers=kept.headers)


def has_it(request: HttpRequest, etag: str) -> bool:
    """Whether the browser names this very page among those that it has."""
    asked = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return asked == ["*"] or bare(etag) in map(bare, asked)


def bare(etag: str) -> str:
    """A tag without the mark that it is weak, which makes no difference here."""
    return etag.removeprefix("W/")


def unchanged(headers: Mapping[str, str]) -> HttpResponse:
    """Say that nothing changed: without a policy, so that the browser's copy keeps the one that it came with."""
    said = {name: headers[name] for name in ("Cache-Control", "ETag", "Vary")}
    return HttpResponseNotModified(headers=said)
