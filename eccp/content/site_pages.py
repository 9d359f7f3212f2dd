"""The pages that a question finds, whatever their kind: what has all the words, else what comes closest.

Wagtail's index has the words of pages (`search.py`); what countries and terms are called in other languages is
known beside it (`topic_names.py`). Where both find nothing, words that no page has are put right by those in the
titles and leads of the newest pages; where that finds nothing either, pages with some of the words are taken.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Locale, Page

from eccp.content.asking import askable, has, missing, telling
from eccp.content.public import for_everybody
from eccp.content.remembering import remembered
from eccp.content.search import found_in
from eccp.content.site_places import PLACES
from eccp.content.topic_names import called, titles_of
from eccp.core.names import fold
from eccp.core.slips import Typed
from eccp.directory.engine.words import errors_forgiven

MOST_PAGES = 300
MOST_WITH_SOME = 10
PAGES_READ = 500
ERROR_IN_BEGINNING_FROM = 5  # letters of a word that is only begun
LETTERS_FORGIVEN_FROM = 4  # typed so far, before a suggestion may be spelt otherwise


class How(Enum):
    """How well the pages fit the question."""

    ALL = "they have all the words"
    CLOSE = "they have all the words once these are put right"
    SOME = "they have some of the words"


@dataclass(frozen=True)
class FoundPages:
    """Pages, the best first, as the reader's language shows them; how well they fit, and to which words.

    `named` are those about a thing that is called as the question says.
    """

    pages: list[Page]
    how: How
    words: str
    named: frozenset[int] = frozenset()


def pages_with(words: str, *, elsewhere: bool = False) -> FoundPages:
    """The pages that fit best. What has only some of the words is of no use where there is something `elsewhere`."""
    asked = askable(words)
    if not asked:
        return FoundPages([], How.ALL, asked)
    pages = for_everybody(Page.objects.live())
    so, among = called(words)
    known = {page.pk: page for page in pages.filter(pk__in=[*so, *among])} if so or among else {}
    called_so, called_among = ([known[pk] for pk in keys if pk in known] for keys in (so, among))
    if found := _each_once([*called_so, *found_in(pages, asked, MOST_PAGES)]):
        rows = in_readers_language(_each_once([*found, *called_among]))
        return FoundPages(rows, How.ALL, asked, frozenset(page.pk for page in called_so))
    if mended := corrected(asked):
        if close := in_readers_language(found_in(pages, mended, MOST_PAGES)):
            return FoundPages(close, How.CLOSE, mended)
        asked = mended
    some = [] if elsewhere else in_readers_language(pages.search(asked, operator="or")[:MOST_PAGES])
    some.sort(key=lambda page: missing(asked, page.title))
    rows = _each_once([*in_readers_language(called_among), *some[:MOST_WITH_SOME]])
    return FoundPages(rows, How.SOME, asked)


def beginning_with(words: str, most: int) -> tuple[list[tuple[Page, str]], str]:
    """A few pages whose title has what was typed so far, else comes close, as the title reads; and the words it has."""
    asked = askable(words)
    rows = _begun(asked, most) if asked else []
    if not rows and len(asked) >= LETTERS_FORGIVEN_FROM and (mended := corrected(asked, goes_on=True)):
        asked, rows = mended, _begun(mended, most)
    return rows, asked


def _begun(words: str, most: int) -> list[tuple[Page, str]]:
    pages = for_everybody(Page.objects.live()).autocomplete(words, operator="and")[: most * 10]
    rows = in_readers_language(pages)
    titles = titles_of(rows)
    return [(page, titles[page.pk]) for page in rows if not missing(words, titles[page.pk])][:most]


def corrected(words: str, *, goes_on: bool = False) -> str:
    """The words with those that no page has in its title or lead put right; nothing where none can be.

    `goes_on` says that the last word may be the beginning of a longer one.
    """
    known = remembered("words", _words_of_pages)
    typed, mended = telling(words), []
    for place, word in enumerate(typed):
        folded = fold(word)
        begun = goes_on and place == len(typed) - 1 and len(folded) >= ERROR_IN_BEGINNING_FROM
        mended.append(word if has(folded, known) else _nearest(folded, known, begun=begun) or word)
    return " ".join(mended) if mended != typed else ""


def _nearest(word: str, known: Mapping[str, int], *, begun: bool) -> str:
    """The word with the fewest errors, of several the one that comes most often; nothing where all have too many."""
    typed, most = Typed(word), errors_forgiven(word)
    near = []
    for one, number in known.items():
        whole, beginning = typed.slips(one) if len(one) >= len(word) - most else (most + 1, most + 1)
        if whole <= most or (begun and beginning <= 1 <= most):
            near.append((min(whole, beginning) if begun else whole, -number, one))
    return min(near)[2] if near else ""


def _words_of_pages() -> Counter[str]:
    """The words in the titles and leads of the newest pages and the platform's own, with how often they come."""
    newest = for_everybody(Page.objects.live()).order_by("-last_published_at", "-pk")[:PAGES_READ]
    texts = newest.values_list("title", "contentpage__lead", "textpage__lead")
    own = ((str(place.title), str(place.text)) for place in PLACES)
    return Counter(word for row in chain(texts, own) for text in row if text for word in fold(text).split())


def _each_once(pages: Iterable[Page]) -> list[Page]:
    return list({page.pk: page for page in pages}.values())


def in_readers_language(pages: Iterable[Page]) -> list[Page]:
    """Each page once: in the reader's language where it was found in it, else in the first language."""
    rows = list(pages)
    codes = dict(Locale.objects.values_list("pk", "language_code"))
    own = {page.translation_key for page in rows if codes[page.locale_id] == get_language()}
    return [
        page
        for page in rows
        if codes[page.locale_id] == get_language()
        or (codes[page.locale_id] == settings.LANGUAGE_CODE and page.translation_key not in own)
    ]
