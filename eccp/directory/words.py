"""Marking what matched, and saying why a profile was found."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from eccp.core.names import fold
from eccp.core.slips import Typed
from eccp.directory.engine.words import PREFIX_FROM, bare, errors_forgiven, stem, telling, words_of

AROUND = 60  # letters of text kept on each side of what matched
MOST_SLIPS_FROM = (
    5  # letters of a word whose last resort is marked too; shorter ones are like too many others
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Span = tuple[int, int]


@dataclass(frozen=True)
class Matcher:
    """Finds the words of a question in texts, as the engine does. `forgiving` allows typing errors.

    Where a text has what was asked for with fewer errors, what has more is not marked in it.
    """

    words: tuple[str, ...]
    joined: tuple[str, ...]
    last: str
    forgiving: bool
    typed: dict[str, Typed] = field(default_factory=dict, compare=False)
    # The same words come again and again in the texts of a page.
    seen: dict[str, dict[str, int]] = field(default_factory=dict, compare=False)
    folded: dict[str, str] = field(default_factory=dict, compare=False)
    fewer: dict[tuple[str, ...], "Matcher"] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, q: str, *, forgiving: bool) -> "Matcher":
        """The matcher of a question's words."""
        words = words_of(q)
        asked = tuple(telling(words))
        joined = tuple(one + other for one, other in pairwise(words) if {one, other} & set(asked))
        typed = {word: Typed(word) for word in asked} if forgiving else {}
        return cls(asked, joined, words[-1] if words else "", forgiving, typed)

    def spans(self, text: str) -> list[Span]:
        """Where a text has what was asked for."""
        if not self.words:
            return []
        found = [(place.span(), self._hits(place[0])) for place in _WORD.finditer(text)]
        fewest: dict[str, int] = {}
        for _span, hits in found:
            for asked, slips in hits.items():
                fewest[asked] = min(fewest.get(asked, slips), slips)
        nearest = {
            span for span, hits in found if any(slips == fewest[asked] for asked, slips in hits.items())
        }
        return sorted(nearest | self._as_several(text, [span for span, _hits in found]))

    def besides(self, *texts: str) -> "Matcher":
        """The matcher of those words that none of these texts has."""
        found = {asked for text in texts for place in _WORD.finditer(text) for asked in self._hits(place[0])}
        whole = " ".join(asked for asked in found if asked in self.joined)
        left = tuple(word for word in self.words if word not in found and word not in whole)
        if left not in self.fewer:
            self.fewer[left] = replace(self, words=left, seen={}, fewer={})
        return self.fewer[left]

    def _hits(self, word: str) -> dict[str, int]:
        """Which words asked for one word of a text is, and with how many errors."""
        found = self.seen.get(word)
        if found is None:
            found = self.seen[word] = {}
            for part in self._folded(word).split():
                for asked in (*self.words, *self.joined):
                    slips = self._slips(part, asked)
                    if slips is not None:
                        found[asked] = min(slips, found.get(asked, slips))
        return found

    def _slips(self, part: str, asked: str) -> int | None:
        """With how many errors a word is the one asked for; None where it is another."""
        goes_on = asked == self.last or (asked in self.joined and asked.endswith(self.last))
        if part == asked or (goes_on and len(asked) >= PREFIX_FROM and part.startswith(asked)):
            return 0
        if asked not in self.words:
            return None
        if stem(part) == stem(asked) or bare(part) == bare(asked):
            return 0
        return self._close(part, asked) if self.forgiving else None

    def _close(self, part: str, asked: str) -> int | None:
        """The same where typing errors are forgiven."""
        most = errors_forgiven(asked, at_last=len(asked) >= MOST_SLIPS_FROM)
        if not most or len(part) < len(asked) - most:
            return None
        whole, beginning = self.typed[asked].slips(part)
        if asked == self.last and len(asked) >= MOST_SLIPS_FROM and beginning <= 1:
            return beginning
        return whole if whole <= most else None

    def _folded(self, word: str) -> str:
        if word not in self.folded:
            self.folded[word] = fold(word)
        return self.folded[word]

    def _as_several(self, text: str, spans: list[Span]) -> set[Span]:
        """Neighbours that are one word in the question: "agri food" for "agrifood"."""
        parts = [self._folded(text[start:end]) for start, end in spans]
        return {
            span
            for n, pair in enumerate(pairwise(parts))
            if "".join(pair) in self.words
            for span in spans[n : n + 2]
        }


def marked(text: str, spans: Iterable[Span]) -> SafeString:
    """The text, safe to show, with these parts of it marked. Whatever stands in the text stays text."""
    shown, at = "", 0
    for start, end in spans:
        shown += format_html("{}<mark>{}</mark>", text[at:start], text[start:end])
        at = end
    return mark_safe(shown + conditional_escape(str(text[at:])))


def excerpt(text: str, spans: list[Span]) -> SafeString:
    """The part of a text around the first match, marked, cut between words."""
    start, end = max(0, spans[0][0] - AROUND), min(len(text), spans[0][1] + AROUND)
    if start:
        start = text.find(" ", start, spans[0][0]) + 1 or spans[0][0]
    if end < len(text):
        end = max(text.rfind(" ", spans[0][1], end), spans[0][1])
    inside = [(a - start, b - start) for a, b in spans if a >= start and b <= end]
    return format_html(
        "{}{}{}", "…" if start else "", marked(text[start:end], inside), "…" if end < len(text) else ""
    )
