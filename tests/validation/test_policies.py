"""Who may submit, judge, speak for and withdraw an application."""

import pytest
from django.contrib.auth.models import AnonymousUser

from eccp.organisations.models import Role, Visibility
from eccp.validation.models import Application
from eccp.validation.policies import (
    refuses_judging,
    refuses_speaking,
    refuses_submitting,
    refuses_withdrawing,
)
from tests.factories import (
    ApplicationFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db
KINDS = list(Application.Kind)


def rule(refusal):
    return refusal and refusal.rule


def act_for(organisation, person, role=Role.MANAGER):
    return RepresentativeFactory(organisation=organisation, person=person, role=role)


@pytest.mark.parametrize(
    ("visibility", "said"),
    [
        (Visibility.DRAFT, None),
        (Visibility.LISTED, None),
        (Visibility.UNPUBLISHED, None),
        (Visibility.PUBLISHED, "not_submittable"),
        (Visibility.ARCHIVED, "archived"),
    ],
)
@pytest.mark.parametrize("role", Role)
def test_those_who_act_for_it_submit_what_is_not_published(visibility, said, role):
    organisation = OrganisationFactory(published=True)
    organisation.visibility = visibility
    person = act_for(organisation, UserFactory(), role).person

    assert rule(refuses_submitting(person, organisation)) == said


def test_others_do_not_submit():
    organisation = OrganisationFactory()

    assert rule(refuses_submitting(AnonymousUser(), organisation)) == "sign_in"
    assert rule(refuses_submitting(UserFactory(), organisation)) == "representatives_only"
    assert rule(refuses_submitting(ValidatorFactory(), organisation)) == "representatives_only"


def test_an_open_application_is_enough():
    application = ApplicationFactory()
    person = act_for(application.organisation, UserFactory()).person

    assert rule(refuses_submitting(person, application.organisation)) == "already_open"


@pytest.mark.parametrize("kind", KINDS)
def test_validators_judge_what_is_not_their_own(kind):
    application = ApplicationFactory(kind=kind)
    validator, colleague = ValidatorFactory(), ValidatorFactory()
    act_for(application.organisation, colleague, Role.COLLEAGUE)

    assert refuses_judging(validator, application) is None
    assert rule(refuses_judging(colleague, application)) == "not_ones_own"
    assert rule(refuses_judging(UserFactory(), application)) == "validators_only"
    assert rule(refuses_judging(AnonymousUser(), application)) == "sign_in"


@pytest.mark.parametrize("kind", KINDS)
def test_a_validator_does_not_judge_what_they_submitted(kind):
    validator = ValidatorFactory()
    application = ApplicationFactory(kind=kind, submitted_by=validator)

    assert rule(refuses_judging(validator, application)) == "not_ones_own"


@pytest.mark.parametrize("kind", [Application.Kind.FIRST, Application.Kind.SECOND_LOOK])
def test_the_organisation_speaks_for_its_profile(kind):
    application = ApplicationFactory(kind=kind)
    colleague = act_for(application.organisation, UserFactory(), Role.COLLEAGUE).person

    assert refuses_speaking(colleague, application) is None
    assert rule(refuses_speaking(ValidatorFactory(), application)) == "representatives_only"
    assert rule(refuses_speaking(AnonymousUser(), application)) == "sign_in"


def test_the_claimant_speaks_for_a_claim():
    application = ApplicationFactory(kind=Application.Kind.CLAIM)
    another = act_for(application.organisation, UserFactory()).person

    assert refuses_speaking(application.submitted_by, application) is None
    assert rule(refuses_speaking(another, application)) == "claimant_only"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Application.Kind.FIRST, None),
        (Application.Kind.CLAIM, None),
        (Application.Kind.SECOND_LOOK, "second_look_stays"),
    ],
)
def test_a_second_look_cannot_be_withdrawn(kind, said):
    application = ApplicationFactory(kind=kind)
    act_for(application.organisation, application.submitted_by)

    assert rule(refuses_withdrawing(application.submitted_by, application)) == said
    others = "claimant_only" if kind == Application.Kind.CLAIM else "representatives_only"
    assert rule(refuses_withdrawing(UserFactory(), application)) == others
