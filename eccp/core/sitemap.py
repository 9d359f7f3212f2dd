"""The map of the site names the addresses of the platform, whichever host it was asked under."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap


class SitemapOfPlatform(Sitemap):
    """A part of the map, with whole addresses as `SITE_URL` has them."""

    def get_domain(self, site: Any = None) -> str:
        """The host and port of the platform."""
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        """The way it is spoken to."""
        return urlsplit(settings.SITE_URL).scheme
