"""What a word of a question may mean: words that the index holds, each with what it is worth."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from eccp.directory.engine.tantivy_terms import Terms
from eccp.directory.engine.words import PREFIX_FROM, bare, digits, errors_forgiven, stem

BEGINNING = 0.7  # what a word is worth that only begins like the one asked for
ERRORS = (1.0, 0.6, 0.3, 0.15)  # the same for words with so many typing errors
FEW = 24  # so many words are weighed one by one; more are one beginning
BEGINNING_FROM = 3  # letters of a beginning that is not the last word
ERROR_IN_BEGINNING_FROM = 5
LOOSELY_AT_MOST = 2  # errors that the engine itself can look for
ALONE_FROM = 6  # letters of a word without others, to be forgiven what else only a word in company is


@dataclass
class Meant:
    """What one word may mean.

    `worth`: words of the index. `phrases`: the same word written as several. `by_stem`, `by_beginning`: all
    words with its stem, all that begin with it. `loosely`: any with so many errors, where none of those
    is known.
    """

    word: str
    worth: dict[str, float] = field(default_factory=dict)
    phrases: list[tuple[str, ...]] = field(default_factory=list)
    by_stem: bool = False
    by_beginning: bool = False
    loosely: int = 0

    def __bool__(self) -> bool:
        return bool(self.worth or self.phrases)

    @property
    def best(self) -> str:
        """The word it most likely is: as it was typed, where there is such a word or such a beginning."""
        if self.by_beginning or not self.worth:
            return self.word
        return max(self.worth, key=self.worth.__getitem__)

    def begins(self, terms: Terms) -> None:
        """Let it be the beginning of longer words too."""
        if begun := terms.begun(self.word):
            self.by_beginning = True
            for term in begun[:FEW]:
                self.worth.setdefault(term, BEGINNING)


def strictly(terms: Terms, word: str, *, last: bool) -> Meant:
    """A word as it stands, by its stem, written as two; the last one also as the beginning of another."""
    meant = Meant(word)
    if terms.count(word):
        meant.worth[word] = 1.0
    if terms.count(stem(word), "stems"):
        meant.by_stem = True
        meant.worth.setdefault(word, 1.0)
    if last and len(word) >= PREFIX_FROM:
        meant.begins(terms)
    if not meant and (other := bare(word)) != word and terms.count(other):
        meant.worth[other] = ERRORS[1]
    pairs = ((word[:at], word[at:]) for at in range(1, len(word)))
    meant.phrases = [pair for pair in pairs if terms.together(pair)]
    return meant


def nearly(terms: Terms, word: str, *, last: bool, alone: bool, at_last: bool) -> Meant:
    """The same with typing errors forgiven, and as a beginning wherever it stands."""
    meant = strictly(terms, word, last=last)
    if len(word) >= BEGINNING_FROM:
        meant.begins(terms)
    if at_last and alone and len(word) < ALONE_FROM:
        return meant
    errors = errors_forgiven(word, at_last=at_last)
    begun = last and len(word) >= ERROR_IN_BEGINNING_FROM
    for term, whole, beginning in terms.near(word, errors, begun=begun):
        worth = ERRORS[whole] if whole <= errors else 0
        if begun and beginning <= (2 if at_last else 1):
            worth = max(worth, BEGINNING * ERRORS[beginning])
        if worth > meant.worth.get(term, 0):
            meant.worth[term] = worth
    if not meant and not digits(word):
        meant.loosely = min(errors, LOOSELY_AT_MOST)
    return meant


def joined(terms: Terms, words: Sequence[str], asked: Sequence[str]) -> dict[tuple[str, str], Meant]:
    """The pairs of neighbouring words that are one word in some document; the last may be its beginning."""
    joins: dict[tuple[str, str], Meant] = {}
    taken = ""
    for one, other in pairwise(words):
        if one == taken or not {one, other} & set(asked):
            continue
        meant = Meant(one + other)
        if terms.count(meant.word):
            meant.worth[meant.word] = 1.0
        if other == words[-1] and len(other) >= PREFIX_FROM:
            meant.begins(terms)
        if meant:
            joins[one, other] = meant
            taken = other
    return joins
