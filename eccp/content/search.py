"""Finding pages by words: Wagtail's own index, asked for whole words and for beginnings of words."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator

MOST = 1000  # more hits than anybody pages through
LETTERS_SAID = 60  # of what was typed, where a page says it again
QUOTES = '"“”„‟«»‹› '


def said(words: str) -> str:
    """Words as a page says them again, in quotation marks of its own: without those typed, not longer than a line."""
    return Truncator(words.strip(QUOTES) or words).chars(LETTERS_SAID)


def askable(words: str) -> str:
    """Words as the index may be asked for them: a quotation mark would end its word, bare signs are no words."""
    return " ".join(word for word in words.replace('"', " ").split() if any(map(str.isalnum, word)))


def matching(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Those of the rows that have all the words, or words that begin with them, in the rows' own order."""
    words = askable(words)
    if not words:
        return rows.none()
    pages: Any = rows.model.objects.all()
    whole = pages.search(words, operator="and")[:MOST]
    begun = pages.autocomplete(words, operator="and")[:MOST]
    return rows.filter(pk__in={page.pk for page in [*whole, *begun]})
