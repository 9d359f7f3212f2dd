"""The facets beyond code lists: ranges, access to the programme by date, the tree of regions."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eccp.core.models import Change
from eccp.directory import search
from eccp.directory.engine import Period, open_writer
from eccp.directory.facets import FACETS
from eccp.directory.index.access import access
from eccp.directory.index.drain import drain
from eccp.directory.query import Query
from eccp.directory.ranges import FOUNDED, MEMBERS, codes_of
from eccp.directory.regions import Tree
from eccp.directory.vocabulary import Vocabulary
from eccp.reference.models import Country, Participation, Programme, Region
from tests.factories import AdministratorFactory, CountryFactory, OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
HERE = "/en/directory/"
BACK_OFFICE = "/backoffice/snippets/reference/participation/"


def counts(name, **query):
    return search.find(Query(**query), facets=(name,)).answer.facets[name]


# ranges


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        (0, []),
        (1, ["1-29"]),
        (29, ["1-29"]),
        (30, ["30-59"]),
        (59, ["30-59"]),
        (60, ["60-99"]),
        (99, ["60-99"]),
        (100, ["100-199"]),
        (199, ["100-199"]),
        (200, ["200-499"]),
        (499, ["200-499"]),
        (500, ["500-or-more"]),
        (600_000, ["500-or-more"]),
    ],
)
def test_number_of_members_lies_in_one_range(number, codes):
    assert codes_of(number, MEMBERS) == codes


@pytest.mark.parametrize(
    ("year", "code"),
    [
        (1200, "before-1990"),
        (1989, "before-1990"),
        (1990, "1990-1999"),
        (1999, "1990-1999"),
        (2000, "2000-2009"),
        (2009, "2000-2009"),
        (2010, "2010-2019"),
        (2019, "2010-2019"),
        (2020, "since-2020"),
    ],
)
def test_year_of_foundation_lies_in_one_range(year, code):
    assert codes_of(year, FOUNDED) == [code]


@pytest.mark.parametrize("ranges", [MEMBERS, FOUNDED])
def test_ranges_follow_each_other_without_gaps(ranges):
    assert [one.first for one in ranges[1:]] == [one.last + 1 for one in ranges[:-1]]


def test_thirtieth_member_is_in_the_next_range(index):
    OrganisationFactory(published=True, founded=1989, parts__members_sme=20, parts__members_research=9)
    OrganisationFactory(published=True, founded=1990, parts__members_sme=20, parts__members_other=10)
    OrganisationFactory(published=True)
    index()

    assert counts("members") == {"1-29": 1, "30-59": 1}
    assert counts("founded") == {"before-1990": 1, "1990-1999": 1}
    assert search.find(Query(facets={"members": ("30-59",)})).answer.total == 1


# access to the programme


def country(code, eu_from=None, eu_to=None):
    return Country(code=code, eu_from=eu_from, eu_to=eu_to)


def part(first, last):
    return Participation(starts_on=first, ends_on=last)


COSME = part(date(2014, 1, 1), date(2020, 12, 31))
SMP = part(date(2021, 1, 1), date(2027, 12, 31))


def on(periods, day):
    """What holds on a day; more or less than one value would be an error."""
    (value,) = [period.value for period in periods if period.first <= day <= period.last]
    return value


def test_country_outside_everything_is_a_third_country_for_ever():
    assert access(country("CH"), []) == [Period("third", date.min, date.max)]


def test_programme_country_is_one_from_the_first_to_the_last_day():
    assert access(country("RS"), [SMP, COSME]) == [
        Period("third", date.min, date(2013, 12, 31)),
        Period("programme", date(2014, 1, 1), date(2027, 12, 31)),
        Period("third", date(2028, 1, 1), date.max),
    ]


def test_country_that_left_the_union_took_part_until_the_end_of_the_year():
    kingdom = access(country("GB", date(1973, 1, 1), date(2020, 1, 31)), [COSME])

    assert [on(kingdom, day) for day in (date(1972, 12, 31), date(1973, 1, 1))] == ["third", "eu"]
    assert [on(kingdom, day) for day in (date(2020, 1, 31), date(2020, 2, 1))] == ["eu", "programme"]
    assert [on(kingdom, day) for day in (date(2020, 12, 31), date(2021, 1, 1))] == ["programme", "third"]


def test_member_of_the_union_is_one_whatever_it_takes_part_in():
    periods = access(country("HR", date(2013, 7, 1)), [part(date(2013, 1, 1), date(2013, 9, 30))])

    assert periods == [
        Period("third", date.min, date(2012, 12, 31)),
        Period("programme", date(2013, 1, 1), date(2013, 6, 30)),
        Period("eu", date(2013, 7, 1), date.max),
    ]


def test_participations_with_a_gap_leave_it_open_and_all_days_are_covered():
    periods = access(country("MD"), [COSME, part(date(2022, 1, 1), date.max)])

    assert [on(periods, day) for day in (date(2020, 12, 31), date(2021, 12, 31), date(2022, 1, 1))] == [
        "programme",
        "third",
        "programme",
    ]
    assert (periods[0].first, periods[-1].last) == (date.min, date.max)
    assert [one.first for one in periods[1:]] == [one.last + A_DAY for one in periods[:-1]]


def programme():
    return Programme.objects.create(code="SMP", name="SMP", runs_from=SMP.starts_on, runs_to=SMP.ends_on)


def test_access_changes_at_midnight_in_brussels_without_indexing(index, freeze):
    serbia = CountryFactory(code="RS")
    OrganisationFactory(published=True, country=serbia)
    Participation.objects.create(
        programme=programme(), country=serbia, starts_on=SMP.starts_on, ends_on=SMP.ends_on
    )
    index()

    freeze(datetime(2027, 12, 31, 22, 59, tzinfo=UTC))
    assert counts("access") == {"programme": 1}
    freeze(datetime(2027, 12, 31, 23, 1, tzinfo=UTC))
    assert counts("access") == {"third": 1}
    assert search.find(Query(facets={"access": ("third",)})).answer.total == 1


def test_participation_edited_in_the_back_office_reaches_the_profiles(index, freeze, signed_in, run_tasks):
    freeze(datetime(2026, 3, 3, 12, 0, tzinfo=UTC))
    for code in ("RS", "UA"):
        OrganisationFactory(published=True, country=CountryFactory(code=code))
    typed = {
        "programme": programme().pk,
        "country": "RS",
        "starts_on": SMP.starts_on,
        "ends_on": SMP.ends_on,
    }
    index()
    client = signed_in(AdministratorFactory())

    def by_country():
        run_tasks()
        drain(open_writer())
        return {code: next(iter(counts("access", facets={"country": (code,)}))) for code in ("RS", "UA")}

    client.post(f"{BACK_OFFICE}add/", typed)
    assert by_country() == {"RS": "programme", "UA": "third"}

    edit = f"{BACK_OFFICE}edit/{Participation.objects.get().pk}/"
    client.post(edit, typed | {"country": "UA"})
    assert by_country() == {"RS": "third", "UA": "programme"}

    client.post(edit.replace("edit", "delete"))
    assert by_country() == {"RS": "third", "UA": "third"}
    assert not Change.objects.exists()


# the tree of regions

NAMED = {
    "ES": [("ES5", 1, "Este"), ("ES51", 2, "Cataluña"), ("ES511", 3, "Barcelona"), ("ES6", 1, "Sur")],
    "BG": [("BG4", 1, "Юг"), ("BG41", 2, "Югозападен"), ("BG411", 3, "София (столица)")],
    "GR": [("EL3", 1, "Αττική")],
}


@pytest.fixture
def lands():
    """Four regions with profiles: two in Barcelona, one in the south of Spain, one in Sofia, one in Attica."""
    for code, regions in NAMED.items():
        land = CountryFactory(code=code, name={"ES": "Spain", "BG": "Bulgaria", "GR": "Greece"}[code])
        Country.objects.filter(pk=code).update(nuts0={"GR": "EL"}.get(code, code))
        for region, level, name in regions:
            Region.objects.create(code=region, level=level, country=land, name=name)
    for code, region in (("ES", "ES511"), ("ES", "ES511"), ("ES", "ES6"), ("BG", "BG411"), ("GR", "EL3")):
        OrganisationFactory(published=True, country_id=code, country=Country(code=code), region_id=region)


def outline(nodes):
    """The tree in short: label, number, and what stands open below."""
    return [(node.label, node.count, *([outline(node.nodes)] if node.open else [])) for node in nodes]


def shown(client, address):
    return client.get(HERE + address).context["look"]


@pytest.mark.usefixtures("lands")
def test_tree_begins_with_countries_that_count_their_regions(client, index):
    index()

    assert outline(shown(client, "?more=1").more.regions) == [("Bulgaria", 1), ("Greece", 1), ("Spain", 3)]


@pytest.mark.usefixtures("lands")
def test_branch_opens_one_level_and_an_only_child_with_it(client, index):
    index()

    assert outline(shown(client, "?branch=ES").more.regions)[2] == ("Spain", 3, [("Este", 2), ("Sur", 1)])
    assert outline(shown(client, "?branch=BG").more.regions)[0] == (
        "Bulgaria",
        1,
        [("Юг", 1, [("Югозападен", 1, [("София (столица)", 1)])])],
    )


@pytest.mark.usefixtures("lands")
def test_chosen_region_is_everything_in_it_and_is_seen(client, index):
    index()

    large, small = shown(client, "?region=ES5"), shown(client, "?region=ES511")

    assert (large.total, small.total) == (2, 2)
    assert outline(large.more.regions)[2] == ("Spain", 3, [("Este", 2), ("Sur", 1)])
    assert outline(small.more.regions)[2][2][0] == ("Este", 2, [("Cataluña", 2, [("Barcelona", 2)])])
    assert [chip.label for chip in small.chips] == ["Barcelona"]


@pytest.mark.usefixtures("lands")
def test_branch_comes_by_itself_with_its_numbers(client, index):
    index()

    page = client.get(f"{HERE}regions/?within=ES&country=ES&region=ES6").content.decode()

    assert page.count('name="region"') == 2
    assert 'value="ES6" id="f-region-ES6" checked' in page
    assert "/regions/?within=ES5" in page
    assert client.get(f"{HERE}regions/?within=<b>").content.decode().count("<li") == 0


@pytest.mark.usefixtures("lands")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cataluna", ["ES51"]),
        ("SOFIYA", ["BG411"]),
        ("attiki", ["EL3"]),
        ("es511", ["ES511"]),
        ("spain bar", ["ES511"]),
        ("nowhere", []),
    ],
)
def test_region_is_found_by_name_in_any_script(client, index, typed, found):
    index()

    picks = client.get(f"{HERE}regions/", {"find": typed}).context["picks"]

    assert [str(pick).split('value="')[1].split('"')[0] for pick in picks] == found


def test_regions_that_do_not_exist_grow_no_tree():
    tree = Tree({}, ["X", "ES", "ES5119", "Z" * 500], ["Q" * 500, "ES"])

    assert tree.nodes(Vocabulary()) == []


# what is counted when


def test_more_filters_are_counted_only_when_they_are_seen(client, index):
    OrganisationFactory(published=True, parts__members_sme=40)
    index()

    closed, opened, chosen = (
        shown(client, address) for address in ("", "?more=1", "?members=30-59&country=DE")
    )

    assert closed.more is None
    assert set(closed.found.answer.facets) == {facet.name for facet in FACETS if facet.first}
    assert [box.name for box in opened.more.boxes] == ["members", "trust", "access"]
    assert set(chosen.found.answer.facets) == {facet.name for facet in FACETS}
    assert (chosen.more_chosen, chosen.total) == (1, 1)


def test_part_that_is_opened_later_says_the_same_as_the_whole_page(client, index):
    OrganisationFactory(published=True, parts__members_sme=40)
    OrganisationFactory(published=True, country=CountryFactory(code="FR"))
    index()

    part = client.get(f"{HERE}filters/?country=DE").context["more"]

    assert part == shown(client, "?more=1&country=DE").more
    assert [(o.value, o.label, o.count) for o in part.boxes[0].at_first] == [("30-59", "30 to 59", 1)]


def test_ranges_stand_in_their_own_order(client, index):
    for members in (700, 700, 40, 5):
        OrganisationFactory(published=True, parts__members_sme=members)
    index()

    box = shown(client, "?more=1&members=nonsense").more.boxes[0]

    assert [(o.value, o.count) for o in box.at_first] == [
        ("1-29", 1),
        ("30-59", 1),
        ("500-or-more", 2),
        ("nonsense", 0),
    ]


@pytest.mark.parametrize("address", ["", "&more=1&branch=DE"])
@pytest.mark.parametrize("count", [1, 3])
def test_open_filters_ask_the_same_however_many(client, index, address, count, django_assert_num_queries):
    for n in range(count):
        OrganisationFactory(published=True, parts__members_sme=30 * n + 1, region=RegionFactory())
    index()
    client.get(HERE)

    with django_assert_num_queries(7):
        client.get(f"{HERE}?members=1-29{address}")
    with django_assert_num_queries(3):
        client.get(f"{HERE}filters/")


def test_chips_and_ways_out_say_which_facet_a_value_is_of(client, index):
    OrganisationFactory(published=True, founded=1980, longitude=1.5, latitude=2)
    index()

    look = shown(client, "?members=30-59&founded=before-1990&access=third&sought=DE&bbox=0,0,9,9")
    assert [chip.label for chip in look.chips] == [
        "30 to 59 members",
        "Founded 1989 or earlier",
        "Third country",
        "Seeks partners in Germany",
        "Area on the map",
    ]
    for address, said in (
        ("?members=30-59", "Without “30 to 59 members”: 1 organisation"),
        ("?founded=since-2020", "Without “Founded 2020 or later”: 1 organisation"),
        ("?access=eu", "Without “EU country”: 1 organisation"),
        ("?bbox=50,50,60,60", "On the whole map: 1 organisation"),
    ):
        assert [way.label for way in shown(client, address).ways_out] == [said]


def test_way_out_drops_all_values_of_a_facet_together(client, index):
    OrganisationFactory(published=True, founded=1980)
    index()

    ways = shown(client, "?members=1-29&members=30-59&founded=before-1990").ways_out

    assert [(way.label, way.url) for way in ways] == [
        ("With any “Members of the cluster”: 1 organisation", f"{HERE}?founded=before-1990")
    ]


def test_values_are_escaped_in_boxes_to_tick(client, index):
    OrganisationFactory(published=True)
    index()

    page = client.get(f"{HERE}?members=%22%3E%3Cscript%3E&region=ES%22%3E").content.decode()

    assert "<script>" not in page.split("<main")[1]
    assert 'value="&quot;&gt;&lt;script&gt;"' in page


def test_facets_are_addressed_by_words_fit_for_addresses():
    values = [value for facet in FACETS for value in facet.values]

    assert [value for value in values if not value.replace("-", "").isalnum() or not value.isascii()] == []
