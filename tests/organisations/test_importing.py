"""Taking a register in: what is made, refused, the same at the second time, and left alone."""

import json

import pytest

from eccp.core.models import Change, LogEntry
from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.services import profiles
from eccp.organisations.snapshot import snapshot
from tests.factories import OrganisationFactory, RepresentativeFactory
from tests.organisations.register import counts, made, take, told, world

pytestmark = pytest.mark.django_db

GOOD = """key;name;country;city;website;founded;ecosystems;management_fte
a1;Alpenglas Verbund;DE;München;www.alpenglas.example;2009;agri-food|digital;1,5
a2;Łódź Loom Circle;Polska;Łódź;;;aerospace_and_defe;
a3;Ελιά και Θάλασσα;EL;Αθήνα;;;;
"""


@pytest.fixture(autouse=True)
def a_small_world():
    world()


def traces() -> tuple[int, int, list[tuple[int, object]]]:
    versions = list(Organisation.objects.order_by("pk").values_list("version", "updated_at"))
    return LogEntry.objects.count(), Change.objects.count(), versions


def test_good_rows_become_listed_profiles():
    outcome = take(GOOD)

    assert counts(outcome) == {"made": 3}
    assert told(outcome) == []
    row = Organisation.objects.get(source_key="a1")
    values = snapshot(row)
    assert (row.visibility, row.source, row.made_by, row.representatives.count()) == (
        "listed",
        "A register",
        None,
        0,
    )
    assert (row.place_id, row.latitude, row.longitude) == (1, 48.14, 11.57)
    assert values["website"] == "https://www.alpenglas.example"
    assert values["ecosystems"] == ["agri-food", "digital"]
    assert (values["founded"], values["management_fte"]) == (2009, "1.5")
    assert list(Organisation.objects.order_by("source_key").values_list("country", flat=True)) == [
        "DE",
        "PL",
        "GR",
    ]


def test_second_run_changes_nothing():
    take(GOOD)
    before = traces()

    outcome = take(GOOD)

    assert counts(outcome) == {"same": 3}
    assert outcome.on_the_map == 3
    assert traces() == before


@pytest.mark.parametrize("count", [1, 3])
def test_second_run_asks_the_same_however_many(count, django_assert_num_queries):
    file = "key,name,country,city,ecosystems\n" + "".join(
        f"{n},Cluster {n},DE,München,digital\n" for n in range(count)
    )
    take(file)

    with django_assert_num_queries(23):
        assert counts(take(file)) == {"same": count}


def test_look_leaves_no_trace_and_says_the_same():
    looked = take(GOOD, dry=True)

    assert (Organisation.objects.count(), LogEntry.objects.count(), Change.objects.count()) == (0, 0, 0)
    assert looked.rows == take(GOOD).rows


def test_look_at_a_changed_file_leaves_the_profiles():
    take(GOOD)
    before = traces()

    outcome = take(GOOD.replace("2009", "2010"), dry=True)

    assert counts(outcome) == {"changed": 1, "same": 2}
    assert traces() == before


def test_changed_row_is_stored_with_its_old_value():
    take(GOOD)

    outcome = take(GOOD.replace("2009", "2010").replace("agri-food|digital", "digital"))

    row = Organisation.objects.get(source_key="a1")
    entry = LogEntry.objects.filter(object_id=row.pk).last()
    assert counts(outcome) == {"changed": 1, "same": 2}
    assert (row.founded, row.version, row.visibility) == (2010, 2, "listed")
    assert entry.changes == {"founded": [2009, 2010], "ecosystems": [["agri-food", "digital"], ["digital"]]}
    assert entry.by is None


def test_emptied_cell_empties_the_field_and_a_missing_column_does_not():
    take(GOOD)
    take(GOOD.replace(";2009;", ";;"))
    assert Organisation.objects.get(source_key="a1").founded is None

    outcome = take("key,name,country\na1,Alpenglas Verbund,DE\n")

    row = Organisation.objects.get(source_key="a1")
    assert counts(outcome) == {"same": 1}
    assert (row.city, row.latitude) == ("München", 48.14)


def test_rows_that_the_file_has_no_more_stay_and_are_counted():
    take(GOOD)

    outcome = take("key,name,country\na1,Alpenglas Verbund,DE\n")

    assert outcome.gone == 2
    assert Organisation.objects.listed().count() == 3


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"country": ""}, "country"),
        ({"country": "Atlantis"}, "country"),
        ({"website": "not an address"}, "website"),
        ({"website": "ftp://files.example"}, "website"),
        ({"founded": "2999"}, "founded"),
        ({"founded": "long ago"}, "founded"),
        ({"management_fte": "two"}, "management_fte"),
        ({"members_sme": "-4"}, "members_sme"),
        ({"ecosystems": "magic"}, "ecosystems"),
        ({"ecosystems": "agri-food|magic"}, "ecosystems"),
        ({"countries_sought": "FR|Atlantis"}, "countries_sought"),
        ({"legal_form": "circus"}, "legal_form"),
        ({"contact_email": "ana at example"}, "contact_email"),
        ({"summary": "x" * 201}, "summary"),
        ({"geonameid": "abc"}, "geonameid"),
        ({"latitude": "north", "longitude": "1"}, "latitude"),
        ({"latitude": "99", "longitude": "1"}, "latitude"),
        ({"latitude": "48"}, "longitude"),
        ({"labels": "gold"}, "labels"),
        ({"labels": '[{"colour": "gold"}]'}, "labels"),
        ({"labels": '[{"level": "gold", "issued_on": "2025-01-01", "expires_on": "2024-01-01"}]'}, "labels"),
        ({"labels": '[{"level": "gold", "issued_on": "2025-01-01"}]'}, "labels"),
        ({"projects": json.dumps([{"acronym": "A"}] * 41)}, "projects"),
        ({"key": "k" * 201}, "key"),
    ],
)
def test_bad_row_is_refused_with_its_column_and_a_good_one_taken(cells, column):
    bad = {"key": "bad", "name": "Bad Row", "country": "DE"} | cells
    columns = sorted(bad)
    quoted = ['"' + str(bad[name]).replace('"', '""') + '"' for name in columns]
    good = {"key": "good", "name": "Good Row", "country": "DE"}

    outcome = take(
        "\n".join([",".join(columns), ",".join(quoted), ",".join(good.get(name, "") for name in columns)])
    )

    assert told(outcome)[0] == (2, "refused", column)
    assert all(str(remark.text).strip() for remark in outcome.rows[0].remarks)
    assert [row.came.value for row in outcome.rows] == ["refused", "made"]
    assert made().name == "Good Row"


def test_all_mistakes_of_a_row_are_told_at_once():
    outcome = take("name,country,website,founded,ecosystems\nOne,Atlantis,nowhere,soon,magic\n")

    assert {remark.column for remark in outcome.rows[0].remarks} == {
        "country",
        "website",
        "founded",
        "ecosystems",
    }


def test_row_with_too_many_cells_is_refused():
    outcome = take("name,country\nSalt, Sea and Sun,DE\nGood Row,DE\n")

    assert counts(outcome) == {"refused": 1, "made": 1}


def test_same_key_twice_takes_the_first():
    outcome = take("key,name,country\nk,First,DE\nk,Second,FR\n")

    assert told(outcome) == [(2, "made", ""), (3, "refused", "key")]
    assert made().name == "First"


def test_without_key_country_and_folded_name_are_the_key():
    outcome = take("name,country\nŁódź Loom,PL\nLodz Loom,Poland\nLodz Loom,DE\n")

    assert counts(outcome) == {"made": 2, "refused": 1}
    assert set(Organisation.objects.values_list("source_key", flat=True)) == {"PL:lodz loom", "DE:lodz loom"}


def test_profile_that_somebody_acts_for_is_left_alone():
    take(GOOD)
    row = Organisation.objects.get(source_key="a1")
    RepresentativeFactory(organisation=row)

    outcome = take(GOOD.replace("2009", "2010"))

    assert counts(outcome) == {"left": 1, "same": 2}
    row.refresh_from_db()
    assert row.founded == 2009


@pytest.mark.parametrize("visibility", [Visibility.PUBLISHED, Visibility.UNPUBLISHED, Visibility.ARCHIVED])
def test_profile_that_is_not_listed_any_more_is_left_alone(visibility):
    take(GOOD)
    row = Organisation.objects.get(source_key="a1")
    profiles.publish(row, by=None)
    Organisation.objects.filter(pk=row.pk).update(visibility=visibility)
    before = traces()

    outcome = take(GOOD.replace("2009", "2010"))

    assert counts(outcome) == {"left": 1, "same": 2}
    assert traces() == before


def test_profile_of_another_type_is_left_alone():
    take(GOOD)

    outcome = take(
        GOOD.partition(";website")[0] + "\na1;Alpenglas Verbund;DE;München\n", kind="training_provider"
    )

    assert counts(outcome) == {"left": 1}


@pytest.mark.parametrize("state", ["published", "draft", "listed elsewhere"])
@pytest.mark.parametrize(
    "row",
    ["Alpenglas Cluster e.V.,DE,", "Something Else,DE,https://alpenglas.example/en"],
    ids=["same name", "same website"],
)
def test_row_that_is_there_from_elsewhere_is_not_made_twice(state, row):
    traits = {"published": {"published": True}, "draft": {}, "listed elsewhere": {"listed": True}}[state]
    there = OrganisationFactory(name="Alpenglas", website="https://www.alpenglas.example", **traits)

    outcome = take(f"name,country,website\n{row}\n")

    assert counts(outcome) == {"there": 1}
    assert f"profile {there.pk}," in str(outcome.rows[0].remarks[0])
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "there"),
    [
        ("Alpenglas,FR,", {"name": "Alpenglas"}),
        (
            "Other,DE,https://facebook.com/other",
            {"name": "Alpenglas", "website": "https://facebook.com/alpenglas"},
        ),
        (
            "Other,DE,https://alpenglas.example",
            {"type": "eu_partnership", "website": "https://alpenglas.example"},
        ),
        ("Alpenglas,DE,", {"name": "Alpenglas", "visibility": Visibility.ARCHIVED}),
    ],
    ids=["another country", "another page of a shared site", "another type", "archived"],
)
def test_row_that_only_resembles_is_made(row, there):
    OrganisationFactory(**there)

    assert counts(take(f"name,country,website\n{row}\n")) == {"made": 1}


def test_two_of_one_register_may_share_a_website():
    outcome = take(
        "name,country,website\nOne,DE,https://region.example/one\nTwo,DE,https://region.example/two\n"
    )

    assert counts(outcome) == {"made": 2}
