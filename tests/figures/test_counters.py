"""What each counter counts and what not, on both sides of each line."""

from datetime import timedelta

import pytest

from eccp.figures.counters import COUNTED, COUNTERS, KEPT_BY_HAND, count
from eccp.organisations.models import Visibility
from eccp.validation.clock import allowed
from eccp.validation.models import Application
from tests.factories import ApplicationFactory, CountryFactory, OrganisationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
NOBODY = dict.fromkeys((counter.code for counter in COUNTED), 0)


def test_nothing_is_nought_and_not_unknown():
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


def test_every_counter_says_what_it_counts_and_what_not():
    for counter in COUNTERS:
        assert len(str(counter.counts).split()) > 5, counter.code
        assert len(str(counter.leaves_out).split()) > 3, counter.code
        assert str(counter.unit)
    assert [counter.code for counter in KEPT_BY_HAND] == ["subscribers", "followers"]
    assert "counted twice" in str(next(one.counts for one in COUNTERS if one.code == "smes_declared"))


def test_all_counters_cost_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        count()
