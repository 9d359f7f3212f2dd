"""What a list of pages can be narrowed by: terms, countries, and choices that a query can say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from eccp.content.models import ContentPage, CountryPage
from eccp.organisations.models import Organisation
from eccp.reference.labels import of_country, of_term
from eccp.reference.models import Country, Scheme, Term

ALL = _("All %(number)s")
COUNTRY = _("Country")
ALL_COUNTRIES = _("All %(number)s countries")
ORGANISATION = "organisation"
CONTRIBUTED_BY = _("Contributed by")
ALL_ORGANISATIONS = _("All %(number)s organisations")
TERMS = ContentPage.terms.through
COUNTRIES = ContentPage.countries.through
FACET_LABELS: dict[str, Any] = {
    Scheme.ECOSYSTEM: _("Industrial ecosystem"),
    Scheme.POLICY_AREA: _("Policy area"),
}


class Counted(NamedTuple):
    """A value as it reads, and how many rows have it."""

    label: str
    number: int


@dataclass(frozen=True)
class TermFacet:
    """Terms of one code list. Several chosen ones mean: any of them. `count_terms` counts them."""

    scheme: str
    label: Any = ""
    all_of_them: Any = ALL

    @property
    def name(self) -> str:
        """Its name in the address."""
        return str(self.scheme)

    @property
    def title(self) -> str:
        """Its heading."""
        return str(self.label or FACET_LABELS.get(self.scheme) or Scheme(self.scheme).label)

    def condition(self, values: Iterable[str]) -> Q:
        """That a row carries one of these terms."""
        found = TERMS.objects.filter(term__scheme=self.scheme, term__code__in=list(values))
        return Q(pk__in=found.values("contentpage"))

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        """How the terms read."""
        found = Term.objects.filter(scheme=self.scheme, code__in=list(values))
        return {code: of_term(pk, label) for pk, code, label in found.values_list("pk", "code", "label")}


@dataclass(frozen=True)
class CountryFacet:
    """The countries of a page. With `for_all`, pages that name no country count for each of them."""

    name: str = "country"
    label: Any = COUNTRY
    all_of_them: Any = ALL_COUNTRIES
    for_all: bool = False

    @property
    def title(self) -> str:
        """Its heading."""
        return str(self.label)

    def condition(self, values: Iterable[str]) -> Q:
        """That a row is of one of these countries."""
        found = COUNTRIES.objects.filter(country__in=list(values))
        named = Q(pk__in=found.values("contentpage"))
        return named | names_no_country() if self.for_all else named

    def counts(self, rows: QuerySet[Any], everywhere: int = 0) -> dict[str, Counted]:
        """How many rows each country has. With rows that count `everywhere`, also countries that only have a page."""
        named = Count("pages", filter=Q(pages__in=rows.order_by().values("pk")))
        wanted = Q(number__gt=0)
        if everywhere:
            wanted |= Q(pk__in=CountryPage.objects.live().order_by().values("country"))
        found = Country.objects.order_by().annotate(number=named).filter(wanted)
        return {
            code: Counted(of_country(code, name), number + everywhere)
            for code, name, number in found.values_list("pk", "name", "number")
        }

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        """The names of the countries."""
        found = Country.objects.filter(pk__in=list(values))
        return {code: of_country(code, name) for code, name in found.values_list("pk", "name")}


@dataclass(frozen=True)
class OrganisationFacet:
    """Who contributed it, by the number of the organisation. It is a way to one's own, not a list to choose from."""

    name: str = ORGANISATION
    label: Any = CONTRIBUTED_BY
    all_of_them: Any = ALL_ORGANISATIONS

    @property
    def title(self) -> str:
        """Its heading."""
        return str(self.label)

    def condition(self, values: Iterable[str]) -> Q:
        """That a row was contributed by one of these organisations."""
        return Q(organisation__in=[value for value in values if is_number(value)])

    def counts(self, rows: QuerySet[Any]) -> dict[str, Counted]:
        """How many rows each organisation contributed."""
        found = (
            rows.order_by().exclude(organisation=None).values_list("organisation_id", "organisation__name")
        )
        counted = found.annotate(number=Count("pk"))
        return {str(pk): Counted(name, number) for pk, name, number in counted}

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        """The names of the organisations that everybody may know."""
        numbers = [value for value in values if is_number(value)]
        found = Organisation.objects.public().filter(pk__in=numbers)
        return {str(pk): name for pk, name in found.values_list("pk", "name")}


@dataclass(frozen=True)
class ChoiceFacet:
    """Choices in their own order, each a condition on the rows, made when it is asked for.

    `at_first` are those that hold while nothing is chosen.
    """

    name: str
    label: Any
    choices: Mapping[str, Any]
    where: Callable[[str], Q]
    all_of_them: Any = ALL
    at_first: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its heading."""
        return str(self.label)

    def condition(self, values: Iterable[str]) -> Q:
        """That one of the choices holds for a row."""
        wanted = Q(pk__in=[])
        for value in values:
            wanted |= self.where(value)
        return wanted

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        """How the choices read."""
        return {code: str(self.choices[code]) for code in values if code in self.choices}


def is_number(value: str) -> bool:
    """Whether a value of an address can be the number of an organisation at all."""
    return value.isascii() and value.isdigit() and len(value) < 10


def names_no_country() -> Q:
    """That a row names no country."""
    return ~Q(pk__in=COUNTRIES.objects.values("contentpage"))


AnyFacet = TermFacet | CountryFacet | OrganisationFacet | ChoiceFacet


def count_terms(rows_of: Mapping[str, QuerySet[Any]]) -> dict[str, dict[str, Counted]]:
    """How many rows carry each term, by code list and code: one question for all lists together.

    Each list has rows of its own, because what is chosen in a list does not narrow its own numbers. Lists
    that have the very same rows are asked for together, which is the case while nothing is chosen.
    """
    lists: dict[int, tuple[QuerySet[Any], list[str]]] = {}
    for scheme, rows in rows_of.items():
        lists.setdefault(id(rows), (rows, []))[1].append(scheme)
    asked = Q(pk__in=[])
    for rows, schemes in lists.values():
        asked |= Q(term__scheme__in=schemes, contentpage__in=rows.order_by().values("pk"))
    columns = ("term__scheme", "term__code", "term_id", "term__label")
    found = TERMS.objects.filter(asked).values_list(*columns).annotate(Count("pk"))
    counted: dict[str, dict[str, Counted]] = {scheme: {} for scheme in rows_of}
    for scheme, code, pk, label, number in found if rows_of else ():
        counted[scheme][code] = Counted(of_term(pk, label), number)
    return counted
