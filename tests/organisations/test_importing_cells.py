"""What a cell may say: countries, terms, regions, lists, rows of parts, whatever a type asks for."""

import json

import pytest

from eccp.core.log import history
from eccp.organisations.models import Organisation
from eccp.organisations.services.importing import columns_of
from eccp.organisations.services.importing.lookups import NotKnown, Terms
from eccp.organisations.snapshot import snapshot
from eccp.organisations.types import all_types, of_code
from tests.factories import OrganisationFactory, TermFactory
from tests.organisations.register import counts, made, take, told, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_small_world():
    world()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("GR", "GR"),
        ("EL", "GR"),
        ("el", "GR"),
        ("UK", "GB"),
        ("Great Britain", "GB"),
        ("Ελλάδα", "GR"),
        ("ALLEMAGNE", "DE"),
        ("Україна", "UA"),
    ],
)
def test_country_is_read_by_code_and_by_name(written, code):
    take(f"name,country\nOne,{written}\n")

    assert made().country_id == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("agri-food", "agri-food"),
        ("Agri Food", "agri-food"),
        ("agri_food", "agri-food"),
        ("Agrar und Ernährung", "agri-food"),
        ("digital", "digital"),
        ("aerospace_and_defe", "aerospace-and-defence"),
        ("creative_and_cultu", "cultural-and-creative-industries"),
        ("aero", "aerospace-and-defence"),
    ],
)
def test_term_is_read_by_code_label_and_a_key_cut_short(written, code):
    assert Terms(["ecosystem"]).find("ecosystem", written) == code


@pytest.mark.parametrize("written", ["digi", "aer", "space", "food_agricultu", "and", "–"])
def test_term_that_fits_none_or_several_is_not_guessed(written):
    with pytest.raises(NotKnown):
        Terms(["ecosystem"]).find("ecosystem", written)


def test_retired_term_leads_to_the_one_that_replaced_it():
    old = TermFactory(code="farming", valid_to="2020-01-01")
    old.replaced_by = TermFactory(code="food-and-farms")
    old.save()

    assert Terms(["ecosystem"]).find("ecosystem", "farming") == "food-and-farms"


@pytest.mark.parametrize(
    ("column", "written", "code"),
    [("region", "DE21", "DE21"), ("nuts3_2021", "DEX01", "DE21"), ("NUTS", "de21", "DE21")],
)
def test_region_is_read_in_both_editions(column, written, code):
    take(f"name,country,{column}\nOne,DE,{written}\n")

    assert made().region_id == code


@pytest.mark.parametrize("written", ["DE999", "FR1", "Bavaria"])
def test_region_that_is_not_known_there_is_left_out_and_said(written):
    outcome = take(f"name,country,region\nOne,DE,{written}\n")

    assert told(outcome) == [(2, "made", "region")]
    assert made().region_id is None


def test_region_of_a_high_level_is_kept():
    outcome = take("name,country,region,city\nOne,FR,FR1,Avignon\n")

    assert counts(outcome) == {"made": 1}
    assert made().region_id == "FR1"


def test_rows_of_parts_come_as_json():
    labels = [{"level": "Gold", "issued_on": "2025-03-01", "expires_on": "31/12/2027"}]
    projects = [{"acronym": "SALT", "starts": 2024}, {"acronym": "SUN", "ends": 2030}]
    texts = {"language": "de", "summary": "Wir verbinden."}
    cells = [json.dumps(cell, ensure_ascii=False).replace('"', '""') for cell in (labels, projects, texts)]
    file = 'name,country,labels,projects,own_languages\nOne,DE,"{}","{}","{}"\n'.format(*cells)

    first, second = take(file), take(file)

    values = snapshot(made())
    assert (counts(first), counts(second)) == ({"made": 1}, {"same": 1})
    assert values["labels"][0] | {"certificate": ""} == {
        "level": "gold",
        "issued_on": "2025-03-01",
        "expires_on": "2027-12-31",
        "certificate": "",
    }
    assert {row["acronym"] for row in values["projects"]} == {"SALT", "SUN"}
    assert values["own_languages"] == [{"language": "de", "summary": "Wir verbinden.", "description": ""}]


def test_private_cells_are_kept_and_not_in_the_log():
    take("name,country,contact_name,contact_email\nOne,DE,Ana Sol,ana@salt.example\n")

    row = made()
    assert (row.contact.name, row.contact.email) == ("Ana Sol", "ana@salt.example")
    assert [entry.changes["contact_name"] for entry in history(row)] == [["", "…"]]


def test_member_names_its_cluster_by_number():
    cluster = OrganisationFactory(published=True)

    take(f"name,country,memberships\nOne Works,DE,{cluster.pk}\n", kind="cluster_member")

    member = Organisation.objects.get(name="One Works")
    assert snapshot(member)["memberships"] == [cluster.pk]


def test_cells_are_found_by_label_and_by_map():
    take("Name,Country,Year of establishment,Web\nOne,DE,2001,one.example\n", mapped={"Web": "website"})

    assert (made().founded, made().website) == (2001, "https://one.example")


@pytest.mark.parametrize("kind", all_types(), ids=lambda kind: kind.code)
def test_every_type_has_a_column_for_each_field_that_a_cell_can_hold(kind):
    columns = columns_of(kind)

    assert {field.name for field in kind} - {column.name for column in columns} == {"logo"}
    assert all(str(column.says).strip() for column in columns)
    assert counts(take("name,country\nOne,DE\n", kind=kind.code)) == {"made": 1}


def test_choice_is_read_by_its_label():
    level = of_code("policy_public_institution").details._meta.get_field("level")
    code, label = level.choices[0]

    take(f"name,country,level\nOne,DE,{label}\n", kind="policy_public_institution")

    assert snapshot(made())["level"] == code


def test_partners_come_as_json_and_are_linked_by_name_or_number():
    by_name, by_number = OrganisationFactory.create_batch(2, published=True)
    partners = [
        {"role": "Coordinator", "name": by_name.name, "country": "Allemagne"},
        {"role": "partner", "name": "As they write it", "profile": by_number.pk},
        {"role": "partner", "name": "Not here", "country": "EL"},
    ]
    cell = json.dumps(partners).replace('"', '""')
    file = f'name,country,consortium\nBridge,DE,"{cell}"\n'

    first, second = (take(file, kind="eu_partnership") for _run in range(2))

    assert (counts(first), counts(second)) == ({"made": 1}, {"same": 1})
    assert snapshot(Organisation.objects.get(name="Bridge"))["consortium"] == [
        {"role": "coordinator", "name": by_name.name, "country": "DE", "profile": by_name.pk},
        {"role": "partner", "name": "As they write it", "country": None, "profile": by_number.pk},
        {"role": "partner", "name": "Not here", "country": "GR", "profile": None},
    ]
