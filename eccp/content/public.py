"""Which pages everybody may read: neither private ones nor those for users of a service, nor what is below them."""

from typing import Any

from wagtail.models import Page

from eccp.content.models import TextPage


def closed_paths() -> tuple[str, ...]:
    """Where in the tree the pages for users of a service begin."""
    return tuple(TextPage.objects.exclude(service=None).values_list("path", flat=True))


def for_everybody(pages: Any) -> Any:
    """Those of the pages that anybody may read."""
    rows = pages.public()
    for path in closed_paths():
        rows = rows.exclude(path__startswith=path)
    return rows


def is_below(page: Page, paths: tuple[str, ...]) -> bool:
    """Whether a page stands at one of these places of the tree, or below."""
    return bool(page.path.startswith(paths))
