"""Reading a page for a validator: its text, its languages, where it leads. Nothing in it is trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from .languages import Guess, guess_language, language_code, language_named
from .links import Link, on_site, worth_reading

LONGEST = 2_000_000  # characters of HTML looked at
SILENT = {"script", "style", "noscript", "template", "svg", "iframe"}
INLINE = frozenset(
    "abbr b bdi bdo big cite code em font i ins kbd mark q s small span strong sub sup u var wbr".split()
)
BLANK = re.compile(r"[^\S\n]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# Traces that the widgets leave in the page's source.
WIDGETS = {
    "GTranslate": ("gtranslate",),
    "Google Translate": ("translate.google.com/translate_a", "google_translate_element", "translate.goog"),
    "Weglot": ("weglot",),
    "ConveyThis": ("conveythis",),
    "Linguise": ("linguise",),
    "Localize": ("localizejs",),
    "Transposh": ("transposh",),
    "Microsoft Translator": ("microsofttranslator.com/ajax",),
    "eTranslation": ("etranslation",),
}


@dataclass(frozen=True)
class Reading:
    """What a page says, and what it says about itself.

    `language` is what the page declares for itself, `languages` all that are declared or offered (two-letter
    codes, sorted), `written_in` our guess from the text. `translated_by` names the widget that translates by
    machine, or is "". `links` are pages of the same site where services, members and news are likely found.
    """

    title: str
    text: str
    language: str
    languages: tuple[str, ...]
    written_in: Guess
    translated_by: str
    links: tuple[Link, ...]


def read(html: str, url: str = "") -> Reading:
    """Read a page that was fetched from `url`; broken HTML is read as far as it makes sense.

    Without `url` no link can be told to be of the same site, so links and switches are left out.
    """
    html = html[:LONGEST]
    page = _Page()
    page.feed(html)
    page.finish()
    links = _absolute(page.links, urljoin(url, page.base), url)
    text = _tidy("".join(page.text))
    return Reading(
        title=" ".join("".join(page.title).split())[:300],
        text=text,
        language=language_code(page.language),
        languages=tuple(sorted(_languages(page, links))),
        written_in=guess_language(text),
        translated_by=_widget(html),
        links=worth_reading(links, url),
    )


class _Page(HTMLParser):
    """Collects the parts of one page while the parser walks over it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.text: list[str] = []
        self.language = ""
        self.tags: set[str] = set()  # language tags declared beside the page's own
        self.base = ""
        self.links: list[tuple[str, str]] = []  # (href, text)
        self._silent = ""  # the outermost element whose content nobody sees, and how often it is open
        self._depth = 0
        self._titled = False
        self._link: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._note_language(tag, given)
        if tag == "base" and not self.base:
            self.base = given.get("href", "")
        elif tag == "title":
            self._titled = not self.title and not self._silent
        elif tag == "body":
            self._silent = ""  # whatever the head left open
        elif tag == "img" and self._link:
            self._link[1].append(given.get("alt", ""))
        elif tag == "a":
            self._end_link()
            self._link = (given.get("href", ""), [given.get("title", "")] if "title" in given else [])
        if tag == self._silent:
            self._depth += 1
        elif tag in SILENT and not self._silent:
            self._silent, self._depth = tag, 1
        if tag not in INLINE:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._titled = False
        elif tag == "a":
            self._end_link()
        if tag == self._silent:
            self._depth -= 1
            if not self._depth:
                self._silent = ""
        if tag not in INLINE:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if self._titled:
            self.title.append(data)
        elif not self._silent:
            self.text.append(data)
            if self._link:
                self._link[1].append(data)

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Skip `<![…>` as browsers do; the parser's own way stops with an error at unknown words."""
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else -1

    def finish(self) -> None:
        """End here: what is left unfinished, such as a comment that never ends, is not text.

        `close()` would try to make sense of every character of it, which takes minutes on hostile pages.
        """
        self._end_link()

    def _end_link(self) -> None:
        if self._link:
            self.links.append((self._link[0], " ".join(" ".join(self._link[1]).split())))
        self._link = None

    def _note_language(self, tag: str, given: dict[str, str]) -> None:
        if tag == "html":
            self.language = self.language or given.get("lang") or given.get("xml:lang", "")
        elif tag in {"link", "a"} and given.get("hreflang"):
            self.tags.add(given["hreflang"])
        elif tag == "meta" and given.get("http-equiv", "").casefold() == "content-language":
            self.tags.update(given.get("content", "").split(","))
        elif tag == "meta" and given.get("property", "").startswith("og:locale"):
            self.tags.add(given.get("content", ""))


def _absolute(links: list[tuple[str, str]], base: str, url: str) -> list[tuple[str, str]]:
    """Return links of the same site in full, each once, in the order of the page."""
    found: dict[str, str] = {}
    for href, text in links:
        try:
            address = urldefrag(urljoin(base, href.strip())).url
            if on_site(address, url):
                found.setdefault(address, text)
        except ValueError:  # no address at all
            continue
    return list(found.items())


def _languages(page: _Page, links: list[tuple[str, str]]) -> set[str]:
    """Return the codes of all languages that the page declares or that a switch on it offers.

    A path counts only where it is nothing but the language ("/en/"): "/it/projects" may speak of computers.
    """
    codes = {language_code(tag) for tag in (page.language, *page.tags)}
    for address, text in links:
        parts = urlsplit(address)
        codes.add(language_named(text))
        codes.add(language_code(parts.path.strip("/")))
        codes.add(language_code(parse_qs(parts.query).get("lang", [""])[0]))
        codes.add(language_code((parts.hostname or "").partition(".")[0]))
    return codes - {""}


def _widget(html: str) -> str:
    source = html.casefold()
    return next((name for name, traces in WIDGETS.items() if any(trace in source for trace in traces)), "")


def _tidy(text: str) -> str:
    """Return text with one blank between words and one line to a block."""
    lines = (BLANK.sub(" ", line).strip() for line in INVISIBLE.sub("", text).split("\n"))
    return "\n".join(line for line in lines if line)
