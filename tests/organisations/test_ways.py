"""Each no of the room leads on: where to, and for whom."""

import pytest
from django.contrib.auth.models import AnonymousUser

from eccp.organisations import policies
from eccp.organisations.models import JoinRequest, Role, Visibility
from eccp.organisations.services import merging
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return RepresentativeFactory(organisation__published=True)


@pytest.fixture
def colleague(manager):
    return RepresentativeFactory(organisation=manager.organisation, role=Role.COLLEAGUE).person


def said(refusal):
    return (refusal.rule, [way.url.split("/", 2)[2] for way in refusal.ways]) if refusal else None


def test_strangers_are_led_into_the_team(manager):
    stranger, row = UserFactory(), manager.organisation
    into = [f"profiles/{row.pk}/join/"]

    assert said(policies.refuses_editing(stranger, row)) == ("representatives_only", into)
    assert said(policies.refuses_managing(stranger, row)) == ("managers_only", into)
    assert said(policies.refuses_inviting(stranger, row)) == ("managers_only", into)
    assert said(policies.refuses_leaving(stranger, row)) == ("representatives_only", into)
    assert said(policies.refuses_becoming_manager(stranger, row)) == ("representatives_only", into)
    assert said(policies.refuses_history(stranger, row)) == ("history_readers", into)


def test_where_nobody_acts_strangers_are_led_to_the_claim():
    row = OrganisationFactory(listed=True)

    assert said(policies.refuses_editing(UserFactory(), row)) == (
        "representatives_only",
        [f"profiles/{row.pk}/claim/"],
    )


def test_colleagues_are_led_to_their_team_and_to_the_role(manager, colleague):
    row = manager.organisation
    ways = [f"my/{row.pk}/team/", f"my/{row.pk}/team/become-manager/"]
    named = MembershipFactory(cluster=row)

    assert said(policies.refuses_managing(colleague, row)) == ("managers_only", ways)
    assert said(policies.refuses_confirming_member(colleague, named)) == ("cluster_managers_only", ways)
    assert policies.refuses_leaving(colleague, row) is None
    assert policies.refuses_becoming_manager(colleague, row) is None


def test_managers_may(manager):
    row, person = manager.organisation, manager.person
    request = JoinRequest(organisation=row, person=UserFactory())

    assert policies.refuses_inviting(person, row) is None
    assert policies.refuses_leaving(person, row) is None
    assert policies.refuses_answering_join(person, request) is None
    assert said(policies.refuses_becoming_manager(person, row)) == ("manages_already", [f"my/{row.pk}/team/"])


def test_people_of_the_team_are_led_home(manager):
    row, person = manager.organisation, manager.person

    assert said(policies.refuses_joining(person, row)) == (
        "already_represented",
        [f"my/?organisation={row.pk}", f"my/{row.pk}/team/"],
    )


def test_merged_profiles_lead_to_the_one_that_stays(manager):
    kept = OrganisationFactory(published=True)
    merging.merge(kept, manager.organisation, {}, by=ValidatorFactory())
    manager.organisation.refresh_from_db()
    there = [kept.get_absolute_url().split("/", 2)[2]]

    for refuses in (policies.refuses_joining, policies.refuses_claiming, policies.refuses_disputing):
        assert said(refuses(UserFactory(), manager.organisation)) == ("archived", there)


def test_archived_profiles_invite_nobody():
    row = RepresentativeFactory(organisation__visibility=Visibility.ARCHIVED)

    assert said(policies.refuses_inviting(row.person, row.organisation)) == ("archived", [])
    assert said(policies.refuses_becoming_manager(row.person, row.organisation)) == ("archived", [])


def test_strangers_to_the_platform_sign_in(manager):
    row, nobody = manager.organisation, AnonymousUser()
    asked = (
        policies.refuses_inviting,
        policies.refuses_leaving,
        policies.refuses_becoming_manager,
        policies.refuses_disputing,
        policies.refuses_claiming,
    )

    assert {refuses(nobody, row).rule for refuses in asked} == {"sign_in"}


def test_validators_business_leads_to_us(manager):
    assert said(policies.refuses_merging(UserFactory(), manager.organisation)) == (
        "validators_only",
        ["contact/"],
    )


def test_page_of_a_no_shows_its_ways(manager, colleague, signed_in):
    response = signed_in(colleague).get(f"/en/my/{manager.organisation_id}/team/invite/")

    assert response.status_code == 403
    assert f'href="/en/my/{manager.organisation_id}/team/become-manager/"' in response.content.decode()
