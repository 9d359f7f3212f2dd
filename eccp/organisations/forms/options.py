"""What can be chosen: terms, countries, regions, clusters, read with one query each."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from eccp.core.names import fold
from eccp.organisations.models import Organisation
from eccp.reference.labels import in_order
from eccp.reference.models import Country, Region, Term

FOUND_AT_MOST = 12
Option = tuple[Any, Any]


class Options:
    """The choices of one form. The codes in `kept` stay choosable although they are retired."""

    def __init__(self, schemes: Iterable[str], *, kept: Iterable[str] = ()) -> None:
        self._schemes = sorted(set(schemes))
        self._kept = sorted(set(kept))
        self._terms: dict[str, list[Option]] | None = None
        self._countries: list[Option] | None = None

    def terms(self, scheme: str) -> list[Option]:
        """The current terms of a list, and retired ones that the profile has, by code."""
        if self._terms is None:
            self._terms = defaultdict(list)
            current = Term.objects.current() | Term.objects.filter(code__in=self._kept)
            rows = current.filter(scheme__in=self._schemes).order_by("scheme", "order", "label")
            for term in rows:
                self._terms[term.scheme].append((term.code, str(term)))
        return self._terms[scheme]

    def countries(self) -> list[Option]:
        """All countries by name, as the reader knows it."""
        if self._countries is None:
            self._countries = [(country.code, str(country)) for country in in_order(Country.objects.all())]
        return self._countries


def codes_in(value: Any) -> set[str]:
    """Whatever may be a code in plain values: words, in lists and rows too."""
    if isinstance(value, str):
        return {value} if 0 < len(value) <= 80 else set()
    if isinstance(value, dict):
        value = list(value.values())
    return {code for one in value for code in codes_in(one)} if isinstance(value, list) else set()


def regions(country: str) -> list[Option]:
    """The statistical regions of a country, the small ones under the heading of the larger; empty where there are none."""
    rows = list(Region.objects.filter(country_id=country, level__in=[2, 3]).order_by("code"))
    larger = {row.code: row.name for row in rows if row.level == 2}
    groups: dict[str, list[Option]] = {name: [] for name in larger.values()}
    for row in rows:
        if row.level == 2:
            groups[row.name].insert(0, (row.code, _("%(region)s, as a whole") % {"region": row.name}))
        else:
            groups.setdefault(larger.get(row.parent_id or "", ""), []).append((row.code, row.name))
    return sorted(groups.items(), key=lambda group: fold(group[0]))


def clusters(looked_for: str, chosen: Iterable[Any], exclude: int) -> list[Option]:
    """Cluster organisations: those chosen, and the published ones whose name has every word looked for."""
    numbers = [int(pk) for pk in chosen if str(pk).isdecimal()]
    clusters = (
        Organisation.objects.of_type("cluster_organisation").exclude(pk=exclude).select_related("country")
    )
    found = list(clusters.filter(pk__in=numbers))
    if words := fold(looked_for).split():
        fits = Q()
        for word in words:
            fits &= Q(sort_key__contains=word) | Q(name_key__contains=word)
        found += (
            clusters.published().filter(fits).exclude(pk__in=numbers).order_by("sort_key")[:FOUND_AT_MOST]
        )
    return [(str(row.pk), ", ".join(filter(None, [row.name, row.city, str(row.country)]))) for row in found]
