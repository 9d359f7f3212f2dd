"""In which role something was done: found by the rooms when it is logged, for each kind of person."""

import pytest

from eccp.core.log import history, log, role_of
from eccp.organisations.models import Role
from eccp.organisations.services import people, profiles
from eccp.reference.models import Programme
from eccp.validation.services import judging, taking
from tests.factories import (
    AdministratorFactory,
    ApplicationFactory,
    ContactFactory,
    EditorFactory,
    JoinRequestFactory,
    MembershipFactory,
    OrganisationFactory,
    RepresentativeFactory,
    ThreadFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db

VERB = "organisations.update"
STAFF = [(ValidatorFactory, "validator"), (EditorFactory, "editor"), (AdministratorFactory, "administrator")]


@pytest.mark.parametrize("role", list(Role))
def test_who_acts_for_an_organisation_does_it_in_that_role(role):
    row = RepresentativeFactory(role=role)

    assert role_of(row.person, row.organisation, VERB) == role.value


def test_what_belongs_to_an_organisation_counts_as_the_organisation():
    row = RepresentativeFactory()
    ours = {"organisation": row.organisation}
    things = [
        ApplicationFactory(**ours),
        JoinRequestFactory(**ours),
        ThreadFactory(**ours),
        MembershipFactory(cluster=row.organisation),
        MembershipFactory(member=row.organisation),
    ]

    assert {role_of(row.person, thing, VERB) for thing in things} == {"manager"}
    assert role_of(row.person, OrganisationFactory(), VERB) == "person"


@pytest.mark.parametrize(("factory", "role"), STAFF)
def test_role_on_the_platform_counts_where_one_does_not_act_for_the_organisation(factory, role):
    assert role_of(factory(), OrganisationFactory(), "organisations.unpublished") == role


@pytest.mark.parametrize(("factory", "_role"), STAFF)
def test_who_has_a_role_too_does_the_own_organisation_s_things_for_it(factory, _role):
    row = RepresentativeFactory(person=factory(), role=Role.COLLEAGUE)

    assert role_of(row.person, row.organisation, VERB) == "colleague"


@pytest.mark.parametrize(("factory", "_role"), STAFF)
def test_one_s_own_account_is_one_s_own(factory, _role):
    person = factory()

    assert role_of(person, person, "accounts.update") == "person"


def test_of_several_roles_the_one_counts_in_which_such_a_thing_is_done():
    person = UserFactory(is_superuser=True)

    assert role_of(person, OrganisationFactory(), "organisations.unpublished") == "validator"
    assert role_of(person, UserFactory(), "accounts.administer") == "administrator"
    assert role_of(person, Programme(), "wagtail.edit") == "administrator"


def test_validator_merges_as_validator_also_the_own_organisation():
    row = RepresentativeFactory(person=ValidatorFactory())

    assert role_of(row.person, row.organisation, "organisations.merge") == "validator"


def test_clock_and_commands_are_the_platform():
    entry = log(OrganisationFactory(), "organisations.unpublished", by=None)

    assert entry.role == "platform"


def test_role_can_be_said_where_it_cannot_be_seen():
    assert log(UserFactory(), "accounts.sign_in_failed", by=None, role="anonymous").role == "anonymous"


def test_who_claims_is_the_applicant():
    application = ApplicationFactory(kind="claim")

    assert role_of(application.submitted_by, application, "validation.answer") == "applicant"
    assert (
        role_of(application.submitted_by, application.organisation, "validation.opened_claim") == "applicant"
    )


def test_who_writes_for_oneself_does_so_also_as_a_validator():
    validator, row = ValidatorFactory(), RepresentativeFactory()
    own = ContactFactory(organisation=row.organisation, starter=validator, starter_for=None)
    for_another = ContactFactory(
        organisation=OrganisationFactory(), starter=row.person, starter_for=row.organisation
    )

    assert role_of(validator, own, "conversations.write") == "person"
    assert role_of(row.person, own, "conversations.write") == "manager"
    assert role_of(row.person, for_another, "conversations.write") == "manager"


def test_verbs_leave_their_roles_in_the_log():
    asked = JoinRequestFactory()
    manager = RepresentativeFactory(organisation=asked.organisation).person
    application = ApplicationFactory()
    validator = ValidatorFactory()

    people.accept_join(asked, Role.COLLEAGUE, by=manager)
    profiles.confirm(asked.organisation, by=asked.person)
    taking.take(application, by=validator)
    judging.ask(application, {"": "Where are you?"}, by=validator)

    assert [entry.role for entry in history(asked.organisation)] == ["manager", "colleague"]
    assert [entry.role for entry in history(application)] == ["validator", "validator"]


def test_role_costs_at_most_one_query(django_assert_num_queries):
    """Of people whose permissions are known already, as in every request."""
    representative, stranger, validator = RepresentativeFactory(), UserFactory(), ValidatorFactory()
    application = ApplicationFactory(organisation=representative.organisation)
    for person in (representative.person, stranger, validator):
        person.has_perm("validation.judge_application")

    for person, thing in (
        (representative.person, representative.organisation),
        (stranger, representative.organisation),
        (validator, application),
    ):
        with django_assert_num_queries(1):
            role_of(person, thing, VERB)
    with django_assert_num_queries(0):
        role_of(stranger, stranger, "accounts.update")


def test_role_of_then_stays_when_it_ends_later():
    row = RepresentativeFactory()
    entry = log(row.organisation, VERB, by=row.person)

    row.delete()

    entry.refresh_from_db()
    assert entry.role == "manager"
