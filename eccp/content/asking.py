"""A question as people type it, made into what the index of pages may be asked.

The index compares whole words and knows no grammar. So what says nothing is left out ("how do I join" asks for
"join"), and each word is asked for in the singular and the plural, as English and French form them. Only these:
with stems, "validation" would find all that is valid.
"""

import re
from collections.abc import Iterable

from modelsearch.query import Or, PlainText, SearchQuery

from eccp.core.name_words import JOINING
from eccp.core.names import fold
from eccp.directory.engine.words import stem

WAYS_AT_MOST = 40  # to write a question; further words of it are asked for as they were typed
SHORTEST = 4  # letters of a word that may be a plural, or have one
# What begins a question and says nothing about its subject, folded.
ASKING = frozenset(
    "how what where when who why which is are was do does can could should may must there it its an i me my we us our"
    " you your comment combien quoi quel quelle quels quelles ou quand qui que qu pourquoi est ce sont y a t il elle"
    " je j me mon ma mes nous notre nos vous votre vos un une faire puis peux peut dois".split()
)
# With how a question for help begins, folded.
QUESTION = frozenset(
    "how what where when who why which can comment combien quel quelle quand qui pourquoi ou".split()
)
NO_PLURALS = frozenset("news gas bus lens series pays avis mois temps cours".split())
_APART = re.compile(r"[\s\"'’`]+")
# French joins small words to the next one ("l’énergie"), English an "s" to the one before ("cluster’s").
_JOINED = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=\w)|(?<=\w)['’]s\b", re.IGNORECASE)
_AROUND = re.compile(r"^\W+|\W+$")


def telling(words: str) -> list[str]:
    """The words that say something, as they were typed; all of them where none does. Bare signs are no words."""
    typed = [
        word
        for one in _APART.split(_JOINED.sub("", words))
        if (word := _AROUND.sub("", one)) and word.strip("_")
    ]
    kept = [word for word in typed if not _is_little(word)]
    return list(dict.fromkeys(kept or typed))


def askable(words: str) -> str:
    """Words as the index may be asked for them: a quotation mark would end its word."""
    return " ".join(telling(words))


def is_question(words: str) -> bool:
    """Whether somebody asks how something is done, rather than for a thing."""
    first, *others = fold(words).split() or [""]
    return first in QUESTION and bool(others)


def in_any_number(words: str) -> SearchQuery | None:
    """All the words, each in the singular or the plural; nothing where no word has another form.

    As "this and that, or these and that", in so few ways that a long question stays one that is answered at once.
    """
    ways: list[list[str]] = [[]]
    for word in telling(words):
        forms = forms_of(word)
        few = forms if len(forms) * len(ways) <= WAYS_AT_MOST else [word]
        ways = [[*way, form] for way in ways for form in few]
    return Or([PlainText(" ".join(way)) for way in ways]) if len(ways) > 1 else None


def forms_of(word: str) -> list[str]:
    """A word, and how it reads in the plural or the singular: "policies" and "policy", "régional" and "régionaux"."""
    small = word.lower()
    if len(small) < SHORTEST or not small.isalpha() or small in NO_PLURALS:
        return [word]
    return list(dict.fromkeys([small, *(_singulars(small) or _plurals(small))]))


def missing(words: str, *texts: str) -> int:
    """How many of the words the texts lack: no word of them is it, begins with it, or is it in another number."""
    there = {part for text in texts for part in fold(text).split()}
    asked = [part for word in telling(words) for part in fold(word).split()]
    return sum(not has(word, there) for word in dict.fromkeys(asked))


def has(word: str, there: Iterable[str]) -> bool:
    """Whether a folded word is among others, or one of them begins with it or is it in another number."""
    forms = {*forms_of(word), stem(word)}
    return any(one.startswith(word) or one in forms or stem(one) in forms for one in there)


def _singulars(word: str) -> list[str]:
    if word.endswith("ies"):
        return [word[:-3] + "y", word[:-1]]
    if word.endswith("aux"):
        return [word[:-1], word[:-3] + "al"]
    if word.endswith(("sses", "xes", "ches", "shes")):
        return [word[:-2], word[:-1]]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return [word[:-1]]
    return []


def _plurals(word: str) -> list[str]:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return [word + "es"]
    if word.endswith("y") and word[-2] not in "aeiou":
        return [word[:-1] + "ies"]
    if word.endswith("al"):
        return [word + "s", word[:-1] + "ux"]
    if word.endswith("eau"):
        return [word + "x"]
    return [word + "s"]


def _is_little(word: str) -> bool:
    folded = fold(word)
    return folded in JOINING or folded in ASKING
