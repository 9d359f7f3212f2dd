"""Help: its pages, its questions by subject, and a search among all of it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from eccp.content.about import address
from eccp.content.help.finding import Topic, entries_of, find
from eccp.content.languages import language_of
from eccp.content.lists.listing import LONGEST
from eccp.content.models import HelpPage, SectionPage


def shown(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The pages, and what the words of the address find among them."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    pages = HelpPage.objects.live().public().shown_in(section.locale_id).order_by("path")
    entries = {page: list(entries_of(page, address(page))) for page in pages}
    topics = [
        Topic(page, [one for one in found if "#" in one.url]) for page, found in entries.items() if asks(page)
    ]
    return {
        "words": words,
        "found": find(words, [entry for found in entries.values() for entry in found]),
        "guides": [page for page in entries if not asks(page)],
        "topics": topics,
        "foreign": get_language() not in {language_of(page.locale_id) for page in pages},
    }


def asks(page: HelpPage) -> bool:
    """Whether a page answers questions."""
    return any(block.block_type == "questions" for block in page.body)
