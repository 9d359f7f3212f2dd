"""Loading reference data: complete, repeatable, and respectful of what people edited."""

from datetime import date

import pytest

from eccp.reference.models import Participation, Region, Term
from eccp.reference.programmes import in_programme, programme_countries
from eccp.reference.services.loading import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(db):
    return {report.table: report for report in load(places=False)}


def test_loading_brings_the_lists_of_the_field(loaded):
    counts = {
        scheme: Term.objects.of(scheme).count() for scheme in ("ecosystem", "sector", "emerging_industry")
    }

    assert counts == {"ecosystem": 14, "sector": 51, "emerging_industry": 10}


def test_loading_twice_changes_nothing(loaded):
    again = load(places=False)

    assert [(report.made, report.renewed, report.edited) for report in again] == [(0, 0, [])] * len(again)


def test_a_record_that_somebody_edited_stays(loaded):
    Term.objects.filter(scheme="ecosystem", code="agri-food").update(label="Food and farming")

    report = next(report for report in load(places=False) if report.table == "reference.term")

    assert report.edited == ["Food and farming"]
    assert Term.objects.get(scheme="ecosystem", code="agri-food").label == "Food and farming"


def test_a_record_from_an_older_edition_is_renewed(loaded):
    from eccp.reference.services.loading import fingerprint
    from eccp.reference.services.sources import terms

    values = next(row for row in terms() if row["code"] == "agri-food")
    older = values | {"label": "Agrifood"}
    Term.objects.filter(scheme="ecosystem", code="agri-food").update(
        label="Agrifood", loaded=fingerprint(older)
    )

    load(places=False)

    assert Term.objects.get(scheme="ecosystem", code="agri-food").label == "Agri-food"


DECK_DAY = date(2020, 12, 14)


@pytest.mark.parametrize(
    ("country", "takes_part"),
    [
        ("MD", True),
        ("AM", True),
        ("UA", True),
        ("AZ", False),
        ("BY", False),
        ("GE", False),
        ("GB", True),
        ("DE", True),
    ],
)
def test_programme_countries_on_the_day_of_the_presentation(loaded, country, takes_part):
    assert in_programme(country, DECK_DAY) is takes_part
    assert (country in programme_countries(DECK_DAY)) is takes_part


@pytest.mark.parametrize(("day", "takes_part"), [(date(2020, 12, 31), True), (date(2021, 1, 1), False)])
def test_the_united_kingdom_before_and_after_2020(loaded, day, takes_part):
    assert in_programme("GB", day) is takes_part


@pytest.mark.parametrize("country", ["MD", "AM", "UA"])
def test_without_financial_instruments(loaded, country):
    participation = Participation.objects.on(DECK_DAY).get(country_id=country)

    assert "financial instruments" in participation.excluded_instruments


def test_every_region_has_its_parents(loaded):
    below = Region.objects.filter(level__gt=1)

    assert below.count() > 1000
    assert not below.filter(parent=None).exists()
