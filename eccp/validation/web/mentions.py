"""Whether a text speaks of a thing that is known under several labels, and where it does."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice

from eccp.core.names import fold

WORD = re.compile(r"\w+(?:[-\u2010\u2011'’]\w+)*")
JOINT = re.compile(r"[-\u2010\u2011'’_]")
EMPTY = frozenset(
    "a an and as at by for from in into of on or other the to with"
    " und der die das fur et de des la le les du y el los e i del di".split()
) | {""}
SPELT_WITH_Z = re.compile(r"(?<=[^\W\d_]{3})iz(?=[aei])")
ACRONYM = 4  # letters: words up to this length in capitals are looked for in capitals, so that IT is not "it"
SHORT = 4  # letters: words up to this length may be only a plural longer
APART = 3  # other words that may stand between the words of one label
AROUND = 70  # characters of text shown on either side


class _Text:
    """A text with an index of its folded words."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFC", text)
        self.spots: list[tuple[int, int]] = []  # where each word starts and ends
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for found in WORD.finditer(self.text):
            place = len(self.spots)
            self.spots.append(found.span())
            for word in {found[0], *JOINT.split(found[0])}:  # "b2b-training" is training as well
                self._places[fold_word(word)].append(place)
                if _is_acronym(word):
                    self._places[f"={word}"].append(place)
        self._vocabulary = sorted(self._places)
        self._asked: dict[str, list[int]] = {}

    def places(self, word: str) -> list[int]:
        """Return where a word of a label stands, in order: the word itself, its plural, its compounds."""
        if _is_acronym(word):
            return self._places.get(f"={word}", [])
        root = stem(fold_word(word))
        if root not in self._asked:
            self._asked[root] = self._starting_with(root)
        return self._asked[root]

    def _starting_with(self, root: str) -> list[int]:
        longest = len(root) + 2 if len(root) <= SHORT else len(self.text)
        found: set[int] = set()
        for known in islice(self._vocabulary, bisect_left(self._vocabulary, root), None):
            if not known.startswith(root):
                break
            if len(known) <= longest:
                found.update(self._places[known])
        return sorted(found)

    def place(self, label: str) -> int | None:
        """Return the first place where all the words of a label stand close together, in any order."""
        words = WORD.findall(unicodedata.normalize("NFC", label))
        words = [word for word in words if fold_word(word) not in EMPTY]
        if not words:
            return None
        first, *others = sorted((self.places(word) for word in words), key=len)
        reach = len(words) - 1 + APART
        return next((place for place in first if all(_near(place, other, reach) for other in others)), None)

    def around(self, place: int) -> str:
        """Return the words around a place, with an ellipsis where the text goes on."""
        first, last = self.spots[place]
        start, end = max(0, first - AROUND), min(len(self.text), last + AROUND)
        snippet = self.text[start:end]
        if start > 0:
            snippet = "…" + snippet[re.match(r"\S*\s*", self.text[start:first]).end() :]  # type: ignore[union-attr]
        if end < len(self.text):
            tail = re.search(r"\s*\S*$", self.text[last:end])
            snippet = snippet[: len(snippet) - len(tail[0])] + "…"  # type: ignore[index]
        return " ".join(snippet.split())


def mentions(text: str, names: Mapping[str, Iterable[str]]) -> dict[str, str | None]:
    """Say for each name whether the text speaks of it: with a snippet around the first hit, or None.

    `names` gives each name its labels, in all the languages it is known in; the name itself is only a key
    and is not looked for. Case, diacritics, plural endings, "-ize" and "-ise" make no difference, a word is
    found at the start of a longer one, and the words of a label may stand in another order with up to three
    words between. It finds rather too much than too little: a person reads the snippet and judges.
    """
    indexed = _Text(text)
    found: dict[str, str | None] = {}
    for name, labels in names.items():
        places = [place for label in labels if (place := indexed.place(label)) is not None]
        found[name] = indexed.around(min(places)) if places else None
    return found


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """Return a word in small Latin letters and in British spelling, what a hyphen joins as one."""
    return SPELT_WITH_Z.sub("is", fold(JOINT.sub("", word)).replace(" ", ""))


def stem(word: str) -> str:
    """Cut a folded word's plural ending, where enough is left to know it by."""
    if len(word) > SHORT + 1 and word.endswith("ies"):
        return word[:-3]
    if len(word) > SHORT and word.endswith("y"):
        return word[:-1]
    if len(word) > SHORT - 1 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _is_acronym(word: str) -> bool:
    return len(word) <= ACRONYM and word.isalpha() and word.isupper()


def _near(place: int, places: list[int], reach: int) -> bool:
    after = bisect_left(places, place - reach)
    return after < len(places) and places[after] <= place + reach
