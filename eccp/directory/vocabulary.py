"""The words for the values of the facets, read once for a page."""

from collections.abc import Collection, Iterable

from eccp.directory.facets import BY_NAME, FACETS, NAMES
from eccp.organisations.types import all_types
from eccp.reference import labels
from eccp.reference.models import Country, Region, Term


class Vocabulary:
    """Labels of facet values, in the reader's language. At most four queries, whatever is asked."""

    def __init__(self, regions: Iterable[str] = (), facets: Collection[str] = NAMES) -> None:
        """`regions` and `facets` name what will be asked for; there is too much to read it all each time."""
        self._labels: dict[str, dict[str, str]] = {facet.name: {} for facet in FACETS}
        for facet in FACETS:
            self._labels[facet.name] |= {value: str(label) for value, label in facet.values.items()}
        self._labels["type"] = {kind.code: str(kind.plural) for kind in all_types()}
        countries = list(Country.objects.values_list("code", "name", "nuts0"))
        self._labels["country"] = self._labels["sought"] = {
            code: labels.of_country(code, name) for code, name, _nuts in countries
        }
        self._in_statistics = {nuts: code for code, _name, nuts in countries if nuts}
        self._labels["region"] = dict(
            Region.objects.filter(code__in=list(regions)).values_list("code", "name")
        )
        self._read_terms({BY_NAME[name].scheme: name for name in facets if BY_NAME[name].scheme})

    def _read_terms(self, facets: dict[str, str]) -> None:
        terms = Term.objects.filter(scheme__in=facets)
        for pk, scheme, code, label in terms.values_list("pk", "scheme", "code", "label"):
            self._labels[facets[scheme]][code] = labels.of_term(pk, label)

    def label(self, facet: str, value: str) -> str:
        """The words for a value; the value itself where it is unknown."""
        return self._labels[facet].get(value, value)

    def said(self, facet: str, value: str) -> str:
        """The words for a value away from the heading of its facet."""
        return str(BY_NAME[facet].said) % {"value": self.label(facet, value)}

    def country_of(self, region: str) -> str:
        """The name of the country that a region lies in, by the code of either."""
        return self.label("country", self._in_statistics.get(region[:2], region[:2]))

    def knows(self, facet: str, value: str) -> bool:
        """Whether there is such a value."""
        return value in self._labels[facet]

    def values(self, facet: str) -> list[str]:
        """Every value of a facet in the order of its list."""
        return list(self._labels[facet])


def facet_label(name: str) -> str:
    """The words for a facet."""
    return str(BY_NAME[name].label)
