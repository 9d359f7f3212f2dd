"""The demonstration's managers with whom programme access can be tried."""

import pytest

from eccp.accounts.models import User
from eccp.config.demo.neighbours import NEIGHBOURS, ensure_neighbours
from eccp.organisations.access import may_use_for
from eccp.organisations.models import Organisation, Representative
from tests.factories import CountryFactory, OrganisationFactory, ParticipationFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def test_neighbours_act_for_a_published_cluster_of_their_country():
    armenia = CountryFactory(code="AM", name="Armenia")
    ParticipationFactory(country=armenia)
    OrganisationFactory(country=armenia)
    OrganisationFactory(country=armenia, published=True, type="training_provider")
    clusters = {
        code: OrganisationFactory(country=CountryFactory(code=code), published=True) for code in ("AM", "GE")
    }

    ensure_neighbours()
    ensure_neighbours()

    people = {country: User.objects.get(email=email) for email, country in NEIGHBOURS.items()}
    assert {
        country: list(Organisation.objects.represented_by(person)) for country, person in people.items()
    } == {country: [cluster] for country, cluster in clusters.items()}
    assert {
        country: may_use_for(person, ServiceFactory(), clusters[country]).allowed
        for country, person in people.items()
    } == {"AM": True, "GE": False}


def test_neighbour_without_a_cluster_in_the_country_acts_for_none():
    ensure_neighbours()

    assert not Representative.objects.exists()
