"""What the platform knows about a country: everything on its page that no editor has to write."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import caches
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from eccp.content.about import Few, Gathered, address, calls_for_all, gather, way_to
from eccp.content.country_access import Access
from eccp.content.country_counts import PUBLISHED_MEANS, UNPUBLISHED_MEANS, Pair, counted, label, pair
from eccp.content.models import ContentPage, CountryPage
from eccp.content.remembering import remembered
from eccp.organisations.models import CountryLink, Organisation, Partner, ProfileText, Visibility
from eccp.reference.models import Country, today

COLUMNS = ("name", "slug", "type", "city", "visibility")  # of a profile in a list; the rest is not read
SHOWN = 6  # organisations; of those elsewhere as many of each kind
MOST = 100  # of partnerships, since no list of the directory has all that have to do with a country
KEPT_SECONDS = 60
PARTNERSHIP, SEEKING = "partnership", "seeking"
HERE = "here"
Link = CountryLink.Link
# What a partnership has to do with a country: the first that is true.
TIES = {
    Partner.Role.COORDINATOR: _("Coordinated from here"),
    Partner.Role.PARTNER: _("With a partner from here"),
    Link.TARGETS: _("Opens this market for companies"),
    HERE: _("Has its seat here"),
    Link.SEEKS: _("Seeks partners here"),
}


@dataclass(frozen=True)
class Known:
    """A country, with what its page shows beside the editor's words."""

    page: CountryPage
    country: Any
    organisations: list[Organisation]
    partnerships: Few
    seeking: Few
    hub: Gathered
    access: Access
    on: date

    # What the two numbers of profiles count.
    means = (PUBLISHED_MEANS, UNPUBLISHED_MEANS)

    @property
    def way(self) -> list[tuple[str, str, str]]:
        """The pages above it."""
        return way_to(self.page)

    @property
    def name(self) -> str:
        """The country in the reader's language."""
        return str(self.country.label)

    @property
    def starred(self) -> str:
        """Its name, starred where a footnote belongs to it."""
        return f"{self.name}*" if self.country.note else self.name

    @property
    def profiles(self) -> Pair:
        """How many profiles are published, and how many are not."""
        return pair(self.country)

    @property
    def public(self) -> int:
        """How many profiles everybody sees: published ones, and listed ones from registers."""
        return int(self.country.published + self.country.listed)

    @property
    def is_eastern(self) -> bool:
        """Whether it is one of the six countries of the Eastern Partnership, which have a table of their own."""
        return "eap" in self.country.groups.split()

    @property
    def open_calls(self) -> int:
        """How many calls its organisations can apply to: those that name it, and those open to all countries."""
        return int(self.hub.calls.total + self.country.calls_for_all)

    @property
    def calls_more(self) -> bool:
        """Whether there are more of them than the page shows."""
        return self.open_calls > len(self.hub.calls.first)

    @property
    def directory_url(self) -> str:
        """Its organisations in the directory."""
        return f"{reverse('directory:index')}?{urlencode({'country': self.country.pk})}"

    @property
    def validated_url(self) -> str:
        """Its validated organisations in the directory."""
        return f"{self.directory_url}&{urlencode({'trust': 'validated'})}"

    @property
    def points_url(self) -> str:
        """Where the map finds its places."""
        return f"{reverse('directory:points')}?{urlencode({'country': self.country.pk})}"

    @property
    def sought_url(self) -> str:
        """All who seek partners in it, in the directory."""
        return f"{reverse('directory:index')}?{urlencode({'sought': self.country.pk})}"


def known_of(page: CountryPage) -> Known:
    """What is known beside the page; the same for everybody, so that it is gathered once a minute."""
    name = f"country.{page.country_id}.{page.locale_id}"
    facts: Any = remembered(name, lambda: {**vars(_gathered(page)), "page": None})
    return Known(**facts | {"page": page})


def _gathered(page: CountryPage) -> Known:
    """Gather it, with as many queries for a large country as for an empty one."""
    rows = counted(Country.objects.filter(pk=page.country_id))
    country = rows.annotate(calls_for_all=calls_for_all(page.locale_id)).get()
    found = _elsewhere(country)
    names_it = ContentPage.countries.through.objects.filter(country=country).values("contentpage")
    return Known(
        page,
        country,
        _first_organisations(country),
        found.get(PARTNERSHIP, Few()),
        found.get(SEEKING, Few()),
        gather(names_it, page.locale_id),
        Access.of(country, today()),
        today(),
    )


def _first_organisations(country: Country) -> list[Organisation]:
    """The newest validated profiles, then listed ones by name."""
    rows = Organisation.objects.public().filter(country=country)
    # “published” stands before all others.
    first = Case(When(visibility=Visibility.PUBLISHED, then=Value(0)), default=Value(1))
    found = rows.annotate(line=summary()).order_by(first, F("published_at").desc(nulls_last=True), "sort_key")
    return list(found.only(*COLUMNS)[:SHOWN])


def summary() -> Any:
    """The one line in English in which a profile says what they do, as an expression."""
    english = ProfileText.objects.filter(organisation=OuterRef("pk"), language="en")
    return Subquery(english.values("summary")[:1])


def _elsewhere(country: Country) -> dict[str, Few]:
    """Partnerships that have to do with a country, and who elsewhere seeks partners there; one query."""
    partners = Partner.objects.filter(Q(country=country) | Q(country=None, profile__country=country))
    links = CountryLink.objects.filter(country=country, link__in=[Link.SEEKS, Link.TARGETS]).order_by("-link")
    partnership = Q(type="eu_partnership")
    # Asked for by their ids: conditions on what stands beside a row would be written out once for each use.
    of_partners = Q(pk__in=partners.order_by().values("organisation"))
    of_links = Q(pk__in=links.order_by().values("organisation"))
    seekers = Q(pk__in=links.order_by().filter(link=Link.SEEKS).values("organisation"))
    newest = [F("published_at").desc(), F("pk").desc()]
    group = Case(When(partnership, then=Value(PARTNERSHIP)), default=Value(SEEKING))
    of_it = {"organisation": OuterRef("pk")}
    rows = (
        Organisation.objects.published()
        .filter(
            partnership & (of_partners | of_links | Q(country=country))
            | ~partnership & seekers & ~Q(country=country)
        )
        # “coordinator” comes before “partner”, and “targets” after “seeks”.
        .annotate(
            role=Subquery(partners.filter(**of_it).order_by("role").values("role")[:1]),
            link=Subquery(links.filter(**of_it).values("link")[:1]),
        )
        .annotate(
            line=summary(),
            country_label=label("country", "country__name"),
            group_of_it=group,
            rank=Window(RowNumber(), partition_by=group, order_by=newest),
            of_its_kind=Window(Count("pk"), partition_by=group),
            most=Case(When(partnership, then=Value(MOST)), default=Value(SHOWN)),
        )
        .filter(rank__lte=F("most"))
        .order_by("rank")
        .only(*COLUMNS, "country_id")
    )
    found: dict[str, list[Any]] = {}
    one: Any
    for one in rows:
        here = HERE if one.country_id == country.pk else ""
        one.said = TIES[one.role or (one.link if one.link == Link.TARGETS else here or one.link)]
        found.setdefault(one.group_of_it, []).append(one)
    return {kind: Few(some, some[0].of_its_kind, SHOWN) for kind, some in found.items()}


def page_addresses() -> dict[str, str]:
    """The addresses of the live country pages by the code of the country, below the reader's language."""
    home = reverse("home")
    rows: Any = caches["local"].get_or_set("content.country_pages", _live_pages, KEPT_SECONDS)
    return {code: home + place for code, place in rows.items()}


def _live_pages() -> dict[str, str]:
    """Where the live country pages stand below the home page; the first language tree wins."""
    rows = CountryPage.objects.live().public().order_by("-path").only("country_id", "url_path", "pk")
    return {row.country_id: address(row).removeprefix(reverse("home")) for row in rows}
