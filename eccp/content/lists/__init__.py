"""The lists of the information hub: what each section shows, narrowed by its address."""

from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Locale

from eccp.content.models import SectionPage


def list_of(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The context of a section, made by the module of what it shows: `content/lists/<shows>.py`.

    A list that is a feed too gets `feed_url`, with what the list is narrowed to.
    """
    from eccp.content.feed_lists import feed_of

    context: dict[str, Any] = import_module(f"eccp.content.lists.{section.shows}").shown(section, request)
    if "listing" in context and (feed := feed_of(section.shows)):
        context["feed_url"] = reverse("content:feed", args=[feed.name]) + context["listing"].query
    return context


def section_showing(what: str) -> SectionPage:
    """The section of a list for its files: in the reader's language, else in the platform's first one."""
    there = SectionPage.objects.live().filter(shows=what)
    own = there.filter(locale=Locale.get_active()).first()
    return (
        own or there.filter(locale=Locale.get_default()).first() or SectionPage(locale=Locale.get_default())
    )
