"""No word stands bare in a template: whatever people read there goes through translation."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

TEMPLATES = settings.BASE_DIR / "eccp" / "templates"
# The same in every language.
NAMES = {"ECCP", "CSV", "CC", "BY", "COSME", "ID", "Message"}
SPOKEN = {"alt", "aria-description", "aria-label", "aria-roledescription", "label", "placeholder", "title"}
SILENT = {"code", "kbd", "pre", "script", "style"}
SELECTOR = re.compile(r",#[\w-]+")  # a further part of a page that a script puts in place
PATH = re.compile(r"(?:[\w-]+/)+")  # the rest of an address that a tag begins
WORD = re.compile(r"[^\W\d_]{2,}")


def without_tags(source: str) -> str:
    """The text of a template outside of all its tags, and outside of what is translated as a block."""
    kept, inside = [], ""
    for token in Lexer(source).tokenize():
        tag = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
        if inside:
            inside = "" if tag == inside else inside
        elif tag in {"blocktranslate", "comment"}:
            inside = f"end{tag}"
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
        elif tag:
            kept.append(" ")
    return "".join(kept)


class Words(HTMLParser):
    """The bare words of a page: in its text, in attributes that are read out, in those that scripts show."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        for name, value in attrs:
            shown = (
                name.startswith("data-") and not name.startswith("data-hx-") and " " in (value or "").strip()
            )
            if name in SPOKEN or shown:
                self._note(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._silent -= tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._note(data)

    def _note(self, text: str) -> None:
        self.found += [word for word in WORD.findall(text) if word not in NAMES]


def words_in_page(source: str) -> list[str]:
    reader = Words()
    reader.feed(SELECTOR.sub("", without_tags(source)))
    return reader.found


def words_in_mail(source: str) -> list[str]:
    text = PATH.sub("", without_tags(source))
    return [word for word in WORD.findall(text) if word not in NAMES]


def templates(suffix: str) -> Iterator[tuple[str, str]]:
    for file in sorted(Path(TEMPLATES).rglob(f"*{suffix}")):
        yield file.relative_to(TEMPLATES).as_posix(), file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("suffix", "words"), [(".html", words_in_page), (".txt", words_in_mail)])
def test_no_word_stands_bare(suffix, words):
    bare = {name: found for name, source in templates(suffix) if (found := words(source))}

    assert bare == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello {{ name }}</p>", ["Hello"]),
        ('<p title="Say it">{% translate "Hello" %}</p>', ["Say", "it"]),
        ('<img alt="A mill" src="a.png">', ["mill"]),
        ('<p data-none="Nothing found"></p>', ["Nothing", "found"]),
        ('<p data-kind="wide" class="small quiet">{% blocktranslate %}Hello{% endblocktranslate %}</p>', []),
        ("{% comment %}why{% endcomment %}<code>make run</code> ECCP", []),
        ("{% if a %}On{% else %}{{ b }}{% endif %}", ["On"]),
    ],
)
def test_bare_words_are_found(source, found):
    assert words_in_page(source) == found
