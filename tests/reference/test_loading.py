"""Loading reference data: complete, repeatable, and respectful of what people edited."""

from datetime import date

import pytest
from django_tasks_db.models import DBTaskResult

from eccp.core.log import history
from eccp.reference.models import AccessException, Participation, Region, Service, Term
from eccp.reference.programmes import in_programme, programme_countries
from eccp.reference.services import editing
from eccp.reference.services.loading import fingerprint, load
from eccp.reference.services.sources import participations, terms
from tests.factories import AdministratorFactory

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


def test_new_edition_of_a_participation_is_on_record_and_told(loaded, run_tasks):
    run_tasks()
    values = next(
        row for row in participations() if (row["programme_id"], row["country_id"]) == ("SMP", "AM")
    )
    older = values | {"ends_on": "2025-12-31", "confirmed": True}
    row = Participation.objects.get(programme="SMP", country="AM")
    Participation.objects.filter(pk=row.pk).update(
        ends_on="2025-12-31", confirmed=True, loaded=fingerprint(older)
    )

    load(places=False)

    [entry] = history(row)
    assert (entry.verb, entry.by) == ("reference.changed", None)
    assert entry.changes == {"ends_on": ["2025-12-31", "2027-12-31"], "confirmed": [True, False]}
    assert told(run_tasks()) == [("reference.country", "AM")]


def test_new_participation_in_a_running_installation_is_told(loaded, run_tasks):
    Participation.objects.filter(programme="SMP", country="XK").delete()
    run_tasks()

    load(places=False)

    assert told(run_tasks()) == [("reference.country", "XK")]


def test_first_loading_tells_nobody(loaded, run_tasks):
    assert told(run_tasks()) == []


def test_new_edition_of_a_term_is_told(loaded, run_tasks):
    run_tasks()
    values = next(row for row in terms() if row["code"] == "agri-food")
    term = Term.objects.get(scheme="ecosystem", code="agri-food")
    Term.objects.filter(pk=term.pk).update(
        label="Agrifood", loaded=fingerprint(values | {"label": "Agrifood"})
    )

    load(places=False)

    assert told(run_tasks()) == [("reference.term", str(term.pk))]


def test_what_somebody_removed_does_not_come_back(loaded):
    participation = Participation.objects.get(programme="SMP", country="AM")
    exception = AccessException.objects.get(country="NO")
    editing.remove_all([participation, exception], by=AdministratorFactory())

    reports = {report.table: report for report in load(places=False)}

    assert not Participation.objects.filter(programme="SMP", country="AM").exists()
    assert not AccessException.objects.exists()
    assert reports["reference.participation"].edited == ["SMP AM 2021-01-01 (removed)"]
    assert reports["reference.participation"].made == 0


def test_service_that_somebody_closed_stays_closed(loaded):
    Service.objects.filter(code="partner-search").update(restriction="programme")

    load(places=False)

    assert Service.objects.get(code="partner-search").restriction == "programme"


def told(done):
    """Whose profiles were read again, of the work that was done."""
    rows = DBTaskResult.objects.order_by("enqueued_at")
    asked = [
        row.args_kwargs["args"] for row in rows if row.args_kwargs["args"][:1] == ["organisations.read_again"]
    ]
    assert len(asked) == sum(name == "organisations.read_again" for name, _outcome in done)
    return [tuple(args[1]) for args in asked]
