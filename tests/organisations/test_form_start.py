"""The beginning: country and type first, look-alikes before anything is made, one profile a press."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eccp.organisations.models import Organisation, Role
from tests.factories import CountryFactory, OrganisationFactory, RepresentativeFactory, UserFactory

pytestmark = pytest.mark.django_db
START = "/en/my/new/"
TYPED = {
    "country": "DE",
    "type": "cluster_organisation",
    "name": "Brannoch Timber Cluster",
    "website": "brannoch.eu",
    "city": "Ulm",
    "save": "look",
}


@pytest.fixture
def person():
    CountryFactory()
    return UserFactory()


@pytest.fixture
def client_of(person, signed_in):
    return signed_in(person)


def test_a_new_profile_is_a_draft_with_its_maker_as_manager(client_of, person):
    answer = client_of.post(START, TYPED)

    made = Organisation.objects.get()
    assert answer.url == f"/en/my/{made.pk}/edit/"
    assert (made.name, made.type, made.country_id, made.website) == (
        TYPED["name"],
        TYPED["type"],
        "DE",
        "https://brannoch.eu",
    )
    assert made.visibility == "draft"
    assert [(row.person, row.role) for row in made.representatives.all()] == [(person, Role.MANAGER)]


def test_website_and_town_may_come_later(client_of):
    client_of.post(START, TYPED | {"website": "", "city": ""})

    assert Organisation.objects.count() == 1


def test_mistakes_are_told_and_nothing_is_lost(client_of):
    answer = client_of.post(START, {"website": "brannoch", "city": "Ulm"})

    assert answer.context["form"].errors == {
        "country": ["Choose the country."],
        "type": ["Choose what your organisation is."],
        "name": ["Give the name of your organisation."],
        "website": ["Give the whole address, for example https://www.example.org."],
    }
    assert 'value="brannoch"' in answer.content.decode()
    assert Organisation.objects.count() == 0


def test_look_alikes_are_shown_before_anything_is_made(client_of):
    held = RepresentativeFactory(
        organisation__name="Brannoch Timber Cluster GmbH", organisation__published=True
    ).organisation
    free = OrganisationFactory(name="Brannoch Timber", listed=True)

    page = client_of.post(START, TYPED).content.decode()

    assert f"/en/profiles/{held.pk}/join/" in page
    assert f"/en/profiles/{free.pk}/claim/" in page
    assert "Mine is another one: create it" in page
    assert Organisation.objects.count() == 2


def test_mine_is_another_one_makes_it(client_of):
    OrganisationFactory(name="Brannoch Timber", listed=True)

    answer = client_of.post(START, TYPED | {"save": "another"})

    assert answer.status_code == 302
    assert Organisation.objects.filter(name=TYPED["name"]).count() == 1


def test_drafts_of_others_are_shown_without_details(client_of):
    RepresentativeFactory(organisation__name="Brannoch Timber Clusters", organisation__city="Secretville")

    page = client_of.post(START, TYPED).content.decode()

    assert "is being prepared by somebody" in page
    assert "Brannoch Timber Clusters" not in page
    assert "Secretville" not in page


def test_ones_own_draft_is_offered_to_go_on(client_of, person):
    own = RepresentativeFactory(organisation__name="Brannoch Timber", person=person).organisation

    page = client_of.post(START, TYPED).content.decode()

    assert "Go on with this one" in page
    assert f"/en/my/{own.pk}/edit/" in page


def test_pressing_twice_makes_one(client_of):
    first = client_of.post(START, TYPED | {"save": "another"})
    second = client_of.post(START, TYPED | {"save": "another"})

    assert Organisation.objects.count() == 1
    assert first.url == second.url


def test_a_minute_later_and_by_somebody_else_it_is_another(client_of, signed_in):
    client_of.post(START, TYPED | {"save": "another"})
    Organisation.objects.update(created_at=timezone.now() - timedelta(seconds=61))

    client_of.post(START, TYPED | {"save": "another"})
    signed_in(UserFactory()).post(START, TYPED | {"save": "another"})

    assert Organisation.objects.count() == 3


def test_who_is_signed_out_signs_in_first(client):
    assert client.get(START).url.endswith(f"?next={START}")


def test_country_and_type_are_asked_first(client_of):
    page = client_of.get(START).content.decode()

    order = [page.index(f'name="{name}"') for name in ("country", "type", "name", "website", "city")]
    assert order == sorted(order)
    assert page.count('name="type"') == 8
