"""Look-alikes are found across scripts and spellings, with few queries."""

import pytest

from eccp.organisations.look_alikes import find
from eccp.organisations.models import Visibility
from tests.factories import CountryFactory, OrganisationFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def names(*args, **more):
    return [one.organisation.name for one in find(*args, **more)]


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Brannoch Timber Cluster", "brannoch timber cluster"),
        ("Brannoch Timber Cluster GmbH", "Timber Cluster Brannoch"),
        ("Żywność Śląsk Klaster", "Zywnosc Slask Cluster"),
        ("Müllerthal Photonics", "Muellerthal Photonics e.V."),
        ("Кластер Дніпрянка деревини", "Klaster Dniprianka derevyny"),
        ("Κλάστερ Ξυλείας Θεσσαλίας", "Klaster Xyleias Thessalias"),
        ("Brannoch Timber Cluster", "Branoch Timber Cluster"),
    ],
)
def test_names_are_found_across_scripts_diacritics_and_slips(stored, typed):
    OrganisationFactory(name=stored)
    OrganisationFactory(name="Lumetra Plastics")

    assert names(typed, country="DE") == [stored]


def test_neighbours_are_not_look_alikes():
    OrganisationFactory(name="Timber Cluster Styria")
    OrganisationFactory(name="Wood Cluster Tyrol")

    assert names("Timber Cluster Tyrol", country="DE") == []


@pytest.mark.parametrize("typed", ["https://www.brannoch.eu/en/", "brannoch.eu", "http://BRANNOCH.eu"])
def test_website_is_enough_however_it_is_written(typed):
    OrganisationFactory(name="Something else", website="https://brannoch.eu")

    (one,) = find("Brannoch Timber", typed)

    assert [str(reason) for reason in one.reasons] == ["the same website"]


def test_pages_of_a_shared_house_are_not_the_same():
    OrganisationFactory(name="Something else", website="https://www.facebook.com/another")

    assert find("Brannoch Timber", "https://www.facebook.com/brannoch") == []


def test_in_one_town_less_is_needed():
    place = PlaceFactory()
    place.names.create(key="munchen", name="München")
    OrganisationFactory(name="Brannoch Timber and Furniture Alliance", place=place)

    assert names("Brannoch Timber", city="München", country="DE") == [
        "Brannoch Timber and Furniture Alliance"
    ]
    assert names("Brannoch Timber", country="DE") == []


def test_other_countries_are_found_too_but_stand_second():
    CountryFactory(code="FR")
    OrganisationFactory(name="Brannoch Timber", country_id="FR")
    OrganisationFactory(name="Brannoch Timber", country_id="DE")

    assert [one.organisation.country_id for one in find("Brannoch Timber", country="DE")] == ["DE", "FR"]


def test_archived_and_merged_profiles_and_those_left_out_are_skipped():
    kept = OrganisationFactory(name="Brannoch Timber")
    OrganisationFactory(name="Brannoch Timber", visibility=Visibility.ARCHIVED)
    OrganisationFactory(name="Brannoch Timber", visibility=Visibility.ARCHIVED, merged_into=kept)

    assert [one.organisation for one in find("Brannoch Timber")] == [kept]
    assert find("Brannoch Timber", exclude=[kept.pk]) == []


def test_at_most_six_are_shown():
    OrganisationFactory.create_batch(8, name="Brannoch Timber")

    assert len(find("Brannoch Timber")) == 6


def test_queries_are_few_however_many_there_are(django_assert_num_queries):
    for count in (1, 3):
        OrganisationFactory.create_batch(count, name="Brannoch Timber")
        with django_assert_num_queries(3):
            find("Brannoch Timber", "https://brannoch.eu", "München", "DE")
