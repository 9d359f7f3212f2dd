"""From what a register writes to our codes: countries, regions, terms. Read once for a whole file."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from eccp.core.names import fold
from eccp.reference.models import Country, CountryLabel, Region, RegionCode, Term, TermLabel, today

# Names that registers write and that are no language's first choice today.
COUNTRIES_ALSO = {
    "bosnia herzegovina": "BA",
    "czech republic": "CZ",
    "england": "GB",
    "fyrom": "MK",
    "great britain": "GB",
    "holland": "NL",
    "macedonia": "MK",
    "moldova republic of": "MD",
    "northern ireland": "GB",
    "republic of ireland": "IE",
    "republic of moldova": "MD",
    "republic of north macedonia": "MK",
    "russian federation": "RU",
    "scotland": "GB",
    "slovak republic": "SK",
    "the netherlands": "NL",
    "turkey": "TR",
    "turkiye": "TR",
    "united states of america": "US",
    "usa": "US",
    "wales": "GB",
}
CODES_ALSO = {"EL": "GR", "UK": "GB"}
JOINING = {"and", "of", "the"}
LETTERS_AT_LEAST = 4  # of a key that was cut short; less would fit by chance


class NotKnown(ValueError):
    """A word that stands for none of our codes, or for several; the text says which."""


class Countries:
    """All countries by code and by their name in every language held."""

    def __init__(self) -> None:
        self._codes = set(Country.objects.values_list("code", flat=True))
        self._english = {fold(name): code for code, name in Country.objects.values_list("code", "name")}
        self._names: dict[str, set[str]] = defaultdict(set)
        for code, label in CountryLabel.objects.values_list("country_id", "label"):
            self._names[fold(label)].add(code)
        for name, code in COUNTRIES_ALSO.items():
            self._names[name].add(code)

    def find(self, text: str) -> str:
        """The code of a country by its code (EL and UK too) or its name in any language; else `NotKnown`."""
        code = CODES_ALSO.get(text.upper(), text.upper())
        if code in self._codes:
            return code
        key = fold(text.rstrip("*"))
        if key in self._english:
            return self._english[key]
        found = sorted(self._names.get(key, ()))
        if len(found) == 1:
            return found[0]
        if found:
            raise NotKnown(
                _("“%(word)s” may be %(several)s. Write the code.")
                % {"word": text, "several": ", ".join(found)}
            )
        raise NotKnown(
            _("“%(word)s” is no country that we know. Write its code of two letters, or its name.")
            % {"word": text}
        )

    def is_name_of(self, text: str, code: str) -> bool:
        """Whether a text is only the name or the code of that country."""
        key = fold(text)
        return code in self._names.get(key, ()) or self._english.get(key) == code or key == code.lower()


class Regions:
    """Statistical regions by their code of 2024 or of 2021, whatever their level."""

    def __init__(self) -> None:
        self._countries = dict(Region.objects.values_list("code", "country_id"))
        self._older = dict(RegionCode.objects.values_list("old", "region_id"))

    def find(self, text: str, country: str) -> str:
        """The code of 2024 for a code of either edition; `NotKnown` where there is none in that country."""
        code = text.upper().replace(" ", "")
        code = code if code in self._countries else self._older.get(code, "")
        if not code:
            raise NotKnown(_("“%(word)s” is no NUTS code of 2021 or 2024: left out.") % {"word": text})
        if self._countries[code] != country:
            raise NotKnown(_("%(word)s is in another country: left out.") % {"word": text})
        return code


class Terms:
    """The terms of all code lists that may be chosen today, by code and by their label in every language."""

    def __init__(self, schemes: Iterable[str]) -> None:
        on = today()
        self._exact: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._words: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
        codes: dict[int, tuple[str, str]] = {}
        for term in Term.objects.filter(scheme__in=set(schemes)).select_related("replaced_by"):
            over = term.valid_to and term.valid_to < on
            stands = term.replaced_by if over and term.replaced_by else term
            codes[term.pk] = (term.scheme, stands.code)
            for words in (term.code, term.label):
                self._exact[term.scheme][fold(words)].add(stands.code)
                self._words[term.scheme].append((stands.code, _telling(words)))
        for pk, label in TermLabel.objects.filter(term_id__in=codes).values_list("term_id", "label"):
            scheme, code = codes[pk]
            self._exact[scheme][fold(label)].add(code)

    def find(self, scheme: str, text: str) -> str:
        """The code of a term by its code, by a label, or by a key cut short that fits exactly one; else `NotKnown`."""
        found = self._exact[scheme].get(fold(text)) or self._cut_short(scheme, text)
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise NotKnown(
                _("“%(word)s” may be %(several)s. Write one of these.")
                % {"word": text, "several": ", ".join(sorted(found))}
            )
        raise NotKnown(_("“%(word)s” is not in the list.") % {"word": text})

    def _cut_short(self, scheme: str, text: str) -> set[str]:
        """Terms that have all words of a key, its last one perhaps only in part, in any order."""
        *whole, last = _telling(text) or [""]
        if len("".join([*whole, last])) < LETTERS_AT_LEAST:
            return set()
        return {code for code, words in self._words[scheme] if _fits(whole, last, words)}


def _telling(text: str) -> list[str]:
    return [word for word in fold(text).split() if word not in JOINING]


def _fits(whole: list[str], last: str, words: list[str]) -> bool:
    left = list(words)
    for word in whole:
        if word not in left:
            return False
        left.remove(word)
    return any(word.startswith(last) for word in left)


def parts(cell: str) -> list[str]:
    """The entries of a cell that holds a list."""
    return [part.strip() for part in re.split(r"[|\n]", cell) if part.strip()]
