"""What countries, policy areas and ecosystems are called: their pages are found by it and named so.

Their pages are written once, under the English name; readers type "Pologne", and readers of French see "Pologne".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from eccp.content.asking import telling
from eccp.content.models import CountryPage, PolicyAreaPage
from eccp.content.remembering import remembered
from eccp.core.names import fold
from eccp.directory.engine.words import stem
from eccp.reference.labels import of_country, of_term
from eccp.reference.models import CountryLabel, TermLabel


@dataclass(frozen=True)
class Name:
    """One name of the thing that a page is about, in words as they are compared."""

    page: int
    words: frozenset[str]


def called(words: str) -> tuple[list[int], list[int]]:
    """The pages whose thing is called so in a language that we know, and those whose thing is named among the words."""
    asked = _compared(telling(words))
    if not asked:
        return [], []
    names = remembered("topics.names", _names)
    so = sorted((name for name in names if asked <= name.words), key=lambda name: len(name.words))
    among = [name for name in names if name.words < asked]
    return list(dict.fromkeys(name.page for name in so)), list(dict.fromkeys(name.page for name in among))


def titles_of(pages: Iterable[Page]) -> dict[int, str]:
    """How the titles of pages read: countries and terms in the reader's language, all others as they are written.

    A query for each of the two kinds that is among them.
    """
    rows = list(pages)
    found = {page.pk: page.title for page in rows}
    there = {page.content_type_id for page in rows}
    if ContentType.objects.get_for_model(CountryPage).pk in there:
        countries = CountryPage.objects.filter(pk__in=found).values_list("pk", "country", "country__name")
        found |= {pk: of_country(code, name) for pk, code, name in countries}
    if ContentType.objects.get_for_model(PolicyAreaPage).pk in there:
        terms = PolicyAreaPage.objects.filter(pk__in=found).values_list("pk", "term", "term__label")
        found |= {pk: of_term(term, label) for pk, term, label in terms}
    return found


def _compared(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(form) for word in words for form in fold(word).split())


def _names() -> list[Name]:
    """Every name in every language, read with four queries."""
    countries: dict[str, list[int]] = {}
    terms: dict[int, list[int]] = {}
    names: list[tuple[int, str]] = []
    for pk, code, name in CountryPage.objects.live().values_list("pk", "country", "country__name"):
        countries.setdefault(code, []).append(pk)
        names.append((pk, name))
    for pk, term, label in PolicyAreaPage.objects.live().values_list("pk", "term", "term__label"):
        terms.setdefault(term, []).append(pk)
        names.append((pk, label))
    for code, label in CountryLabel.objects.filter(country__in=countries).values_list("country", "label"):
        names += [(pk, label) for pk in countries[code]]
    for term, label in TermLabel.objects.filter(term__in=terms).values_list("term", "label"):
        names += [(pk, label) for pk in terms[term]]
    return [Name(pk, said) for pk, name in names if (said := _compared(telling(name)))]
