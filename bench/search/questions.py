"""The questions that every engine is asked, drawn from one seed over the documents that there are.

A question is kept in its simplest words: what a person types, and for the peers which words of the
vocabulary that means. One word means itself, its English stem and, where it is the last one, every longer
word that begins so. Words that could be read in yet another way (as two words, or two as one) are not drawn.
"""

import random
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from eccp.core.name_words import JOINING
from eccp.directory.engine.words import stem

EACH = 40
SORTS = ("confirmed", "name", "newest")
NO_TEXT = ("browse all", "two facets", "box")
WITH_TEXT = (
    *("common word", "mid word", "rare word", "two words", "word and three facets", "word and box"),
    *("misspelt word", "prefix"),
)
CLASSES = (*NO_TEXT, *WITH_TEXT)
FORGIVEN = "misspelt word"  # what a typing error means is each engine's own business
RAREST = 100  # at least so many words count as rare, however often they are found
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Result(NamedTuple):
    """An answer: how many, the first twenty ids, and how many have each value, by the values' numbers."""

    total: int
    ids: list[int]
    counts: dict[int, int]


class Word(NamedTuple):
    """One word for a peer: as it was typed, whether longer ones that begin so are meant, and which others."""

    typed: str
    begins: bool
    others: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question. `facets` are those that are open on the page; `box` is west, south, east, north."""

    words: tuple[Word, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    box: tuple[float, float, float, float] | None = None
    sort: str = ""
    page: int = 1

    @property
    def text(self) -> str:
        """What is typed."""
        return " ".join(word.typed for word in self.words)


class Known(NamedTuple):
    """What questions are drawn from."""

    number: int
    found_in: Mapping[str, int]  # word: how many documents have it
    of_names: Sequence[str]  # words that are in some name
    values: Mapping[str, Sequence[str]]  # facet: its values, once for every so-manieth document that has it
    places: Sequence[tuple[float, float]]
    total: Callable[[Question], int]  # how many documents answer a question


class Draw:
    """Drawing questions from a seed."""

    def __init__(self, known: Known, seed: int) -> None:
        self.known = known
        self.chance = random.Random(seed)
        self.words = sorted(known.found_in)
        self.by_stem: dict[str, list[str]] = {}
        for word in self.words:
            self.by_stem.setdefault(stem(word), []).append(word)
        plain = [word for word in self.words if len(word) > 3 and word.isalpha() and word not in JOINING]
        share = {word: known.found_in[word] / known.number for word in plain}
        by_number = sorted(plain, key=known.found_in.__getitem__)
        rare = max(1, known.number // 10_000, known.found_in[by_number[min(RAREST, len(by_number) - 1)]])
        self.common = [word for word in plain if 0.05 <= share[word] < 0.6]
        self.mid = [word for word in plain if 0.004 <= share[word] < 0.03 and known.found_in[word] > 3]
        self.rare = [word for word in plain if known.found_in[word] <= rare]
        self.of_names = [word for word in known.of_names if len(word) > 4 and word.isalpha()]

    def all(self) -> dict[str, list[Question]]:
        """Every class with its questions, each of them another one."""
        makers: dict[str, Callable[[], Question | None]] = {
            "two facets": lambda: Question(facets=self.facets(2)),
            "box": lambda: Question(box=self.box()),
            "common word": lambda: self.word(self.common),
            "mid word": lambda: self.word(self.mid),
            "rare word": lambda: self.word(self.rare),
            "two words": self.two_words,
            "word and three facets": lambda: self.word(self.common + self.mid, facets=self.facets(3)),
            "word and box": lambda: self.word(self.common + self.mid, box=self.box()),
            "misspelt word": self.misspelt,
            "prefix": self.prefix,
        }
        browse = [Question(sort=SORTS[n % len(SORTS)], page=1 + n // len(SORTS)) for n in range(EACH)]
        drawn = {"browse all": browse} | {name: list(self.different(make)) for name, make in makers.items()}
        if none := [name for name, questions in drawn.items() if not questions]:
            raise ValueError(f"These documents are too few for questions of {', '.join(none)}.")
        return drawn

    def different(self, make: Callable[[], Question | None]) -> Iterator[Question]:
        """As many different questions as wanted, or as can be found in a fair time."""
        seen: set[str] = set()
        for _ in range(EACH * 100):
            if len(seen) == EACH:
                return
            question = make()
            if question and repr(question) not in seen:
                seen.add(repr(question))
                yield question

    def word(self, words: Sequence[str], **more: object) -> Question | None:
        """A question of one word that finds something."""
        if not words:
            return None
        question = self.asked([self.chance.choice(words)], **more)
        return question if question and self.known.total(question) else None

    def two_words(self) -> Question | None:
        """Two words of which one is common, in either order."""
        words = [self.chance.choice(self.common), self.chance.choice(self.mid or self.common)]
        self.chance.shuffle(words)
        if words[0] == words[1] or any(self.starting("".join(words))):
            return None
        question = self.asked(words)
        return question if question and self.known.total(question) else None

    def prefix(self) -> Question | None:
        """Three to five letters that some word begins with, and that are no word."""
        word = self.chance.choice(self.words)
        begun = word[: self.chance.randint(3, 5)]
        if not begun.isalpha() or begun in self.known.found_in or begun in JOINING or len(word) <= len(begun):
            return None
        question = self.asked([begun])
        return question if question and self.known.total(question) else None

    def misspelt(self) -> Question | None:
        """A word of a name with one typing error: a letter too many, missing, wrong, or two swapped."""
        word = self.chance.choice(self.of_names)
        at = self.chance.randrange(1, len(word) - 1)
        wrong = self.chance.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + self.chance.choice(LETTERS) + word[at:],
                word[:at] + self.chance.choice(LETTERS) + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )
        if wrong == word or any(self.starting(wrong)) or stem(wrong) in self.by_stem or self.as_two(wrong):
            return None
        return Question((Word(wrong, begins=False, others=()),))

    def asked(self, typed: Sequence[str], **more: object) -> Question | None:
        """A question of some words; None where one of them could be read as two."""
        if any(self.as_two(word) for word in typed):
            return None
        words = tuple(self.meant(word, last=word == typed[-1]) for word in typed)
        return Question(words, **more)  # type: ignore[arg-type]

    def meant(self, typed: str, *, last: bool) -> Word:
        """The words that one means."""
        longer = [word for word in self.starting(typed) if word != typed] if last else []
        others = [word for word in self.by_stem.get(stem(typed), ()) if word != typed]
        others = [word for word in others if not (last and word.startswith(typed))]
        return Word(typed, bool(longer), tuple(others))

    def starting(self, beginning: str) -> Iterator[str]:
        """The words that begin so."""
        at = bisect_left(self.words, beginning)
        return takewhile(
            lambda word: word.startswith(beginning), (self.words[n] for n in range(at, len(self.words)))
        )

    def as_two(self, word: str) -> bool:
        """Whether a word could be two words that are known."""
        parts = ((word[:at], word[at:]) for at in range(1, len(word)))
        return any(one in self.known.found_in and other in self.known.found_in for one, other in parts)

    def facets(self, number: int) -> dict[str, tuple[str, ...]]:
        """Some facets with one to three values each, the frequent values oftener."""
        names = self.chance.sample(list(self.known.values), number)
        return {
            name: tuple(
                sorted(
                    {self.chance.choice(self.known.values[name]) for _ in range(self.chance.randint(1, 3))}
                )
            )
            for name in names
        }

    def box(self) -> tuple[float, float, float, float]:
        """A part of the map around some document, from a city's surroundings to a large country."""
        lng, lat = self.chance.choice(self.known.places)
        wide = self.chance.choice((1, 2, 4, 8))
        west, south = (round(middle - wide / 2, 2) for middle in (lng, lat))
        return max(-180.0, west), max(-90.0, south), min(180.0, west + wide), min(90.0, south + wide)
