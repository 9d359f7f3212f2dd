"""Addresses of pages as the reader's language has them, whichever tree a page stands in, and the mark of that tree.

Wagtail's own `pageurl` leads to the language of the page, and so out of French at each page without a French one.
"""

from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language, override

from eccp.content.about import address, way_to
from eccp.content.languages import language_of
from eccp.core.languages import language_of_path

register = template.Library()


@register.simple_tag(takes_context=True)
def place(context: Any, page: Any) -> str:
    """Where a page is read; of a page, its tree and its place in it are enough."""
    return address(page) if not _is_only_read(context) else in_its_language(page)


@register.simple_tag(takes_context=True)
def places_above(context: Any, page: Any) -> list[tuple[str, str, str]]:
    """The pages above a page, below the first one: of each its title, its address and its language."""
    if _is_only_read(context):
        above = page.get_ancestors().filter(depth__gt=2)
        return [(one.title, in_its_language(one), language_of(one.locale_id)) for one in above]
    return way_to(page)


@register.simple_tag
def in_language(of: Any) -> str:
    """The attribute that marks a page's own words, ` lang="en"`, where the reader's language is another one.

    Takes the page, or the code of a language. It stands on what the page says, never around the platform's words.
    """
    if not of:
        return ""
    language = of if isinstance(of, str) else language_of(of.locale_id)
    return "" if language == get_language() else format_html(' lang="{}"', language)


def in_its_language(page: Any) -> str:
    """Where a page is read below the prefix of the language that it is written in."""
    with override(language_of(page.locale_id)):
        return address(page)


def _is_only_read(context: Any) -> bool:
    """Whether the reader is in a language that pages are written in, and the platform does not speak."""
    request = context.get("request") or getattr(context, "request", None)
    language = language_of_path(request.path) if request else ""
    return language != "" and language not in settings.INTERFACE_LANGUAGES
