"""Doors that know every room: health, robots, the map of the site, uploaded pictures."""

import mimetypes
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_GET, require_safe

from eccp.content.sitemaps import Pages
from eccp.core.models import Beat
from eccp.core.sitemap import SitemapOfPlatform
from eccp.organisations.models import Organisation

ALIVE = timedelta(seconds=90)
PROCESSES = ("worker", "indexer", "clock")
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
# Pages of other sites may show a logo. Whatever a file holds, a browser takes it for a picture and runs nothing.
PICTURE_HEADERS = {
    "Cache-Control": "public, max-age=86400",
    "Content-Security-Policy": settings.UPLOAD_POLICY,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}


@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """Say whether database, index and worker are well: 200 if all are, else 503 with what is not."""
    try:
        beats = dict(Beat.objects.values_list("name", "at"))
        state: dict[str, Any] = {"database": "well"}
    except DatabaseError:
        return JsonResponse({"database": "away"}, status=503)
    limit = timezone.now() - ALIVE
    for name in PROCESSES:
        state[name] = "well" if name in beats and beats[name] > limit else "silent"
    return JsonResponse(state, status=200 if set(state.values()) == {"well"} else 503)


@require_safe
@conditional_page
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots what is for people only."""
    lines = ["User-agent: *", "Disallow: /backoffice/", "Disallow: /*/my/", "Disallow: /*/accounts/"]
    lines += [f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


class InEachLanguage(SitemapOfPlatform):
    """Pages that stand at the same place below the prefix of each language of the interface."""

    i18n = True
    alternates = True
    languages = settings.INTERFACE_LANGUAGES


class Doors(InEachLanguage):
    """The first pages of rooms whose pages no editor writes."""

    def items(self) -> list[str]:
        """Their names."""
        return ["directory:index", "figures:index", "reference:access", "accounts:register"]

    def location(self, item: str) -> str:
        """Where it is in the language that is active."""
        return reverse(item)


class Profiles(InEachLanguage):
    """The validated profiles; listed ones are not offered to search engines."""

    limit = 5000

    def items(self) -> Any:
        """The published profiles, in a stable order."""
        return Organisation.objects.published().order_by("pk")

    def lastmod(self, item: Organisation) -> Any:
        """When the profile was last stored."""
        return item.updated_at


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """The map of the site for search engines."""
    return sitemap_view(request, {"pages": Pages, "doors": Doors, "profiles": Profiles})


@require_GET
def media(request: HttpRequest, name: str) -> FileResponse:
    """Serve an uploaded picture; nothing else is ever served from the public storage."""
    kind = mimetypes.guess_type(name)[0]
    if kind not in PICTURES or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type=kind, headers=PICTURE_HEADERS)
    response["Content-Disposition"] = "inline"
    return response
