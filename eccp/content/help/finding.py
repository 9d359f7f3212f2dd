"""Searching within help: questions, definitions, criteria and pages that have all the words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from eccp.content.about import address
from eccp.content.anchors import anchors
from eccp.content.asking import askable, has, missing
from eccp.content.help.criteria import all_rules, anchor_of
from eccp.content.languages import language_of
from eccp.content.models import HelpPage
from eccp.core.names import fold
from eccp.directory.words import Matcher

SAID = 200  # letters of an answer in the results
FOUND_AT_MOST = 30


@dataclass(frozen=True)
class Entry:
    """Something that can be found in help: where it stands, what it is called, what it says, in which language."""

    url: str
    title: str
    text: str
    page: HelpPage
    kind: Any
    language: str

    @property
    def beginning(self) -> str:
        """How its text begins."""
        return Truncator(self.text).chars(SAID)


@dataclass(frozen=True)
class Topic:
    """A page of help with its questions."""

    page: HelpPage
    questions: list[Entry]


def entries_of(page: HelpPage, url: str) -> Iterator[Entry]:
    """All that can be found on one page: its questions, its definitions, what it computes, and itself."""
    texts, language = [], language_of(page.locale_id)
    for block in page.body:
        if block.block_type == "questions":
            rows = block.value["questions"]
            for name, one in zip(anchors(row["question"] for row in rows), rows, strict=True):
                yield Entry(
                    f"{url}#{name}", one["question"], plain(one["answer"]), page, _("Question"), language
                )
        elif block.block_type == "definitions":
            rows = block.value["definitions"]
            for name, one in zip(anchors(row["word"] for row in rows), rows, strict=True):
                yield Entry(f"{url}#{name}", one["word"], plain(one["meaning"]), page, _("Word"), language)
        elif block.block_type == "text":
            texts.append(plain(block.value))
    if page.adds == HelpPage.Adds.CRITERIA:
        for kind in all_rules():
            for rule in kind.rules:
                title = _("%(rule)s: %(type)s") % {"rule": rule.title, "type": kind.kind.label}
                yield Entry(f"{url}#{anchor_of(kind.kind)}", title, rule.rule, page, _("Criterion"), "")
    yield Entry(url, page.title, " ".join([page.lead, *texts]), page, _("Page"), language)


def plain(html: Any) -> str:
    """The words of a rich text."""
    return " ".join(strip_tags(str(html).replace("</", " </")).split())


def find(words: str, entries: list[Entry]) -> list[Entry]:
    """Those with all the words, or words that begin with them: first where the title is just that, then where it has them all.

    Where nothing has them all, titles with typing errors forgiven.
    """
    asked = fold(askable(words)).split()
    if not asked:
        return []
    ranked = []
    for place, entry in enumerate(entries):
        title, text = fold(entry.title).split(), fold(entry.text).split()
        if title == fold(words).split():
            ranked.append((0, place, entry))
        elif all(has(word, title) for word in asked):
            ranked.append((1, place, entry))
        elif all(has(word, title) or has(word, text) for word in asked):
            ranked.append((2, place, entry))
    found = [entry for _rank, _place, entry in sorted(ranked, key=lambda one: one[:2])]
    if not found:
        close = Matcher.of(" ".join(asked), forgiving=True)
        found = [entry for entry in entries if not close.besides(entry.title).words]
    return found[:FOUND_AT_MOST]


def best_on(pages: Iterable[HelpPage], words: str) -> dict[int, Entry]:
    """The answer on each page that has all the words, in its question before in its text; by page."""
    best = {}
    for page in pages:
        rows = [one for one in entries_of(page, address(page)) if "#" in one.url]
        having = [one for one in rows if not missing(words, one.title, one.text)]
        if having:
            best[page.pk] = min(having, key=lambda one: missing(words, one.title))
    return best
