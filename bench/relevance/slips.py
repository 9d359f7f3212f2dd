"""Names that are looked for, and the slips of somebody who types them."""

import random
import re
from collections import Counter
from dataclasses import dataclass

from eccp.core.name_words import JOINING
from eccp.core.names import fold

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SOUNDS = (("ph", "f"), ("f", "ph"), ("c", "k"), ("k", "c"), ("i", "y"), ("y", "i"), ("s", "z"), ("z", "s"))
FOREIGN = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "å": "aa",
        "ø": "oe",
        "æ": "ae",
        "ł": "l",
        "đ": "dj",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Å": "Aa",
        "Ø": "Oe",
        "Æ": "Ae",
        "Ł": "L",
        "Đ": "Dj",
    }
)
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Known:
    """An organisation that somebody looks for: its place in the list, its name and its town."""

    row: int
    name: str
    town: str


class Names:
    """All names there are, to tell which words say which organisation is meant."""

    def __init__(self, known: list[Known]) -> None:
        self.known = known
        self.folded = [f" {fold(one.name)} {fold(one.town)} " for one in known]
        self.names = Counter(fold(one.name) for one in known)
        self.often = Counter(word for one in known for word in set(fold(one.name).split()))

    def alone(self, *parts: str) -> bool:
        """Whether only one name (with its town) has all these parts, each the beginning of a word."""
        wanted = [f" {word}" for part in parts for word in fold(part).split()]
        return sum(all(word in folded for word in wanted) for folded in self.folded) == 1

    def rare(self, name: str) -> list[str]:
        """The words of a name with four letters or more, the rarest first."""
        words = [word for word in WORD.findall(name) if len(word) > 3 and fold(word) not in JOINING]
        return sorted(words, key=lambda word: (self.often[fold(word)], -len(word)))


def slip(word: str, chance: random.Random, *, first: bool = False) -> str:
    """One typing error: a letter left out, doubled, beside, swapped, too many or as it sounds."""
    at = 0 if first else chance.randrange(len(word))
    letter = word[at].lower()
    beside = next((row for row in KEYS if letter in row), "")
    where = beside.find(letter)
    near = [beside[n] for n in (where - 1, where + 1) if beside and 0 <= n < len(beside)] or ["e"]
    ways = [
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + chance.choice(near) + word[at + 1 :],
        lambda: word[: at + 1] + chance.choice(near) + word[at + 1 :],
        lambda: word[:at] + letter + word[at:],
    ]
    if at + 1 < len(word):
        ways += [lambda: word[:at] + word[at + 1] + word[at] + word[at + 2 :]] * 2
    sounds = [(one, other) for one, other in SOUNDS if one in word.lower()]
    if sounds and not first:
        ways.append(lambda: re.sub(*chance.choice(sounds), word.lower(), count=1))
    for _ in range(20):
        spoilt = chance.choice(ways)()
        if spoilt and fold(spoilt) != fold(word):
            return spoilt
    return word[:-1]


def slipped(name: str, words: list[str], chance: random.Random, *, first: bool = False) -> str:
    """A name with one error in each of these words."""
    for word in words:
        name = name.replace(word, slip(word, chance, first=first), 1)
    return name


def words_of(name: str, least: int) -> list[str]:
    """The different words of a name with so many letters at least."""
    return list(dict.fromkeys(word for word in WORD.findall(name) if len(word) >= least))
