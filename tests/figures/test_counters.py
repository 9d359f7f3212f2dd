"""What each counter counts and what not, on both sides of each line."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eccp.figures.counters import COUNTED, COUNTERS, KEPT_BY_HAND, a_year_ago, count
from eccp.organisations.models import Visibility
from eccp.validation import clock
from eccp.validation.clock import allowed
from eccp.validation.models import Application
from tests.factories import ApplicationFactory, CountryFactory, OrganisationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
MEDIAN = "hours_to_decision"
NOBODY = dict.fromkeys((counter.code for counter in COUNTED), 0) | {MEDIAN: None}


def test_nothing_is_nought_and_not_unknown_but_there_is_no_median_of_it():
    assert count() == NOBODY


def test_only_validated_and_published_profiles_count():
    OrganisationFactory(published=True, parts__members_sme=20)
    for visibility in (Visibility.DRAFT, Visibility.UNPUBLISHED, Visibility.ARCHIVED):
        OrganisationFactory(visibility=visibility, parts__members_sme=20)
    OrganisationFactory(listed=True, parts__members_sme=20)

    assert count() == NOBODY | {
        "cluster_organisations": 1,
        "smes_declared": 20,
        "profiles": 1,
        "countries": 1,
    }


def test_each_type_counts_where_its_counter_says():
    for kind in (
        "cluster_organisation",
        "national_association",
        "meta_cluster_network",
        "eu_partnership",
        "training_provider",
    ):
        OrganisationFactory(type=kind, published=True)

    assert count() == NOBODY | {
        "cluster_organisations": 1,
        "associations_networks": 2,
        "partnerships": 1,
        "profiles": 5,
        "countries": 1,
    }


def test_smes_are_added_as_declared_and_none_is_nothing():
    for declared in (15, 30, None):
        OrganisationFactory(published=True, parts__members_sme=declared)

    assert count()["smes_declared"] == 45


def test_country_counts_once_and_as_programme_country_only_with_a_cluster():
    ParticipationFactory(country__code="AM")
    ParticipationFactory(country__code="FR")
    for country in ("AM", "AM", "GE"):
        OrganisationFactory(country__code=country, published=True)
    OrganisationFactory(country__code="FR", type="training_provider", published=True)

    numbers = count()

    assert (numbers["countries"], numbers["programme_countries"]) == (3, 1)


def test_participation_that_is_over_makes_no_programme_country():
    OrganisationFactory(country__code="AM", published=True)
    row = ParticipationFactory(country=CountryFactory(code="AM"))

    row.ends_on = row.starts_on
    row.save()

    assert count()["programme_countries"] == 0


@pytest.mark.parametrize(
    ("used", "in_time"), [(allowed(), 1), (allowed() + timedelta(seconds=1), 0), (timedelta(0), 1)]
)
def test_judged_in_time_to_the_second(used, in_time):
    ApplicationFactory(decided=True, status=Application.Status.PUBLISHED, hours_used=used)

    numbers = count()

    assert (numbers["applications_judged"], numbers["applications_in_time"]) == (1, in_time)


@pytest.mark.parametrize(
    ("status", "kind", "judged"),
    [
        ("published", "first", 1),
        ("declined", "second_look", 1),
        ("published", "claim", 0),
        ("submitted", "first", 0),
        ("asked", "first", 0),
        ("withdrawn", "first", 0),
    ],
)
def test_decisions_count_and_nothing_else(status, kind, judged):
    ApplicationFactory(decided=True, status=status, kind=kind)

    assert count()["applications_judged"] == judged


def judged(*used, **more):
    for hours in used:
        ApplicationFactory(decided=True, status="published", hours_used=hours * timedelta(hours=1), **more)


@pytest.mark.parametrize(
    ("hours", "median"),
    [
        ((0,), 0),
        ((7,), 7),
        ((1, 40), 21),
        ((50, 1, 3), 3),
        ((100, 2, 4, 1), 3),
        ((5, 5, 5, 90), 5),
        ((48,), 48),
        ((48.001,), 49),
        ((47.5, 48.5), 48),
    ],
)
def test_median_stands_in_the_middle_and_begun_hours_count(hours, median):
    judged(*hours)

    assert count()[MEDIAN] == median


def test_median_is_of_what_is_judged_alone():
    judged(10)
    for status, kind in (("published", "claim"), ("withdrawn", "first"), ("asked", "first")):
        ApplicationFactory(decided=True, status=status, kind=kind, hours_used=timedelta(hours=90))

    assert count()[MEDIAN] == 10


@pytest.mark.parametrize(
    ("decided_at", "counts"),
    [
        (datetime(2025, 11, 23, 22, 59, 59, tzinfo=UTC), 0),  # 23:59:59 in Brussels
        (datetime(2025, 11, 23, 23, 0, tzinfo=UTC), 1),
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), 1),
    ],
)
def test_what_was_judged_counts_for_twelve_months_of_days_in_brussels(freeze, decided_at, counts):
    freeze(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    judged(3, decided_at=decided_at)

    numbers = count()

    assert (numbers["applications_judged"], numbers["applications_in_time"]) == (counts, counts)
    assert numbers[MEDIAN] == (3 if counts else None)


@pytest.mark.parametrize(
    ("now", "first"),
    [
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), date(2025, 11, 24)),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), date(2025, 11, 25)),
        (datetime(2028, 2, 28, 12, tzinfo=UTC), date(2027, 3, 1)),
        (datetime(2028, 2, 29, 12, tzinfo=UTC), date(2027, 3, 1)),
        (datetime(2029, 2, 28, 12, tzinfo=UTC), date(2028, 3, 1)),
        (datetime(2026, 12, 31, 12, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_twelve_months_end_today(freeze, now, first):
    freeze(now)

    assert a_year_ago() == first


def test_time_is_taken_by_the_clock_of_validation(freeze):
    friday = datetime(2026, 3, 6, 14, 0, tzinfo=UTC)
    application = ApplicationFactory(submitted_at=friday)
    moment = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)  # Tuesday: two working days later
    freeze(moment)
    clock.end(application, moment)
    application.status, application.decided_at = "published", moment
    application.save()

    numbers = count()

    assert (numbers["applications_in_time"], numbers[MEDIAN]) == (1, 48)


def test_every_counter_says_what_it_counts_and_what_not():
    for counter in COUNTERS:
        assert len(str(counter.counts).split()) > 5, counter.code
        assert len(str(counter.leaves_out).split()) > 3, counter.code
        assert str(counter.unit)
    assert [counter.code for counter in KEPT_BY_HAND] == ["subscribers", "followers"]
    assert "counted twice" in str(next(one.counts for one in COUNTERS if one.code == "smes_declared"))


def test_all_counters_cost_two_queries(django_assert_num_queries):
    judged(1, 2, 3)

    with django_assert_num_queries(2):
        count()
