"""Words as they are compared: folded, stemmed, spelt otherwise, and how many typing errors each is forgiven."""

from functools import lru_cache

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from eccp.core.name_words import JOINING
from eccp.core.names import fold

WORDS_AT_MOST = 12
WORD_LETTERS_AT_MOST = 60
PREFIX_FROM = 2
# From so many letters on a word is forgiven one error, two, three. The second row holds only where the
# question would find nothing otherwise and has other words to go by; short words have too many neighbours.
ERRORS_FROM = (4, 8)
ERRORS_FROM_AT_LAST = (2, 4, 8)
DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))

_analyzer = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build()


def words_of(text: str) -> list[str]:
    """The words of a question, folded, each once, at most twelve."""
    words = (word[:WORD_LETTERS_AT_MOST] for word in fold(text).split())
    return list(dict.fromkeys(words))[:WORDS_AT_MOST]


def telling(words: list[str]) -> list[str]:
    """Those that say something: without "and", "of" and single letters, unless there is nothing else."""
    return [word for word in words if word not in JOINING and len(word) > 1] or words


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The stem of a folded English word: "batteri" for "battery" and "batteries"."""
    return next(iter(_analyzer.analyze(word)), word)


@lru_cache(maxsize=16384)
def bare(word: str) -> str:
    """A folded word with one spelling for letters that go by two: "sudwest" for "suedwest" and "südwest"."""
    for spelt, letter in DIGRAPHS:
        word = word.replace(spelt, letter)
    return word


def errors_forgiven(word: str, *, at_last: bool = False) -> int:
    """How many letters may be wrong, missing, too many or swapped: one from 4 letters on, two from 8.

    `at_last`, where nothing else is found: one from 2 letters on, two from 4, three from 8. Digits do not
    count: they are never wrong (see `digits`).
    """
    letters = sum(map(str.isalpha, word))
    if letters < len(word) and letters < ERRORS_FROM[0]:
        return 0
    return sum(letters >= least for least in (ERRORS_FROM_AT_LAST if at_last else ERRORS_FROM))


def digits(word: str) -> str:
    """The digits of a word. Words with other digits are other words: "emc2", "emc3"."""
    return "" if word.isalpha() else "".join(filter(str.isdigit, word))
