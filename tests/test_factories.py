"""The factories give what their names promise."""

import pytest

from eccp.organisations.models import Organisation
from eccp.organisations.types import all_types
from tests import factories
from tests.factories import PASSWORD, ApplicationFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [kind.code for kind in all_types()])
def test_organisation_of_each_type_is_valid(kind):
    organisation = OrganisationFactory(type=kind)

    organisation.full_clean(exclude=["made_by"])
    organisation.details.full_clean()

    assert organisation.summary == "We connect companies."


def test_organisation_takes_details_and_traits():
    OrganisationFactory()
    published = OrganisationFactory(published=True, parts__management_fte=1)
    OrganisationFactory.create_batch(2, listed=True)

    assert Organisation.objects.published().get() == published
    assert published.cluster.management_fte == 1
    assert Organisation.objects.public().count() == 3


def test_validator_judges_and_others_do_not():
    assert factories.ValidatorFactory().has_perm("validation.judge_application")
    assert not UserFactory().has_perm("validation.judge_application")


def test_person_can_sign_in(client):
    assert client.login(email=UserFactory().email, password=PASSWORD)


def test_application_waits_with_its_clock_running():
    application = ApplicationFactory()

    assert application.is_open
    assert application.thread.organisation == application.organisation
