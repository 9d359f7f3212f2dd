"""Dated figures: measured by the clock, loaded from the file, noted in the back office with their history."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from eccp.core.clock import run_due
from eccp.core.log import history
from eccp.core.models import LogEntry
from eccp.figures import services
from eccp.figures.counters import BY_CODE, COUNTED
from eccp.figures.models import Entry, Measurement
from eccp.reference.models import today
from tests.factories import (
    AdministratorFactory,
    ApplicationFactory,
    EditorFactory,
    EntryFactory,
    OrganisationFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db
SNIPPETS = "/backoffice/snippets/figures/entry"
TYPED = {
    "counter": "subscribers",
    "kind": "by_hand",
    "date": "2026-03-03",
    "value": "1200",
    "source": "The sending programme",
    "link": "",
    "note": "",
}


@pytest.fixture
def administrator():
    return AdministratorFactory(name="Adam Keys")


@pytest.fixture
def office(administrator, signed_in):
    return signed_in(administrator)


def errors(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def numbers(code="profiles"):
    return list(Measurement.objects.filter(counter=code).values_list("date", "value"))


def test_a_day_is_measured_once_and_its_first_measurement_stands():
    OrganisationFactory(published=True)
    ApplicationFactory(decided=True, status="published")
    assert services.measure(by=None) == len(COUNTED)

    OrganisationFactory(published=True)
    assert services.measure(by=None) == 0

    assert numbers() == [(today(), 1)]
    assert services.measure(by=None, on=today() + timedelta(days=1)) == len(COUNTED)
    assert numbers() == [(today(), 1), (today() + timedelta(days=1), 2)]


def test_a_median_of_nothing_is_not_measured():
    assert services.measure(by=None) == len(COUNTED) - 1

    assert not Measurement.objects.filter(counter="hours_to_decision").exists()
    assert services.measure(by=None) == 0


def test_the_clock_measures_every_day(freeze):
    start = date(2026, 3, 3)
    for hours in range(0, 72, 5):
        moment = _at(start, hours)
        freeze(moment)
        run_due(moment)

    assert [day for day, _value in numbers()] == [start + timedelta(days=n) for n in range(4)]


def _at(day, hours):
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC) + timedelta(hours=hours)


def test_month_ends_are_the_last_measured_days():
    for day, value in ((3, 5), (30, 7), (29, 6)):
        Measurement.objects.create(counter="profiles", date=date(2026, 1, day), value=value)
    Measurement.objects.create(counter="profiles", date=date(2026, 2, 10), value=9)
    Measurement.objects.create(counter="countries", date=date(2026, 1, 31), value=99)

    ends = Measurement.objects.month_ends("profiles").values_list("date", "value")

    assert list(ends) == [(date(2026, 1, 30), 7), (date(2026, 2, 10), 9)]


def test_published_figures_are_loaded_once_with_their_sources():
    first = services.load_published()
    again = services.load_published()

    assert (first.made, again.made, again.same) == (Entry.objects.count(), 0, first.made)
    deck = Entry.objects.filter(date="2020-12-14").order_by("counter")
    assert [(entry.counter, entry.value, entry.more_than) for entry in deck] == [
        ("associations_networks", 57, False),
        ("cluster_organisations", 1211, False),
        ("followers", 7000, True),
        ("smes_declared", 150_000, True),
        ("subscribers", 6000, True),
    ]
    for entry in Entry.objects.all():
        assert entry.counter in BY_CODE
        assert entry.source
        assert entry.kind == Entry.Kind.PUBLISHED
        assert entry.full_clean() is None


def test_published_figure_that_was_edited_or_removed_stays_so(office):
    services.load_published()
    row = Entry.objects.get(date="2020-12-14", counter="subscribers")
    typed = TYPED | {"kind": "published", "date": "2020-12-14", "value": "6100", "source": row.source}
    assert office.post(f"{SNIPPETS}/edit/{row.pk}/", typed).status_code == 302
    gone = Entry.objects.get(date="2020-12-14", counter="followers")
    office.post(f"{SNIPPETS}/delete/{gone.pk}/")

    report = services.load_published()

    assert len(report.edited) == 2
    row.refresh_from_db()
    assert row.value == 6100
    assert not Entry.objects.filter(counter="followers").exists()


def test_noted_changed_and_removed_are_on_record(office, administrator):
    office.post(f"{SNIPPETS}/add/", TYPED)
    row = Entry.objects.get()
    office.post(f"{SNIPPETS}/edit/{row.pk}/", TYPED | {"value": "1300"})

    made, changed = history(row).order_by("pk")
    assert (made.verb, made.by, made.changes["value"]) == ("reference.made", administrator, [None, 1200])
    assert (changed.verb, changed.changes) == ("reference.changed", {"value": [1200, 1300]})
    said = office.get(f"{SNIPPETS}/history/{row.pk}/").content.decode()
    assert "Adam Keys" in said
    assert "1300" in said

    office.post(f"/backoffice/bulk/figures/entry/delete/?id={row.pk}")
    assert LogEntry.objects.filter(kind="figures.entry").order_by("-pk")[0].verb == "reference.removed"
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        (
            {"counter": "cluster_organisations"},
            "__all__",
            "The platform counts this figure itself. Choose another one, or the kind for published figures.",
        ),
        ({"source": " "}, "source", "Say where the number is from, so that others can check it."),
        ({"value": "-1"}, "value", "Ensure this value is greater than or equal to 0."),
        (
            {"date": "2026-03-04"},
            "__all__",
            "There is an entry for this figure and date already. Change that one.",
        ),
        (
            {"date": (today() + timedelta(days=1)).isoformat()},
            "date",
            "This day has not come yet. Give the day of the count.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(office, change, field, said):
    EntryFactory(date=date(2026, 3, 4))

    response = office.post(f"{SNIPPETS}/add/", TYPED | change)

    assert errors(response) == {field: [said]}
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"date": today().isoformat()},
        {"counter": "cluster_organisations", "kind": "published"},
        {"value": "0"},
        {"counter": "followers"},
        {"kind": "published"},
    ],
)
def test_what_is_right_is_stored(office, change):
    EntryFactory(date=date(2026, 3, 3), counter="subscribers" if "kind" in change else "followers")
    typed = TYPED | change
    if typed["counter"] == "followers":
        typed["date"] = "2026-03-05"

    assert office.post(f"{SNIPPETS}/add/", typed).status_code == 302

    assert Entry.objects.count() == 2


def test_database_keeps_counted_figures_from_being_noted():
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryFactory(counter="profiles")
    assert EntryFactory(counter="profiles", kind=Entry.Kind.PUBLISHED).pk


@pytest.mark.parametrize("factory", [EditorFactory, ValidatorFactory])
def test_only_administrators_note_figures(signed_in, factory):
    signed_in(factory()).post(f"{SNIPPETS}/add/", TYPED)

    assert not Entry.objects.exists()
