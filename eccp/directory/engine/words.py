"""Words as they are compared: folded, stemmed, and how many typing errors each is forgiven."""

import re
from functools import lru_cache

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from eccp.core.name_words import JOINING
from eccp.core.names import fold

WORDS_AT_MOST = 12
ONE_ERROR_FROM = 4
TWO_ERRORS_FROM = 8
PREFIX_FROM = 2

_analyzer = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build()


def words_of(text: str) -> list[str]:
    """The words of a question, folded, each once, at most twelve."""
    return list(dict.fromkeys(fold(text).split()))[:WORDS_AT_MOST]


def telling(words: list[str]) -> list[str]:
    """Those that say something: without "and", "of" and single letters, unless there is nothing else."""
    return [word for word in words if word not in JOINING and len(word) > 1] or words


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The stem of a folded English word: "batteri" for "battery" and "batteries"."""
    return next(iter(_analyzer.analyze(word)), word)


def errors_forgiven(word: str) -> int:
    """How many letters may be wrong, missing, too many or swapped: one from 4 letters on, two from 8."""
    if re.search(r"\d", word) or len(word) < ONE_ERROR_FROM:
        return 0
    return 2 if len(word) >= TWO_ERRORS_FROM else 1
