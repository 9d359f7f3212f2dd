"""The countries that there is something to say about, in groups, each with its number of published profiles."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eccp.content.about import address
from eccp.content.country_counts import PUBLISHED_MEANS, counted
from eccp.content.models import CountryPage, SectionPage
from eccp.core.names import fold, sort_key
from eccp.reference.models import Country, CountryLabel, today

LONGEST = 100  # letters of a search
EU, NEIGHBOURS, EASTERN, STRATEGIC, OTHERS = "eu", "neighbours", "eastern", "strategic", "others"
GROUPS = {
    EU: _("European Union"),
    NEIGHBOURS: _("Candidates and neighbours"),
    EASTERN: _("Eastern Partnership"),
    STRATEGIC: _("Other countries of strategic interest"),
    OTHERS: _("Further countries"),
}
NEAR = {"candidate", "enp", "efta", "eea"}


@dataclass(frozen=True)
class Row:
    """A country of the list."""

    label: str
    url: str
    published: int
    has_note: bool


@dataclass(frozen=True)
class Group:
    """Countries under one heading."""

    code: str
    label: Any
    rows: list[Row]


def shown(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The groups that have a country, narrowed by the letters of `q`; three queries, four with letters."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    pages = {
        page.country_id: page
        for page in CountryPage.objects.live().public().shown_in(section.locale_id).order_by("-path")
    }
    called_so = _called_elsewhere(asked, list(pages)) if asked else set()
    groups: dict[str, list[Row]] = {code: [] for code in GROUPS}
    notes = []
    total = 0
    for country in counted(Country.objects.filter(pk__in=pages)):
        page = pages[country.pk]
        if not _has_something(country, page):
            continue
        total += 1
        if asked and country.pk not in called_so and not _is_called(country, asked):
            continue
        row = Row(country.label, address(page), country.published, bool(country.note))
        groups[_group(country, strategic=page.strategic)].append(row)
        notes += [f"{country.label}: {country.note}"] if country.note else []
    found = [
        Group(code, GROUPS[code], sorted(rows, key=lambda row: sort_key(row.label)))
        for code, rows in groups.items()
        if rows
    ]
    return {
        "groups": found,
        "asked": asked,
        "number": sum(len(group.rows) for group in found),
        "total": total,
        "means": PUBLISHED_MEANS,
        "notes": notes,
        "eastern_url": reverse("content:eastern_partnership"),
    }


def _is_called(country: Any, asked: str) -> bool:
    """Whether its name in the reader's language or in English has these letters, or they are its code: DE, UK."""
    names = (country.label, country.name)
    return any(fold(asked) in fold(name) for name in names) or asked.upper() in (country.pk, country.nuts0)


def _called_elsewhere(asked: str, countries: list[str]) -> set[str]:
    """The countries whose name in any language that we know begins so: "Deutschl", "España"; one query."""
    rows = CountryLabel.objects.filter(country__in=countries).values_list("country_id", "label")
    return {code for code, label in rows if fold(label).startswith(fold(asked))}


def _has_something(country: Any, page: CountryPage) -> bool:
    """Whether a reader finds anything on the page."""
    written = page.lead or page.policy or page.body
    return bool(country.published or country.listed or page.strategic or written)


def _group(country: Any, *, strategic: bool) -> str:
    """Where a country stands: in the first group that it belongs to today."""
    on, words = today(), set(country.groups.split())
    if country.eu_from and country.eu_from <= on and (country.eu_to is None or on <= country.eu_to):
        return EU
    if "eap" in words:
        return EASTERN
    if words & NEAR:
        return NEIGHBOURS
    return STRATEGIC if strategic else OTHERS
