"""The words for terms and countries in the reader's language, for all rows of a page at once.

Each process remembers the preferred labels of a language for a minute, so that a list in French asks one
question more than in English, however long it is. Whatever stores a label forgets them at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.cache import caches
from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language

from eccp.core.names import sort_key

if TYPE_CHECKING:
    from eccp.reference.models import Country

ENGLISH = "en"  # in which terms and countries are named themselves
EDITION = "reference.labels.edition"
REMEMBERED_SECONDS = 60


@dataclass(frozen=True)
class Labels:
    """All preferred labels of one language: of terms by their key, of countries by their code."""

    terms: Mapping[str, str]
    countries: Mapping[str, str]


_remembered: dict[tuple[str, str], Labels] = {}


def of_term(pk: Any, english: str, language: str | None = None) -> str:
    """The label of a term; the English one where the language has none."""
    language = language or get_language() or ENGLISH
    return english if language == ENGLISH else labels(language).terms.get(str(pk), english)


def of_country(code: str, english: str, language: str | None = None) -> str:
    """The name of a country; the English one where the language has none."""
    language = language or get_language() or ENGLISH
    return english if language == ENGLISH else labels(language).countries.get(code, english)


def in_order(countries: "Iterable[Country]") -> "list[Country]":
    """Countries in the order of their names as the reader knows them: Austria stands under A or under Ö."""
    return sorted(countries, key=lambda country: sort_key(str(country)))


def labels(language: str) -> Labels:
    """What is remembered of a language, or read again with one question."""
    edition = caches["local"].get(EDITION)
    if edition is None:
        _remembered.clear()
        edition = uuid4().hex
        caches["local"].set(EDITION, edition, REMEMBERED_SECONDS)
    held = _remembered.get((edition, language))
    if held is None:
        held = _remembered[edition, language] = _read(language)
    return held


def forget(**_signal: Any) -> None:
    """Read them again when next asked: a label was stored or taken away."""
    caches["local"].delete(EDITION)


def _read(language: str) -> Labels:
    from eccp.reference.models import CountryLabel, TermLabel

    def rows(found: Any, kind: str, key: str) -> Any:
        kinds = {"kind": Value(kind, CharField()), "key": Cast(key, CharField())}
        return found.annotate(**kinds).values_list("kind", "key", "label")

    terms = rows(TermLabel.objects.filter(language=language, preferred=True), "term", "term_id")
    countries = rows(CountryLabel.objects.filter(language=language), "country", "country_id")
    read: dict[str, dict[str, str]] = {"term": {}, "country": {}}
    for kind, key, label in terms.union(countries, all=True):
        read[kind][key] = label
    return Labels(read["term"], read["country"])
