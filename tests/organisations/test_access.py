"""The one question asked for a person: signing in, an organisation, a validated profile, then the country's rule."""

import pytest
from django.contrib.auth.models import AnonymousUser

from eccp.core.refusals import Refusal
from eccp.organisations.access import may_use_for, refusal
from eccp.organisations.models import Visibility
from eccp.reference.models import Restriction
from tests.factories import (
    AccessExceptionFactory,
    AdministratorFactory,
    CountryFactory,
    EditorFactory,
    OrganisationFactory,
    ParticipationFactory,
    RepresentativeFactory,
    ServiceFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def armenian():
    """A person who acts for a published organisation in a programme country."""
    country = CountryFactory(code="AM", name="Armenia")
    ParticipationFactory(country=country)
    return RepresentativeFactory(organisation__country=country, organisation__published=True)


@pytest.fixture
def georgian(armenian):
    """The same outside the programme."""
    country = CountryFactory(code="GE", name="Georgia")
    return RepresentativeFactory(organisation__country=country, organisation__published=True)


def told(user, service, organisation=None, event=""):
    decided = may_use_for(user, service, organisation, event=event)
    return decided.allowed, decided.rule


def test_restricted_service_is_for_validated_profiles_of_programme_countries(armenian, georgian):
    service = ServiceFactory()

    assert told(armenian.person, service, armenian.organisation) == (True, "in_programme")
    assert told(georgian.person, service, georgian.organisation) == (False, "outside_programme")
    assert told(AnonymousUser(), service) == (False, "sign_in")
    assert told(UserFactory(), service) == (False, "no_organisation")


@pytest.mark.parametrize(
    ("restriction", "rules"),
    [
        (Restriction.EVERYBODY, ["open", "open", "open", "open"]),
        (
            Restriction.REGISTERED,
            ["sign_in", "no_organisation", "open_to_registered", "open_to_registered"],
        ),
        (Restriction.PROGRAMME, ["sign_in", "no_organisation", "in_programme", "outside_programme"]),
    ],
)
def test_each_restriction_asks_for_its_own(armenian, georgian, restriction, rules):
    service = ServiceFactory(restriction=restriction)

    asked = [
        told(AnonymousUser(), service),
        told(UserFactory(), service),
        told(armenian.person, service, armenian.organisation),
        told(georgian.person, service, georgian.organisation),
    ]

    assert [rule for _allowed, rule in asked] == rules


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("restriction", [Restriction.REGISTERED, Restriction.PROGRAMME])
def test_profile_has_to_be_published(armenian, visibility, restriction):
    armenian.organisation.visibility = visibility
    armenian.organisation.save()

    allowed, rule = told(armenian.person, ServiceFactory(restriction=restriction), armenian.organisation)

    assert allowed is (visibility == Visibility.PUBLISHED)
    assert (rule == "profile_not_published") is not allowed


def test_draft_outside_the_programme_reads_the_countrys_rule(georgian):
    georgian.organisation.visibility = Visibility.DRAFT

    assert told(georgian.person, ServiceFactory(), georgian.organisation) == (False, "outside_programme")


def test_nobody_uses_the_organisation_of_others(armenian, georgian):
    assert told(georgian.person, ServiceFactory(), armenian.organisation) == (False, "no_organisation")
    assert told(AnonymousUser(), ServiceFactory(), armenian.organisation) == (False, "sign_in")


def test_who_left_the_team_uses_it_no_longer(armenian):
    person, organisation = armenian.person, armenian.organisation
    armenian.delete()

    assert told(person, ServiceFactory(), organisation) == (False, "no_organisation")


@pytest.mark.parametrize("factory", [ValidatorFactory, EditorFactory, AdministratorFactory])
def test_those_who_answer_for_it_may_look(factory):
    assert told(factory(), ServiceFactory()) == (True, "looks")


@pytest.mark.parametrize("allowed", [True, False])
def test_exception_for_an_event_counts_for_the_organisation(armenian, georgian, allowed):
    service = ServiceFactory(code="events")
    one = georgian if allowed else armenian
    AccessExceptionFactory(service=service, country=one.organisation.country, event="fair", allowed=allowed)

    assert told(one.person, service, one.organisation, "fair") == (allowed, "access_exception")
    assert told(one.person, service, one.organisation)[0] is not allowed
    assert told(AnonymousUser(), service, event="fair") == (False, "sign_in")


def test_every_no_is_a_refusal_with_ways_forward(armenian, georgian):
    service = ServiceFactory()
    armenian.organisation.visibility = Visibility.DRAFT
    given = {
        "sign_in": may_use_for(AnonymousUser(), service, None),
        "no_organisation": may_use_for(UserFactory(), service, None),
        "outside_programme": may_use_for(georgian.person, service, georgian.organisation),
        "profile_not_published": may_use_for(armenian.person, service, armenian.organisation),
    }

    said = {rule: refusal(decided, back="/en/here/") for rule, decided in given.items()}

    assert {rule: one.rule for rule, one in said.items()} == {rule: rule for rule in given}
    assert {rule: [way.url for way in one.ways] for rule, one in said.items()} == {
        "sign_in": [
            "/en/accounts/login/?next=%2Fen%2Fhere%2F",
            "/en/accounts/signup/?next=%2Fen%2Fhere%2F",
            "/en/access/",
        ],
        "no_organisation": ["/en/my/new/", "/en/directory/", "/en/access/"],
        "outside_programme": ["/en/access/?country=GE"],
        "profile_not_published": ["/en/my/", "/en/access/?country=AM"],
    }
    assert "Georgia does not take part in it." in said["outside_programme"].detail


def test_every_rule_that_says_no_is_known():
    denials = (
        "not_offered access_exception no_country excluded_instrument no_programme outside_programme "
        "not_yet_in_programme no_longer_in_programme sign_in no_organisation profile_not_published"
    )

    assert set(denials.split()) <= set(Refusal.RULES)


# on "My organisation"


def shown(signed_in, row):
    content = signed_in(row.person).get("/en/my/").content.decode()
    return " ".join(content[content.index('id="open-to-you"') :].split("</section>")[0].split())


def test_my_organisation_says_what_is_open(signed_in, armenian):
    ServiceFactory()

    said = shown(signed_in, armenian)

    assert "Armenia takes part in the Single Market Programme. Every service is open" in said
    assert "Closed" not in said
    assert "/en/access/?country=AM" in said


def test_my_organisation_says_what_is_closed(signed_in, georgian):
    ServiceFactory(name="Capacity building centre")
    ServiceFactory(code="directory", restriction=Restriction.EVERYBODY, name="Directory")

    said = shown(signed_in, georgian)

    assert "Closed to organisations in Georgia: Capacity building centre." in said
    assert "/en/access/?country=GE" in said
    assert "takes part" not in said


def test_my_organisation_says_what_validation_opens(signed_in, armenian):
    ServiceFactory(name="Capacity building centre")
    armenian.organisation.visibility = Visibility.DRAFT
    armenian.organisation.save()

    assert "Open as soon as your profile is validated: Capacity building centre." in shown(
        signed_in, armenian
    )


def test_my_organisation_says_what_is_to_be_confirmed(signed_in):
    country = CountryFactory(code="AM", name="Armenia")
    ParticipationFactory(country=country, confirmed=False)
    ServiceFactory()
    row = RepresentativeFactory(organisation__country=country, organisation__published=True)

    assert "An administrator has yet to confirm it." in shown(signed_in, row)


def test_archived_profile_says_nothing_of_it(signed_in):
    row = RepresentativeFactory(organisation=OrganisationFactory(visibility=Visibility.ARCHIVED))

    assert 'id="open-to-you"' not in signed_in(row.person).get("/en/my/").content.decode()
