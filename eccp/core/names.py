"""Names of organisations: folded for matching, sorting and addresses, and compared.

What `fold`, `sort_key` and `name_key` give may be stored and compared in the database;
whoever changes one of them has to store those keys anew.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from anyascii import anyascii

from eccp.core.name_words import CLUSTER_WORDS, JOINING, LEGAL, LEGAL_IN_FRONT, LIGHT, TWO_PLACES
from eccp.core.slips import slips

# Two names of at least this similarity are shown to a person as perhaps the same organisation.
ALIKE = 0.78
MOST_SLIPS = 2  # in a long word; one in others

# Cyrillic inside words: an apostrophe is silent; a hard sign before a consonant is Bulgarian's "a".
_SILENT = re.compile(r"(?<=[\u0400-\u04ff])['’`](?=[\u0400-\u04ff])")
_BULGARIAN_A = re.compile("ъ(?=[бвгджзклмнпрстфхцчшщ])")
_NUMBER = re.compile(r"\d+")
# Where one part of a name ends: brackets, quotes, commas; dashes and strokes only between spaces.
_PARTS = re.compile(r"""\s[-–—|/]+\s|[()\[\]{},;:|"„“”«»]""")
# One sound, several spellings: what German, Greek and Slavic names go through on their way to Latin.
_SPELLINGS = [
    *(("tsch", "k"), ("shch", "s"), ("sch", "s"), ("sh", "s"), ("sz", "s"), ("zh", "z"), ("kh", "h")),
    *(("ph", "f"), ("th", "t"), ("ch", "k"), ("cz", "k"), ("ck", "k"), ("ts", "k"), ("tz", "k")),
    *(("c", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("h", "g"), ("y", "i"), ("j", "i")),
    *(("ie", "i"), ("ei", "i"), ("ue", "u"), ("oe", "o"), ("ae", "a"), ("oi", "u"), ("ou", "u")),
]
_DOUBLED = re.compile(r"([a-z])\1+")


def fold(text: str) -> str:
    """Spell a text in small Latin letters and digits with single spaces, whatever its script.

    Diacritics and case go, other scripts are transliterated, punctuation becomes a space.
    """
    if text.isascii():
        small = text.lower()
    else:
        small = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
        small = _BULGARIAN_A.sub("а", _SILENT.sub("", small))
    return " ".join(small.translate(_LATIN).split())


def sort_key(text: str) -> str:
    """Give the text by which a list is put in order: folded, and 2 before 10."""
    return _NUMBER.sub(lambda number: number[0].zfill(8), fold(text))


def slug(text: str, length: int = 80) -> str:
    """Spell a text for an address: ASCII, hyphens, at most `length` characters, never empty."""
    words = fold(text).split()
    while len(words) > 1 and len("-".join(words)) > length:
        words.pop()
    return "-".join(words)[:length] or "profile"


@lru_cache(maxsize=4096)
def name_key(text: str) -> str:
    """Fold an organisation's name down to what is its own.

    Legal forms at the end of each part of the name (some also in front) and words for "cluster"
    are left out, as long as something remains.
    """
    parts = [_without_legal_form(fold(part).split()) for part in _PARTS.split(text)]
    words = [word for part in parts for word in part] or fold(text).split()
    own = [_before_cluster(word) for word in words if word not in CLUSTER_WORDS]
    return " ".join(own or words)


def similarity(one: str, other: str) -> float:
    """Say how alike two names are, from 0 (nothing in common) to 1 (the same).

    The order of words, legal forms, spelling in another script, a slip of the pen and an
    abbreviation added to the full name hardly count; a word too many counts some; a word that
    stands in the place of another (Styria for Tyrol) counts most. Symmetric. A name in translation
    is not recognised, nor an abbreviation that stands alone without being in the other name.
    """
    if fold(one) == fold(other):
        return 1.0
    first, second = _prepared(one), _prepared(other)
    if not first or not second:
        return 0.0
    best = _aligned(first, second)
    # A name of several parts ("… / …", "… – …") against a name that is only one of them.
    for parts, alone in ((_parts(one), _parts(other)), (_parts(other), _parts(one))):
        if len(alone) == 1:
            best = max([best, *(0.9 * _aligned(part, alone[0]) for part in parts if len(part) > 1)])
    return best


class _Letters(dict[int, str]):
    """Every letter met so far in Latin: texts are folded by the million, letters are few."""

    def __missing__(self, code: int) -> str:
        self[code] = _in_latin(chr(code))
        return self[code]


_LATIN = _Letters()


def _in_latin(letter: str) -> str:
    if not (letter.isalnum() or unicodedata.category(letter).startswith("M")):
        return " "
    # Soft signs and the like come out as apostrophes: they are no end of a word.
    return "".join(latin for latin in anyascii(letter).lower() if latin.isalnum())


def _without_legal_form(words: list[str]) -> list[str]:
    if words and words[0] in LEGAL_IN_FRONT:
        words = words[1:]
    for count in range(5, 0, -1):
        if tuple(words[-count:]) in LEGAL:
            return _without_legal_form(words[:-count])
    return words


def _before_cluster(word: str) -> str:
    """Take "holz" out of "Holzcluster"."""
    for ending in ("cluster", "klaster", "kluster", "klastr", "klyngen", "klynge", "klaszter"):
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=4096)
def _prepared(name: str) -> tuple[str, ...]:
    """Give the words that are compared: of the key, without joining words and without initials."""
    words = name_key(name).split()
    initials = "".join(word[0] for word in fold(name).split() if word not in JOINING)
    telling = [word for word in words if word not in JOINING] or words
    full = [word for word in telling if not (len(word) > 2 and word in initials)]
    return tuple(full or telling)


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_prepared(part) for part in _PARTS.split(name) if fold(part))


def _aligned(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """Pair off the words of two names, best pairs first, and weigh what found no partner."""
    pairs = sorted(
        (
            (closeness, i, k)
            for i, word in enumerate(first)
            for k, fellow in enumerate(second)
            if (closeness := _closeness(*sorted((word, fellow))))
        ),
        key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair[1] + pair[2]),
    )
    left, right = dict(enumerate(first)), dict(enumerate(second))
    shared = 0.0
    for closeness, i, k in pairs:
        if i in left and k in right:
            shared += closeness * (_weight(left.pop(i)) + _weight(right.pop(k))) / 2
    shared += _joined(left, right) + _joined(right, left)
    # Alone on one side is a word too many; alone on both sides, one in the place of another.
    replaced = min(sum(map(_weight, left.values())), sum(map(_weight, right.values())))
    return 2 * shared / (sum(map(_weight, first)) + sum(map(_weight, second)) + 2 * replaced)


def _joined(left: dict[int, str], right: dict[int, str]) -> float:
    """Pair what is one word here and two there ("agrifood", "agri food"), and take it out."""
    shared = 0.0
    for i, word in list(left.items()):
        for k, following in pairwise(sorted(right)):
            if following == k + 1 and _spelling(right[k] + right[following]) == _spelling(word):
                shared += _weight(word)
                del left[i], right[k], right[following]
                break
    return shared


def _weight(word: str) -> float:
    return 0.4 if word in LIGHT or len(word) == 1 else 1.0


@lru_cache(maxsize=65536)
def _closeness(one: str, other: str) -> float:
    """Say how close two words are, 0 when they are different words."""
    if one == other:
        return 1.0
    if {one, other} in TWO_PLACES or not (one.isalpha() and other.isalpha()):
        return 0.0
    a, b = sorted((_spelling(one), _spelling(other)), key=len)
    if a == b:
        return 0.98
    # Short words have neighbours that are words too (wine, wind), and so has a first letter (food, wood).
    swapped = one[:2] == other[1::-1]
    if min(len(one), len(other)) < 5 or (a[0] != b[0] and len(a) < 9 and not swapped):
        return 0.0
    if len(a) >= 5 and b.startswith(a) and len(b) - len(a) <= 3:
        return 0.9
    # A slip may break a spelling ("ch" to "hc"), so the letters as they stand count as well.
    fewest = min(slips(a, b), slips(one, other))
    return 1 - fewest / len(b) if fewest <= (MOST_SLIPS if len(a) >= 12 else 1) else 0.0


@lru_cache(maxsize=16384)
def _spelling(word: str) -> str:
    """Write a folded word so that its usual transliterations coincide (Kyiv, Kiev; Münster, Muenster)."""
    for spelt, sound in _SPELLINGS:
        word = word.replace(spelt, sound)
    return _DOUBLED.sub(r"\1", word)
