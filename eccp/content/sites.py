"""Which site a request is for and where its trees of pages begin, remembered by each process for a minute.

Wagtail asks the database at each page, which costs two milliseconds of a page's fifteen; sites hardly change.
A change in the back office is seen at once by the process that made it. Where pages are not kept, neither are sites.
"""

from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail.models import Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished

KNOWN = "content.sites"
ROOTS = "content.roots"
SECONDS = 60
HOSTS_AT_MOST = 20


def site_of(request: HttpRequest) -> Site | None:
    """The site with its root page, kept at the request where Wagtail looks for it too."""
    if hasattr(request, "_wagtail_site") or not settings.KEEP_PAGES:
        return Site.find_for_request(request)
    host = f"{request.get_host()} {request.get_port()}"
    known: dict[str, Site] = caches["local"].get(KNOWN, {})
    if host in known:
        request._wagtail_site = known[host]  # type: ignore[attr-defined]
    elif (site := Site.find_for_request(request)) and len(known) < HOSTS_AT_MOST:
        caches["local"].set(KNOWN, {**known, host: site}, SECONDS)
    return request._wagtail_site  # type: ignore[attr-defined]


def roots_of(request: HttpRequest) -> list[Any]:
    """Where the trees of pages begin, kept at the request where Wagtail looks for it at each address."""
    if not hasattr(request, "_wagtail_cached_site_root_paths"):
        roots = caches["local"].get(ROOTS) if settings.KEEP_PAGES else None
        if roots is None:
            roots = Site.get_site_root_paths()
            caches["local"].set(ROOTS, roots, SECONDS)
        request._wagtail_cached_site_root_paths = roots  # type: ignore[attr-defined]
    return request._wagtail_cached_site_root_paths  # type: ignore[attr-defined]


@receiver([post_save, post_delete], sender=Site)
@receiver([page_published, page_unpublished, page_slug_changed])
def forget(**_told: Any) -> None:
    """Ask again after a change; a page that came or went may be the first one of a tree."""
    caches["local"].delete_many([KNOWN, ROOTS])
