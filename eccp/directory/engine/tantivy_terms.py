"""The words that an index holds: whether it has one, which begin so, which come close.

Looked up in the index's own dictionary, so there is nothing to build, to keep or to follow.
"""

from collections.abc import Iterator
from math import log
from string import ascii_lowercase

import tantivy

from eccp.core.slips import Typed
from eccp.directory.engine.words import digits

EVERY = "all"  # the field that has the words of all texts
SAME = 2  # where one of the first two letters is wrong, so many after it must be right


class Terms:
    """The words of the index at one commit, for one question: what it looked up once is not looked up again.

    Words of documents deleted since may still be among them.
    """

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self.schema = schema
        self.searcher = searcher
        self._together: dict[tuple[str, ...], bool] = {}
        self._begun: dict[str, list[str]] = {}

    def count(self, word: str, field: str = EVERY) -> int:
        """How many documents have the word."""
        return self.searcher.doc_freq(field, word)

    def telling(self, count: int) -> float:
        """How much a word says that so many documents have: the engine's own measure."""
        documents = max(self.searcher.num_docs, count)
        return log(1 + (documents - count + 0.5) / (count + 0.5))

    def together(self, words: tuple[str, ...]) -> bool:
        """Whether some document has these words side by side."""
        if words not in self._together:
            self._together[words] = all(map(self.count, words)) and self._side_by_side(words)
        return self._together[words]

    def _side_by_side(self, words: tuple[str, ...]) -> bool:
        phrase = tantivy.Query.phrase_query(self.schema, EVERY, list(words))
        return bool(self.searcher.search(phrase, 1, count=False).hits)

    def begun(self, beginning: str) -> list[str]:
        """The words that begin so, the most frequent first."""
        if beginning not in self._begun:
            found = self.searcher.terms_with_prefix(EVERY, beginning)
            self._begun[beginning] = [term for term, _count in found]
        return self._begun[beginning]

    def near(self, word: str, errors: int, *, begun: bool) -> Iterator[tuple[str, int, int]]:
        """The words within so many typing errors, with the errors to the whole and to its nearest beginning.

        With `begun` also those that only begin like it. At most one of the first two letters may be wrong,
        and then the next ones must be right: else every word there is would be compared.
        """
        if not errors:
            return
        typed, letters, numbers = Typed(word), set(word), digits(word)
        least, most = len(word) - errors, len(word) + errors
        seen = set()
        for start in _starts(word):
            for term in self.begun(start):
                if len(term) < least or not (begun or len(term) <= most):
                    continue
                if len(letters.difference(term)) > errors or term in seen:
                    continue
                seen.add(term)
                whole, beginning = typed.slips(term)
                if (whole <= errors or (begun and beginning <= errors)) and digits(term) == numbers:
                    yield term, whole, beginning


def _starts(word: str) -> list[str]:
    """How words that come close may begin: with the same two letters, or with one of them slipped."""
    one, two, rest = word[:1], word[1:2], word[2 : 2 + SAME]
    starts = [one + two, two + one, one + rest[:1] + two, two + rest, one + rest]
    if one == "f":
        starts.append("ph" + two + rest[:1])
    for letter in ascii_lowercase:
        starts += [letter + two + rest, one + letter + rest]  # changed
        starts += [letter + one + two + rest[:-1], one + letter + two + rest[:-1]]  # left out
    return starts
