"""Finding pages by words: Wagtail's own index, asked for whole words, beginnings of words, and other numbers."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator

from eccp.content.asking import askable, in_any_number

MOST = 1000  # more hits than anybody pages through
LETTERS_SAID = 60  # of what was typed, where a page says it again
QUOTES = '"“”„‟«»‹› '


def said(words: str) -> str:
    """Words as a page says them again, in quotation marks of its own: without those typed, not longer than a line."""
    return Truncator(words.strip(QUOTES) or words).chars(LETTERS_SAID)


def matching(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Those of the rows that have all the words, or words that begin with them, in the rows' own order."""
    words = askable(words)
    if not words:
        return rows.none()
    return rows.filter(pk__in={page.pk for page in found_in(rows.model.objects.all(), words, MOST)})


def found_in(pages: Any, words: str, most: int) -> list[Any]:
    """The pages that have all the words, each once: as they were typed, then as beginnings, then in another number."""
    found = [*pages.search(words, operator="and")[:most], *pages.autocomplete(words, operator="and")[:most]]
    if (otherwise := in_any_number(words)) is not None:
        found += pages.search(otherwise)[:most]
    return list({page.pk: page for page in found}.values())
