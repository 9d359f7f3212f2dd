"""Marking what matched, and saying why a profile was found."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from eccp.core.names import fold
from eccp.core.slips import slips
from eccp.directory.engine.words import PREFIX_FROM, errors_forgiven, stem, telling, words_of

AROUND = 60  # letters of text kept on each side of what matched
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Matcher:
    """Finds the words of a question in texts, as the engine does. `forgiving` allows typing errors."""

    words: tuple[str, ...]
    last: str
    forgiving: bool
    seen: dict[str, bool] = field(default_factory=dict, compare=False)  # the same words come again and again

    @classmethod
    def of(cls, q: str, *, forgiving: bool) -> "Matcher":
        """The matcher of a question's words."""
        words = words_of(q)
        return cls(tuple(telling(words)), words[-1] if words else "", forgiving)

    def matches(self, word: str) -> bool:
        """Whether one word of a text is what was asked for."""
        found = self.seen.get(word)
        if found is None:
            parts = [word.lower()] if word.isascii() and word.isalnum() else fold(word).split()
            found = self.seen[word] = any(self._same(part) for part in parts)
        return found

    def _same(self, part: str) -> bool:
        for asked in self.words:
            if part == asked or stem(part) == stem(asked):
                return True
            if asked == self.last and len(asked) >= PREFIX_FROM and part.startswith(asked):
                return True
            if self.forgiving and _close(part, asked):
                return True
        return False

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where a text has what was asked for."""
        if not self.words:
            return []
        return [found.span() for found in _WORD.finditer(text) if self.matches(found[0])]


def marked(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """The text, safe to show, with these parts of it marked. Whatever stands in the text stays text."""
    shown, at = "", 0
    for start, end in spans:
        shown += format_html("{}<mark>{}</mark>", text[at:start], text[start:end])
        at = end
    return mark_safe(shown + conditional_escape(str(text[at:])))


def excerpt(text: str, spans: list[tuple[int, int]]) -> SafeString:
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


def _close(part: str, asked: str) -> bool:
    """Whether a word is the one asked for, but for the typing errors that are forgiven."""
    forgiven = errors_forgiven(asked)
    return abs(len(part) - len(asked)) <= forgiven and slips(part, asked) <= forgiven
