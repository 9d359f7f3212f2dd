"""Answers that feed readers and calendars ask for again and again: whoever has the newest one gets no body."""

import hashlib
from datetime import UTC, datetime, timedelta

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

REMEMBERED = timedelta(days=30)
MINUTES = 10  # in which nobody need ask again


def answer(request: HttpRequest, body: bytes, content_type: str, *, file_name: str = "") -> HttpResponse:
    """The body with its tag and the date of its last change, or 304 where the reader has it.

    The same for everybody, whoever is signed in, so that proxies may keep it for a while.
    """
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    changed = int(_changed_at(request, tag).timestamp())
    response = HttpResponse(body, content_type=content_type)
    if file_name:
        response["Content-Disposition"] = f'inline; filename="{file_name}"'
    response["ETag"] = tag
    response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = f"public, max-age={MINUTES * 60}"
    return get_conditional_response(request, etag=tag, last_modified=changed, response=response) or response


def _changed_at(request: HttpRequest, tag: str) -> datetime:
    """When what stands at this address was first seen as it is now.

    Its entries cannot say that: a call that closed or was taken back leaves nothing behind that has a date.
    """
    where = hashlib.blake2b(request.get_full_path().encode(), digest_size=12).hexdigest()
    known = caches["default"].get(f"content.changed-{where}")
    if known and known[0] == tag:
        return datetime.fromtimestamp(known[1], UTC)
    now = timezone.now()
    caches["default"].set(f"content.changed-{where}", (tag, now.timestamp()), int(REMEMBERED.total_seconds()))
    return now
