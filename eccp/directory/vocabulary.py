"""The words for the values of the facets, read once for a page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from eccp.directory.facets import BY_NAME, FACETS, TRUST
from eccp.organisations.types import all_types
from eccp.reference.models import Country, Region, Term

SCHEMES = [facet.scheme for facet in FACETS if facet.scheme]


class Vocabulary:
    """Labels of facet values, in the reader's language. Three queries, whatever is asked."""

    def __init__(self, regions: Mapping[str, Any] | None = None) -> None:
        """`regions` names the codes that will be asked for; there are too many to read them all."""
        terms = Term.objects.filter(scheme__in=SCHEMES)
        if (get_language() or "en") != "en":
            terms = terms.prefetch_related("labels")
        self._labels: dict[str, dict[str, str]] = {facet.name: {} for facet in FACETS}
        self._labels["type"] = {kind.code: str(kind.plural) for kind in all_types()}
        self._labels["trust"] = {value: str(label) for value, label in TRUST.items()}
        countries = dict(Country.objects.values_list("code", "name"))
        self._labels["country"] = self._labels["sought"] = countries
        of_scheme = {facet.scheme: facet.name for facet in FACETS if facet.scheme}
        for term in terms:
            self._labels[of_scheme[term.scheme]][term.code] = str(term)
        self._labels["region"] = dict(
            Region.objects.filter(code__in=list(regions or ())).values_list("code", "name")
        )

    def label(self, facet: str, value: str) -> str:
        """The words for a value; the value itself where it is unknown."""
        return self._labels[facet].get(value, value)

    def knows(self, facet: str, value: str) -> bool:
        """Whether there is such a value."""
        return value in self._labels[facet]

    def values(self, facet: str) -> list[str]:
        """Every value of a facet in the order of its list."""
        return list(self._labels[facet])


def facet_label(name: str) -> str:
    """The words for a facet."""
    return str(BY_NAME[name].label)
