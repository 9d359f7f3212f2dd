"""Networks of clusters: profiles of national associations and of networks, by kind, on a map and in a list.

Their profiles do not say the kind, so it is computed from what they do say; a network may be of several kinds:

* **national**: a national association of clusters, or a network that works within one country and names no region;
* **international**: it works with at least two countries besides its own ("Countries you work with already");
* **regional**: a network that works within one country and names its region (NUTS);
* **sectoral**: it names exactly one industrial ecosystem, or none and one sector.

No profile lists the countries or regions of a network's members; "within one country" therefore means: it names
fewer than two other countries that it works with.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from eccp.content.lists.facets import ALL, FACET_LABELS, ChoiceFacet, Counted
from eccp.content.lists.listing import Listing
from eccp.content.models import SectionPage
from eccp.core.names import fold, sort_key
from eccp.directory import results, search
from eccp.directory.engine import Unavailable
from eccp.directory.query import Query
from eccp.directory.words import Matcher
from eccp.organisations.models import CountryLink, Organisation
from eccp.reference.labels import of_term
from eccp.reference.models import Country, Scheme, Term

ASSOCIATION = "national_association"
NETWORK = "meta_cluster_network"
TYPES = (ASSOCIATION, NETWORK)
# What asks the directory for all networks.
OF_DIRECTORY = [*(("type", code) for code in sorted(TYPES)), ("trust", "validated")]
OTHER_COUNTRIES = 2  # so many besides its own make a network international
KINDS: dict[str, Any] = {
    "regional": _("Regional"),
    "national": _("National"),
    "international": _("International"),
    "sectoral": _("Sectoral"),
}


@dataclass(frozen=True)
class Network:
    """One network as a line of the list, with the kinds that it is of."""

    row: results.Row
    kinds: list[Any]


def shown(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The list with its rows, where the map finds the same ones, and how the kinds are counted."""
    listing = listing_of(request.GET)
    return {
        "listing": listing,
        "networks": networks(listing.page.object_list),
        "points_url": f"{reverse('content:network_points')}?{asked(listing)}",
        "places_url": reverse("content:network_points"),
        "on_map": listing.narrowed().filter(longitude__isnull=False).count(),
        "directory_url": f"{reverse('directory:index')}?{urlencode(OF_DIRECTORY)}",
        "other_countries": OTHER_COUNTRIES,
    }


def listing_of(sent: QueryDict) -> Listing:
    """Validated networks by name, narrowed by an address."""
    found = known().order_by("sort_key", "pk")
    facets: list[Any] = [
        ChoiceFacet("kind", _("Kind of network"), KINDS, lambda kind: Q(**{f"is_{kind}": True})),
        countries(),
        EcosystemFacet(),
    ]
    return Listing(found, sent, facets, find=with_words)


def known() -> QuerySet[Organisation]:
    """Validated networks, each with the four kinds as conditions `is_regional` and so on."""
    international = Q(others__gte=OTHER_COUNTRIES)
    association = Q(type=ASSOCIATION)
    no_region = Q(region=None)
    return (
        Organisation.objects.published()
        .of_type(*TYPES)
        .annotate(
            others=_number(
                CountryLink.objects.filter(link="cooperates").exclude(country=OuterRef("country"))
            ),
            ecosystems=_number(terms_of(Scheme.ECOSYSTEM)),
            sectors=_number(terms_of(Scheme.SECTOR)),
        )
        .annotate(
            is_international=international,
            is_regional=~international & ~association & ~no_region,
            is_national=association | (~international & no_region),
            is_sectoral=Q(ecosystems=1) | Q(ecosystems=0, sectors=1),
        )
    )


def terms_of(scheme: str) -> QuerySet[Any]:
    """The links from organisations to the terms of one code list."""
    return Organisation.terms.through.objects.filter(term__scheme=scheme)


def _number(links: QuerySet[Any]) -> Any:
    """How many of these links an organisation has."""
    found = links.filter(organisation=OuterRef("pk")).order_by().values("organisation")
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), Value(0))


def countries() -> ChoiceFacet:
    """The countries where networks have their seat, by name."""
    there = Country.objects.filter(
        organisations__in=Organisation.objects.published().of_type(*TYPES)
    ).distinct()
    return ChoiceFacet(
        "country", _("Country"), _by_name({one.pk: str(one) for one in there}), lambda code: Q(country=code)
    )


@dataclass(frozen=True)
class EcosystemFacet:
    """The industrial ecosystems that networks name."""

    name: str = "ecosystem"
    title: Any = FACET_LABELS[Scheme.ECOSYSTEM]
    all_of_them: Any = ALL

    def condition(self, values: Iterable[str]) -> Q:
        """That a network names one of these ecosystems."""
        found = terms_of(Scheme.ECOSYSTEM).filter(term__code__in=list(values))
        return Q(pk__in=found.values("organisation"))

    def counts(self, rows: QuerySet[Any]) -> dict[str, Counted]:
        """How many of the networks name each ecosystem."""
        found = terms_of(Scheme.ECOSYSTEM).filter(organisation__in=rows.order_by().values("pk"))
        counted = found.order_by().values_list("term__code", "term_id", "term__label").annotate(Count("pk"))
        return {code: Counted(of_term(pk, label), number) for code, pk, label, number in counted}

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        """How the ecosystems read."""
        return {one.code: str(one) for one in Term.objects.of(Scheme.ECOSYSTEM).filter(code__in=list(values))}


def _by_name(names: dict[str, str]) -> dict[str, str]:
    return dict(sorted(names.items(), key=lambda pair: sort_key(pair[1])))


def with_words(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Those that the directory finds with these words; by their names alone while it has no index."""
    try:
        return rows.filter(pk__in=search.ids(Query(q=words, facets={"type": TYPES})))
    except Unavailable:
        for word in fold(words).split():
            rows = rows.filter(name_key__contains=word)
        return rows


def networks(found: Iterable[Any]) -> list[Network]:
    """The lines of some networks, in a fixed number of queries."""
    kinds = {one.pk: [label for kind, label in KINDS.items() if getattr(one, f"is_{kind}")] for one in found}
    nobody = Matcher.of("", forgiving=False)
    lines = [results.row(one, nobody, results.OtherWords()) for one in results.read(list(kinds))]
    return [Network(line, kinds[line.organisation.pk]) for line in lines]


def points(sent: QueryDict) -> list[int]:
    """The places of all that an address finds, as the directory's map reads them: longitude, latitude, number."""
    placed = listing_of(sent).narrowed().filter(longitude__isnull=False, latitude__isnull=False)
    rows = placed.values_list("longitude", "latitude", "pk")
    return [number for lng, lat, pk in rows for number in (round(lng * 100), round(lat * 100), pk)]


def keys(listing: Listing) -> list[int]:
    """The numbers of all networks that an address finds, in the list's order."""
    return list(listing.narrowed().values_list("pk", flat=True))


def asked(listing: Listing) -> str:
    """What the list is asked for, together with what asks the directory for networks alone."""
    return "&".join(part for part in (urlencode(OF_DIRECTORY), listing.query.removeprefix("?")) if part)
