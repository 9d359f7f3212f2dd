"""Names spoilt as people spoil them: each way is a function from a name (and its town) to what is typed.

A way gives None where it cannot spoil this name. All chance comes from the generator given, so that a
seed says the whole set.
"""

import random
import re
import unicodedata
from collections.abc import Callable

from bench.relevance.slips import FOREIGN, Known, Names, slip, slipped, words_of
from eccp.core.name_words import CLUSTER_WORDS, JOINING, LEGAL
from eccp.core.names import fold

BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")


def one_error(one: Known, names: Names, chance: random.Random) -> str | None:
    """One typing error in one word."""
    words = words_of(one.name, 4)
    return slipped(one.name, [chance.choice(words)], chance) if words else None


def two_errors_in_two_words(one: Known, names: Names, chance: random.Random) -> str | None:
    """One typing error in each of two words."""
    words = words_of(one.name, 4)
    return slipped(one.name, chance.sample(words, 2), chance) if len(words) > 1 else None


def two_errors_in_one_word(one: Known, names: Names, chance: random.Random) -> str | None:
    """Two typing errors in one long word."""
    words = words_of(one.name, 7)
    if not words:
        return None
    word = chance.choice(words)
    return one.name.replace(word, slip(slip(word, chance), chance), 1)


def first_letter_wrong(one: Known, names: Names, chance: random.Random) -> str | None:
    """A typing error in the first letter of a word."""
    words = words_of(one.name, 5)
    return slipped(one.name, [chance.choice(words)], chance, first=True) if words else None


def short_word_wrong(one: Known, names: Names, chance: random.Random) -> str | None:
    """A typing error in a word of three or four letters."""
    words = [w for w in words_of(one.name, 3) if len(w) <= 4 and fold(w) not in JOINING]
    longer = words_of(one.name, 5)
    return slipped(one.name, [chance.choice(words)], chance) if words and longer else None


def rarest_word_with_an_error(one: Known, names: Names, chance: random.Random) -> str | None:
    """Only the word that no other name has, with an error."""
    rare = names.rare(one.name)
    if not rare or len(rare[0]) < 6 or not names.alone(rare[0]):
        return None
    return slip(rare[0], chance)


def beginning(one: Known, names: Names, chance: random.Random) -> str | None:
    """The beginning of the name, as far as it tells which is meant."""
    length = chance.randint(min(6, len(one.name)), max(6, len(one.name) * 3 // 4))
    for end in range(length, len(one.name)):
        if names.alone(one.name[:end]):
            return one.name[:end].strip()
    return None


def last_word_begun(one: Known, names: Names, chance: random.Random) -> str | None:
    """All words, the last one not to its end."""
    words = one.name.split()
    if len(words) < 2 or len(words[-1]) < 5:
        return None
    typed = " ".join([*words[:-1], words[-1][: chance.randint(2, len(words[-1]) - 2)]])
    return typed if names.alone(typed) else None


def beginning_with_an_error(one: Known, names: Names, chance: random.Random) -> str | None:
    """The beginning of the name, with an error in it."""
    typed = beginning(one, names, chance)
    words = words_of(typed or "", 5)
    return slipped(typed, [chance.choice(words)], chance) if typed and words else None


def rarest_words_begun(one: Known, names: Names, chance: random.Random) -> str | None:
    """The two most telling words, neither to its end."""
    rare = names.rare(one.name)[:2]
    typed = [word[: max(4, len(word) * 2 // 3)] for word in rare]
    return " ".join(typed) if len(rare) == 2 and names.alone(*typed) else None


def every_word_begun(one: Known, names: Names, chance: random.Random) -> str | None:
    """Every word, none to its end."""
    words = [word for word in words_of(one.name, 4) if fold(word) not in JOINING]
    typed = [word[: max(3, len(word) * 2 // 3)] for word in words]
    return " ".join(typed) if len(words) > 1 and names.alone(*typed) else None


def rarest_words_with_errors(one: Known, names: Names, chance: random.Random) -> str | None:
    """The two most telling words, each with an error, in any order."""
    rare = [word for word in names.rare(one.name)[:2] if len(word) > 4]
    if len(rare) < 2 or not names.alone(*rare):
        return None
    typed = [slip(word, chance) for word in rare]
    chance.shuffle(typed)
    return " ".join(typed)


def rarest_word_with_two_errors(one: Known, names: Names, chance: random.Random) -> str | None:
    """Only the word that no other name has, with two errors."""
    rare = names.rare(one.name)
    if not rare or len(rare[0]) < 7 or not names.alone(rare[0]):
        return None
    return slip(slip(rare[0], chance), chance)


def rarest_word_begun(one: Known, names: Names, chance: random.Random) -> str | None:
    """The beginning of the most telling word."""
    rare = names.rare(one.name)
    typed = rare[0][: max(4, len(rare[0]) * 2 // 3)] if rare else ""
    return typed if typed and names.alone(typed) else None


def rarest_word_begun_with_an_error(one: Known, names: Names, chance: random.Random) -> str | None:
    """The beginning of the most telling word, with an error."""
    typed = rarest_word_begun(one, names, chance)
    return slip(typed, chance) if typed and len(typed) > 5 else None


def word_and_town_begun(one: Known, names: Names, chance: random.Random) -> str | None:
    """A telling word and the beginning of the town."""
    typed = word_and_town(one, names, chance)
    typed = typed and typed[: -max(1, len(fold(one.town)) // 3)]
    return typed if typed and names.alone(typed) else None


def turned_round(one: Known, names: Names, chance: random.Random) -> str | None:
    """The words from the last to the first."""
    words = one.name.split()
    return " ".join(reversed(words)) if len(words) > 1 else None


def mixed_with_an_error(one: Known, names: Names, chance: random.Random) -> str | None:
    """The words in any order, one with an error."""
    typed = one_error(one, names, chance)
    words = (typed or "").split()
    chance.shuffle(words)
    return " ".join(words) if len(words) > 1 else None


def plain_letters(one: Known, names: Names, chance: random.Random) -> str | None:
    """Small letters without diacritics and signs."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", one.name) if not unicodedata.combining(c))
    typed = " ".join(re.sub(r"[^\w\s]", " ", bare).lower().split())
    return typed if typed != one.name else None


def other_spelling(one: Known, names: Names, chance: random.Random) -> str | None:
    """ö as oe, ß as ss, ł as l, and the like."""
    typed = unicodedata.normalize("NFC", one.name).translate(FOREIGN)
    return typed if typed != one.name else None


def word_and_town(one: Known, names: Names, chance: random.Random) -> str | None:
    """A telling word and the town."""
    rare = names.rare(one.name)[:2]
    if not rare or not one.town:
        return None
    word = chance.choice(rare)
    return f"{word} {fold(one.town)}" if names.alone(word, one.town) else None


def word_with_an_error_and_town(one: Known, names: Names, chance: random.Random) -> str | None:
    """The same with an error in the word, in either order."""
    typed = word_and_town(one, names, chance)
    if not typed or len(typed.split()[0]) < 5:
        return None
    word, _, town = typed.partition(" ")
    return chance.choice((f"{slip(word, chance)} {town}", f"{town} {slip(word, chance)}"))


def word_and_town_with_an_error(one: Known, names: Names, chance: random.Random) -> str | None:
    """The same with an error in the town."""
    typed = word_and_town(one, names, chance)
    if not typed:
        return None
    word, _, town = typed.partition(" ")
    return f"{word} {slipped(town, [max(town.split(), key=len)], chance)}" if len(town) > 4 else None


def joined(one: Known, names: Names, chance: random.Random) -> str | None:
    """Two words without the space between them."""
    words = one.name.split()
    if len(words) < 2:
        return None
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def split(one: Known, names: Names, chance: random.Random) -> str | None:
    """A long word with a space in it."""
    words = words_of(one.name, 7)
    if not words:
        return None
    word = chance.choice(words)
    at = chance.randint(3, len(word) - 3)
    return one.name.replace(word, f"{word[:at]} {word[at:]}", 1)


def hyphens(one: Known, names: Names, chance: random.Random) -> str | None:
    """A space for a hyphen, nothing for it, or a hyphen for a space."""
    if "-" in one.name:
        return one.name.replace("-", chance.choice((" ", "")))
    words = one.name.split()
    if len(words) < 2:
        return None
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], f"{words[at]}-{words[at + 1]}", *words[at + 2 :]])


def without_forms(one: Known, names: Names, chance: random.Random) -> str | None:
    """Without legal forms and words for "cluster", as people call it."""
    left = [word for word in one.name.split() if (fold(word),) not in LEGAL]
    left = [word for word in left if fold(word) not in CLUSTER_WORDS]
    typed = " ".join(left)
    return typed if left and typed != one.name and names.alone(typed) else None


def without_brackets(one: Known, names: Names, chance: random.Random) -> str | None:
    """Without what stands in brackets."""
    typed = BRACKETS.sub("", one.name).strip()
    return typed if typed and typed != one.name and names.alone(typed) else None


def only_brackets(one: Known, names: Names, chance: random.Random) -> str | None:
    """Only what stands in brackets."""
    inside = re.search(r"[(\[]([^)\]]{3,})[)\]]", one.name)
    return inside[1] if inside and names.alone(inside[1]) else None


def word_left_out(one: Known, names: Names, chance: random.Random) -> str | None:
    """One word left out."""
    words = one.name.split()
    if len(words) < 3:
        return None
    words.pop(chance.randrange(len(words)))
    typed = " ".join(words)
    return typed if names.alone(typed) else None


def word_left_out_and_an_error(one: Known, names: Names, chance: random.Random) -> str | None:
    """One word left out, and an error in another."""
    typed = word_left_out(one, names, chance)
    words = words_of(typed or "", 5)
    return slipped(typed, [chance.choice(words)], chance) if typed and words else None


def name_and_town(one: Known, names: Names, chance: random.Random) -> str | None:
    """The whole name with an error, and the town."""
    if not one.town or fold(one.town) in fold(one.name):
        return None
    return f"{one_error(one, names, chance) or one.name} {fold(one.town)}"


WAYS: tuple[Callable[[Known, Names, random.Random], str | None], ...] = (
    *(one_error, two_errors_in_two_words, two_errors_in_one_word, first_letter_wrong, short_word_wrong),
    *(rarest_word_with_an_error, beginning, last_word_begun, beginning_with_an_error, rarest_words_begun),
    *(every_word_begun, rarest_words_with_errors, rarest_word_with_two_errors, rarest_word_begun),
    *(rarest_word_begun_with_an_error, word_and_town_begun),
    *(turned_round, mixed_with_an_error, plain_letters, other_spelling),
    *(word_and_town, word_with_an_error_and_town, word_and_town_with_an_error, name_and_town),
    *(joined, split, hyphens, without_forms, without_brackets, only_brackets),
    *(word_left_out, word_left_out_and_an_error),
)


def spoil(known: list[Known], seed: int, each: int) -> dict[str, list[tuple[str, int]]]:
    """By way of spoiling, some pairs of what is typed and the place of the organisation meant.

    Organisations that share their name with another are not looked for: nobody could tell which is meant.
    """
    names = Names(known)
    asked: dict[str, list[tuple[str, int]]] = {}
    for way in WAYS:
        chance = random.Random(f"{seed} {way.__name__}")
        some = [one for one in known if names.names[fold(one.name)] == 1]
        chance.shuffle(some)
        found = []
        for one in some:
            typed = way(one, names, chance)
            if typed and fold(typed):
                found.append((typed, one.row))
            if len(found) == each:
                break
        asked[way.__name__.replace("_", " ")] = found
    return asked
