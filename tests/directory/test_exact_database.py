"""Page, map, files and interface say the same, and exactly what a count over the rows of the database says."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from eccp.directory import search
from eccp.directory.facets import FACETS, MORE, NAMES
from eccp.directory.index.build import rebuild_now
from eccp.directory.index.check import check
from eccp.directory.pages import Opened, look
from eccp.directory.query import SORTS, Box, Query
from eccp.directory.ranges import FOUNDED, MEMBERS
from eccp.organisations.models import CountryLink, Label, Organisation, ProfileText
from eccp.organisations.types import of_code
from eccp.organisations.types.cluster_organisation import ClusterDetails
from eccp.organisations.types.eu_partnership import PartnershipDetails
from eccp.reference.models import Country, Participation, Programme, Region, Term

NOON = datetime(2026, 3, 3, 11, tzinfo=UTC)
DAY = date(2026, 3, 3)
TYPES = ("cluster_organisation", "cluster_member", "national_association", "eu_partnership")
COUNTRIES = ("DE", "FR", "GB", "GE", "GR")
REGIONS = ("DE2", "DE21", "DE212", "EL3", "EL30", "FR1")  # Greece has a code of its own in statistics
SCHEMES = ("ecosystem", "technology", "service", "sector", "emerging_industry", "language")
STRAND = "partnership_strand"
CODES = ("first", "second")
LEVELS = ("bronze", "gold")
WORDS = ("wood", "wine", "solar")
IN_MEMBERS = [f"members_{kind}" for kind in ("sme", "large", "research", "public", "society", "other")]
ITEMS = 4  # of the interface at once, so that a list has several pages


# What the database holds


@dataclass(frozen=True)
class Made:
    """One profile to be made."""

    type: str
    visibility: str
    country: str
    region: str | None
    words: tuple[str, ...]
    name: str
    place: tuple[float, float] | None
    founded: int | None
    terms: frozenset[tuple[str, str]]
    sought: frozenset[str]
    labels: tuple[tuple[str, int, int], ...]
    members: tuple[int | None, ...]
    ages: tuple[int, int | None]
    strand: str | None


def some(*values):
    return st.sampled_from(values)


def few(values, most=2):
    return st.frozensets(st.sampled_from(values), max_size=most)


made = st.builds(
    Made,
    type=some(*TYPES),
    visibility=some("published", "published", "listed", "draft", "unpublished", "archived"),
    country=some(*COUNTRIES),
    region=st.none() | some(*REGIONS),
    words=st.lists(some(*WORDS), max_size=2).map(tuple),
    name=some("Alpha", "Alpha 2", "Alpha 10", "Łambda", "omega", "Ωmega"),
    place=st.none() | st.tuples(some(-61.5, 0.0, 2.35, 11.58), some(-21.1, 0.0, 48.14, 67.85)),
    founded=st.none() | some(1200, 1989, 1990, 1999, 2009, 2010, 2020, 2026),
    terms=few([(scheme, code) for scheme in SCHEMES for code in CODES], 5),
    sought=few(COUNTRIES),
    labels=st.lists(st.tuples(some(*LEVELS), some(-9, -1, 0, 1), some(0, 1, 9)), max_size=2).map(tuple),
    members=st.tuples(
        *[some(None, 0, 1)] * 4, some(None, 0, 29, 30, 59, 60), some(None, 0, 99, 100, 199, 200, 499, 500)
    ),
    ages=st.tuples(st.integers(0, 3), st.none() | st.integers(0, 3)),
    strand=some(None, *CODES),
)


def prepare():
    """Countries, regions and terms: a member of the Union, one that left, one that takes part today, and others."""
    stays, left = {"eu_from": date(1958, 1, 1)}, {"eu_from": date(1973, 1, 1), "eu_to": DAY - timedelta(1)}
    for code, dates in {"DE": stays, "FR": {**stays, "eu_to": DAY}, "GB": left, "GE": {}, "GR": {}}.items():
        Country.objects.update_or_create(
            code=code, defaults={"name": f"Land {code}", "nuts0": "EL" if code == "GR" else code, **dates}
        )
    programme, _new = Programme.objects.get_or_create(
        code="single-market", name="Market", runs_from=DAY, runs_to=DAY
    )
    Participation.objects.create(programme=programme, country_id="GE", starts_on=DAY, ends_on=DAY)
    for code in REGIONS:
        country = "GR" if code.startswith("EL") else code[:2]
        Region.objects.get_or_create(
            code=code, defaults={"country_id": country, "level": len(code) - 2, "name": f"Part {code}"}
        )
    for scheme, codes in [*((scheme, CODES) for scheme in (*SCHEMES, STRAND)), ("label", LEVELS)]:
        for code in codes:
            Term.objects.get_or_create(scheme=scheme, code=code, defaults={"label": code})


def store(profiles):
    """Put the profiles into the database, table by table."""
    rows = [
        Organisation(
            type=one.type,
            visibility=one.visibility,
            country_id=one.country,
            region_id=one.region,
            name=one.name,
            sort_key=one.name.casefold(),
            slug="profile",
            longitude=one.place and one.place[0],
            latitude=one.place and one.place[1],
            founded=one.founded,
            source="register",
            source_key=str(n),
            created_at=NOON - timedelta(days=one.ages[0]),
            published_at=NOON - timedelta(one.ages[0], 60) if one.visibility == "published" else None,
            last_confirmed_at=None if one.ages[1] is None else NOON - timedelta(one.ages[1]),
        )
        for n, one in enumerate(profiles)
    ]
    Organisation.objects.bulk_create(rows)
    pairs = list(zip(rows, profiles, strict=True))
    clusters = [(row, one) for row, one in pairs if one.type == "cluster_organisation"]
    ProfileText.objects.bulk_create(
        [ProfileText(organisation=row, summary=" ".join(one.words)) for row, one in pairs]
    )
    for kind in TYPES[1:]:
        details = of_code(kind).details
        details.objects.bulk_create([details(organisation=row) for row, one in pairs if one.type == kind])
    ClusterDetails.objects.bulk_create(
        [
            ClusterDetails(organisation=row, **dict(zip(IN_MEMBERS, one.members, strict=True)))
            for row, one in clusters
        ]
    )
    terms = {(term.scheme, term.code): term.pk for term in Term.objects.all()}
    for row, one in pairs:
        if one.type == "eu_partnership" and one.strand:
            PartnershipDetails.objects.filter(organisation=row).update(strand=terms[STRAND, one.strand])
    through = Organisation.terms.through
    through.objects.bulk_create(
        [
            through(organisation_id=row.pk, term_id=terms[term])
            for row, one in pairs
            for term in sorted(one.terms)
            if term[0] != "service" or one.type == "cluster_organisation"  # nobody else is asked for them
        ]
    )
    CountryLink.objects.bulk_create(
        [
            CountryLink(organisation=row, link=link, country_id=code)
            for row, one in pairs
            for code in sorted(one.sought)
            for link in ("seeks", "cooperates")
        ][::-1]
    )
    Label.objects.bulk_create(
        [
            Label(
                organisation=row,
                level_id=terms["label", level],
                issued_on=DAY + timedelta(first),
                expires_on=DAY + timedelta(last),
            )
            for row, one in clusters
            for level, first, last in {label[:2]: label for label in one.labels}.values()
            if first <= last
        ]
    )


# The count by hand, over the rows


@dataclass
class Profile:
    """What the tables say of one public profile."""

    pk: int
    said: str
    place: tuple[float, float] | None
    orders: dict[str, tuple[object, ...]]
    values: dict[str, set[str]]
    smes: int


def range_of(number, codes):
    """The range of a number by the ranges' names: "30-59", "500-or-more", "before-1990"."""
    for code in codes:
        if not number:
            return set()
        figures = [int(part) for part in code.split("-") if part.isdigit()]
        least = 0 if code.startswith("before") else figures[0]
        most = figures[0] - 1 if code.startswith("before") else figures[1] if len(figures) > 1 else number
        if least <= number <= most:
            return {code}
    return set()


def public():
    """Every public profile, read from the tables without the code that indexes it."""
    terms, sought, labels = gathered_terms(), gathered_sought(), gathered_labels()
    of_strand = PartnershipDetails.objects.exclude(strand=None)
    strands = {pk: {code} for pk, code in of_strand.values_list("organisation_id", "strand__code")}
    members = {
        row.pop("organisation_id"): row
        for row in ClusterDetails.objects.values("organisation_id", *IN_MEMBERS)
    }
    texts = dict(ProfileText.objects.values_list("organisation_id", "summary"))
    known_regions = set(Region.objects.values_list("code", flat=True))
    access = access_today()
    found = []
    for row in Organisation.objects.filter(visibility__in=["published", "listed"]).values():
        pk, region = row["id"], row["region_id"] or ""
        sizes = members.get(pk, {})
        newest, confirmed = row["published_at"] or row["created_at"], row["last_confirmed_at"]
        values = {
            "type": {row["type"]},
            "country": {row["country_id"]},
            "region": {region[:n] for n in (3, 4, 5)} & known_regions,
            "trust": {"validated" if row["visibility"] == "published" else "listed"},
            "access": {access[row["country_id"]]},
            "members": range_of(sum(size or 0 for size in sizes.values()), [one.code for one in MEMBERS]),
            "founded": range_of(row["founded"], [one.code for one in FOUNDED]),
            "sought": sought.get(pk, set()),
            "label": labels.get(pk, set()),
            STRAND: strands.get(pk, set()),
            **{scheme: terms.get((pk, scheme), set()) for scheme in SCHEMES},
        }
        orders = {
            "name": (row["sort_key"], pk),
            "newest": (-newest.timestamp(), -pk),
            "confirmed": (-confirmed.timestamp() if confirmed else 0, -pk),
        }
        place = None if row["longitude"] is None else (row["longitude"], row["latitude"])
        found.append(Profile(pk, texts[pk], place, orders, values, sizes.get("members_sme") or 0))
    return found


def gathered(pairs):
    held = {}
    for key, value in pairs:
        held.setdefault(key, set()).add(value)
    return held


def gathered_terms():
    rows = Organisation.terms.through.objects.values_list("organisation_id", "term__scheme", "term__code")
    return gathered(((pk, scheme), code) for pk, scheme, code in rows)


def gathered_sought():
    return gathered(CountryLink.objects.filter(link="seeks").values_list("organisation_id", "country_id"))


def gathered_labels():
    rows = Label.objects.filter(issued_on__lte=DAY, expires_on__gte=DAY)
    return gathered(rows.values_list("organisation_id", "level__code"))


def access_today():
    """Each country's access, by the dates in its row and by its participations."""
    taking_part = set(
        Participation.objects.filter(starts_on__lte=DAY, ends_on__gte=DAY).values_list(
            "country_id", flat=True
        )
    )
    return {
        code: "eu"
        if first and first <= DAY and (last is None or last >= DAY)
        else "programme"
        if code in taking_part
        else "third"
        for code, first, last in Country.objects.values_list("code", "eu_from", "eu_to")
    }


def matching(profiles, query):
    box = query.bbox
    return [
        one
        for one in profiles
        if all(word in one.said.split() for word in query.q.split())
        and all(one.values[name] & set(chosen) for name, chosen in query.facets.items())
        and (
            box is None
            or (one.place and box.west <= one.place[0] <= box.east and box.south <= one.place[1] <= box.north)
        )
    ]


def counted(profiles, query, name):
    rest = matching(profiles, query.without_facet(name))
    return Counter(value for one in rest for value in one.values[name])


# Questions

VALUES = {
    "type": TYPES,
    "country": COUNTRIES,
    "region": REGIONS,
    "trust": ("validated", "listed"),
    "access": ("eu", "programme", "third"),
    "members": [one.code for one in MEMBERS],
    "founded": [one.code for one in FOUNDED],
    "sought": COUNTRIES,
    "label": LEVELS,
    STRAND: CODES,
    **dict.fromkeys(SCHEMES, CODES),
}
edges = st.tuples(some(-61.5, 0.0, 2.35, 11.58, 180.0), some(-90.0, -21.1, 0.0, 48.14))
boxes = st.builds(
    lambda one, other: Box(*map(min, one, other), *map(max, one, other)),
    edges,
    edges,
)


@st.composite
def queries(draw):
    names = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=3))
    facets = {
        name: tuple(sorted(draw(st.sets(st.sampled_from(sorted(VALUES[name])), min_size=1, max_size=3))))
        for name in NAMES
        if name in names
    }
    words = draw(st.lists(st.sampled_from(WORDS), max_size=2, unique=True))
    return Query(" ".join(words), facets, draw(st.none() | boxes), draw(some("", *SORTS)))


# Compared


def compare_page(profiles, hits, query):
    """List and facets of the page, and what to drop where nothing is found; return the list's ids."""
    shown = look(query, Opened(more=True))
    listed = [row.organisation.pk for row in shown.rows]
    for page in range(2, shown.page.paginator.num_pages + 1):
        listed += [row.organisation.pk for row in look(replace(query, page=page)).rows]
    assert (shown.plain, shown.total, shown.errors) == (False, len(hits), [])
    assert sorted(listed) == sorted(one.pk for one in hits)
    if query.order != "relevance":
        assert listed == [one.pk for one in sorted(hits, key=lambda one: one.orders[query.order])]
    answer = shown.found.answer
    assert answer.facets == {name: counted(profiles, query, name) for name in NAMES}
    assert answer.smes == sum(one.smes for one in hits)
    for box in [*shown.boxes, *shown.more.boxes]:
        options = {option.value: option.count for option in [*box.at_first, *box.rest] if option.count}
        assert options == counted(profiles, query, box.name)
    for way in [] if hits else search.ways_out(query):
        assert way.total == len(matching(profiles, way.query)) > 0
    compare_tree(shown.more.regions, counted(profiles, query, "region"))
    return listed


def compare_tree(nodes, counts):
    """Each region with its number, each country with those of its largest regions."""
    for node in nodes:
        below = [code for code in counts if code.startswith(node.code) and len(code) == 3]
        assert node.count == (sum(counts[code] for code in below) if node.is_country else counts[node.code])
        compare_tree(node.nodes, counts)


def compare_map(client, hits, query):
    """Places one by one, and in groups at several zooms."""
    placed = {one.pk: one.place for one in hits if one.place}
    told = client.get(reverse("directory:points") + query.address).json()["points"]
    points = {pk: (lng, lat) for lng, lat, pk in zip(*[iter(told)] * 3, strict=True)}
    assert points == {pk: (round(lng * 100), round(lat * 100)) for pk, (lng, lat) in placed.items()}
    for zoom in (0, 6, 14):
        for view in (None, Box(0.0, 0.0, 11.58, 90.0)):
            inside = [
                pk
                for pk, (lng, lat) in placed.items()
                if view is None or (0 <= lng <= 11.58 and 0 <= lat <= 90)
            ]
            assert sum(group.size for group in search.clusters(query, zoom, view)) == len(inside)


def compare_files(client, listed, query):
    """Every form of file has the list, in its order."""

    def file(form):
        return b"".join(client.get(f"/en/directory/download.{form}{query.address}")).decode("utf-8-sig")

    assert [int(row["id"]) for row in csv.DictReader(io.StringIO(file("csv"), newline=""))] == listed
    assert [one["id"] for one in json.loads(file("geojson"))["features"]] == listed


def compare_interface(client, profiles, listed, query):
    """The interface has the list, walked by its cursors, and every facet's numbers."""
    asked = query.to_params()
    asked.setlist("facets", NAMES)
    asked["limit"] = str(ITEMS)
    pages = list(walk(client, asked))
    assert [item["id"] for page in pages for item in page["items"]] == listed
    for page in pages:
        assert page["total"] == len(listed)
        assert page["facets"] == {name: counted(profiles, query, name) for name in NAMES}
    assert all(len(page["items"]) == ITEMS for page in pages[:-1])


def walk(client: Callable, asked: QueryDict) -> Iterator[dict]:
    while True:
        page = client.get(f"/api/v1/profiles?{asked.urlencode()}").json()
        yield page
        if not page["next"]:
            return
        asked["cursor"] = page["next"]


@pytest.mark.django_db
@settings(
    max_examples=30,
    phases=[Phase.explicit, Phase.generate],  # making an example smaller costs an index each time
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,  # what an example stores is rolled back at its end
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(st.lists(made, min_size=4, max_size=26), st.lists(queries(), min_size=1, max_size=3))
@example([], [Query(facets={"country": ("DE",)})])
def test_everything_says_what_the_database_says(client, freeze, profiles, asked):
    cache.clear()  # all these questions come from one address
    freeze(NOON)
    with transaction.atomic():
        prepare()
        store(profiles)
        rebuild_now()
        held = public()
        assert (check().well, check().same) == (True, len(held))
        for query in [Query(), *asked]:
            if query.q and not matching(held, Query(query.q)):
                continue  # words that nobody has, or nobody has together, are forgiven: another promise
            hits = matching(held, query)
            listed = compare_page(held, hits, query)
            compare_map(client, hits, query)
            compare_files(client, listed, query)
            compare_interface(client, held, listed, query)
        transaction.set_rollback(True)


def test_every_facet_is_compared():
    assert set(VALUES) == set(NAMES) == {facet.name for facet in FACETS}
    assert set(MORE) < set(NAMES)
