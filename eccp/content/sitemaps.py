"""What search engines are told of pages: every public page, with its languages and its last change."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from wagtail.models import Page, Site

from eccp.content.public import closed_paths, is_below
from eccp.core.sitemap import SitemapOfPlatform


class Pages(SitemapOfPlatform):
    """The live pages that everybody may read; those for users of a service are left out, and what is below them."""

    limit = 2000

    def items(self) -> list[Page]:
        """The pages in the order of the tree."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None:
            return []
        roots = tuple(site.root_page.get_translations(inclusive=True).values_list("path", flat=True))
        closed = closed_paths()
        found = Page.objects.live().public().select_related("locale").order_by("path")
        return [page for page in found if page.path.startswith(roots) and not is_below(page, closed)]

    def location(self, item: Page) -> str:
        """Its path on this site."""
        parts = item.get_url_parts()
        return parts[2] if parts else ""

    def lastmod(self, item: Page) -> datetime | None:
        """When it was published last."""
        return item.last_published_at

    def get_urls(self, page: Any = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """The pages of one part of the map, each with its translations."""
        urls: list[dict[str, Any]] = super().get_urls(page, site, protocol)
        translations = self._translations(url["item"] for url in urls)
        for url in urls:
            others = translations[url["item"].translation_key]
            if len(others) > 1:
                base = url["location"].removesuffix(self.location(url["item"]))
                url["alternates"] = [
                    {"location": base + self.location(one), "lang_code": one.locale.language_code}
                    for one in others
                ]
        return urls

    def _translations(self, pages: Iterable[Page]) -> dict[UUID, list[Page]]:
        """All public pages that say the same in another language, by the key that they share."""
        wanted = {page.translation_key for page in pages}
        found: dict[UUID, list[Page]] = defaultdict(list)
        for page in self.items():
            if page.translation_key in wanted:
                found[page.translation_key].append(page)
        return found
