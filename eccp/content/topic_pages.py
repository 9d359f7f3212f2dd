"""Making the pages of countries, policy areas and ecosystems that are missing. May be run again at any time.

What is there is never changed. A page that an editor deleted comes back, so that the name of every country
with profiles can lead to its page; one that an editor unpublished stays away.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Locale

from eccp.content.models import CountryPage, PolicyAreaPage, SectionPage
from eccp.content.topic_texts import ECOSYSTEM_LEADS, POLICY_LEADS
from eccp.core.names import slug
from eccp.organisations.models import Organisation
from eccp.reference.models import Country, Scheme, Term

DATA = Path(__file__).parent / "data"
LEADS: dict[str, dict[str, str]] = {Scheme.POLICY_AREA: POLICY_LEADS, Scheme.ECOSYSTEM: ECOSYSTEM_LEADS}


@cache
def strategic() -> frozenset[str]:
    """The codes of the countries that begin as ones of strategic interest."""
    with (DATA / "strategic_countries.csv").open(encoding="utf-8") as file:
        return frozenset(row["country"] for row in csv.DictReader(file))


@transaction.atomic
def ensure_country_pages() -> list[CountryPage]:
    """Make a page for each country that has a public profile, or is of strategic interest, and has none.

    Without the section of countries there is nowhere to put them, and nothing is made.
    """
    section = _section(SectionPage.Shows.COUNTRIES)
    if section is None:
        return []
    with_profiles = Organisation.objects.public().order_by().values("country")
    wanted = Country.objects.filter(Q(pk__in=with_profiles) | Q(pk__in=strategic()))
    there = CountryPage.objects.filter(locale=section.locale_id).values("country")
    made = [
        CountryPage(title=country.name, country=country, strategic=country.pk in strategic())
        for country in wanted.exclude(pk__in=there)
    ]
    return _add(section, made)


@transaction.atomic
def ensure_policy_pages() -> list[PolicyAreaPage]:
    """Make a page for each policy area and each ecosystem of today's code lists that has none."""
    section = _section(SectionPage.Shows.POLICY)
    if section is None:
        return []
    there = PolicyAreaPage.objects.filter(locale=section.locale_id).values("term")
    terms = Term.objects.filter(scheme__in=LEADS).current().exclude(pk__in=there)
    made = [
        PolicyAreaPage(
            title=term.label,
            slug=slug(f"{term.code} ecosystem" if term.scheme == Scheme.ECOSYSTEM else term.code),
            term=term,
            lead=LEADS[term.scheme].get(term.code, ""),
        )
        for term in terms
    ]
    return _add(section, made)


def _section(shows: str) -> SectionPage | None:
    """The section of a kind in the first language."""
    return SectionPage.objects.filter(shows=shows, locale=Locale.get_default()).order_by("path").first()


def _add(section: SectionPage, pages: list[Any]) -> list[Any]:
    """Put pages below a section, in the order of their names. Wagtail notes each in its history."""
    for page in sorted(pages, key=lambda one: slug(one.title)):
        page.slug = _free(section, page.slug or slug(page.title))
        section.add_child(instance=page)
    return pages


def _free(section: SectionPage, wanted: str) -> str:
    """An address below the section that no other page has."""
    taken = set(section.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbers = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(name for name in numbers if name not in taken)
