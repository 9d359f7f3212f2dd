"""What the room holds on a person, what an erasure ends, and what is forgotten in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eccp.core import personal
from eccp.notices.models import Notice
from eccp.organisations.models import (
    Claim,
    ClaimAnswer,
    ContactPerson,
    Invitation,
    JoinRequest,
    Representative,
    Role,
)
from eccp.organisations.personal import erase, unsettled
from eccp.organisations.services import disputes, inviting, people
from tests.factories import (
    InvitationFactory,
    JoinRequestFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db


def held(code, person):
    return personal.holdings[f"organisations.{code}"].collect(person)


def age(row, days):
    """Make a row look as if nothing happened to it for so many days."""
    then = timezone.now() - timedelta(days=days)
    columns = {"updated_at": then}
    if isinstance(row, Invitation):
        columns["answered_at"] = then
    type(row).objects.filter(pk=row.pk).update(**columns)


def forget(code):
    rule = personal.retentions[f"organisations.{code}"]
    return rule.forget(personal.moment(rule.days, timezone.now()))


def test_everything_on_a_person_is_read_out_and_nothing_of_others():
    ana = UserFactory(email="ana@elsewhere.example")
    mine = RepresentativeFactory(person=ana, organisation__name="Alpha", role=Role.COLLEAGUE)
    JoinRequestFactory(person=ana, organisation__name="Beta", message="Let me in")
    Claim.objects.create(
        person=ana, organisation=OrganisationFactory(name="Gamma"), address="a@gamma.example"
    )
    InvitationFactory(address="ana@elsewhere.example", organisation__name="Delta")
    InvitationFactory(invited_by=ana, organisation=mine.organisation, address="x@y.example")
    for row in (RepresentativeFactory(), JoinRequestFactory(), InvitationFactory()):
        assert row.pk

    assert [(row["organisation"], row["role"]) for row in held("teams", ana)] == [("Alpha", "colleague")]
    assert [(row["organisation"], row["message"]) for row in held("requests", ana)] == [("Beta", "Let me in")]
    assert [(row["organisation"], row["address"]) for row in held("claims", ana)] == [
        ("Gamma", "a@gamma.example")
    ]
    assert [
        (row["organisation"], row["address"], row["sent_by_you"]) for row in held("invitations", ana)
    ] == [("Delta", "ana@elsewhere.example", False), ("Alpha", "x@y.example", True)]


def test_answers_to_claims_are_read_out():
    row = RepresentativeFactory()
    claim = Claim.objects.create(person=UserFactory(), organisation=row.organisation, disputes=True)
    ClaimAnswer.objects.create(claim=claim, person=row.person, text="No")

    assert [one["answer"] for one in held("claims", row.person)] == ["No"]


def test_erasure_ends_roles_and_empties_words_and_addresses():
    validator, ana = ValidatorFactory(), UserFactory(email="ana@elsewhere.example")
    alone = RepresentativeFactory(person=ana, organisation__name="Alpha")
    team = RepresentativeFactory(
        role=Role.COLLEAGUE, organisation=RepresentativeFactory(person=ana).organisation
    )
    host = RepresentativeFactory()
    request = people.ask_to_join(host.organisation, "I am Ana", by=ana)
    invitation = inviting.invite(host.organisation, ana.email, Role.COLLEAGUE, "Hello Ana", by=host.person)
    claim = Claim.objects.create(person=ana, organisation=OrganisationFactory(), address="ana@work.example")

    erase(ana)

    assert list(Representative.objects.order_by("pk")) == [team, host]
    assert Representative.objects.get(pk=team.pk).role == Role.COLLEAGUE
    request, invitation, claim = (type(row).objects.get(pk=row.pk) for row in (request, invitation, claim))
    assert (request.status, request.message) == ("withdrawn", "")
    assert (invitation.status, invitation.address) == ("declined", "")
    assert (claim.status, claim.address) == ("lapsed", "")
    told = Notice.objects.filter(person=validator).waiting().values_list("text", flat=True)
    assert sorted(told) == sorted(
        ["Nobody acts for Alpha any more", f"{team.organisation.name} has no manager any more"]
    )
    assert not Notice.objects.filter(person=host.person).waiting().exists()
    assert alone.organisation.representatives.count() == 0


def test_before_an_erasure_one_is_asked_for_successors():
    ana = UserFactory()
    RepresentativeFactory(person=ana, organisation__name="Alone")
    led = RepresentativeFactory(person=ana, organisation__name="Led").organisation
    RepresentativeFactory(organisation=led, role=Role.COLLEAGUE)
    RepresentativeFactory(person=ana, role=Role.COLLEAGUE)

    assert [(one.rule, one.detail, one.ways[0].url) for one in unsettled(ana)] == [
        ("last_person", "Alone", f"/en/my/{led.pk - 1}/team/leave/"),
        ("successor_needed", "Led", f"/en/my/{led.pk}/team/hand-over/"),
    ]


@pytest.mark.parametrize(("days", "left"), [(364, 3), (366, 1)])
def test_answered_requests_are_forgotten_after_a_year(days, left):
    rows = [JoinRequestFactory(status=status) for status in ("asked", "refused", "withdrawn")]
    for row in rows:
        age(row, days)

    assert forget("requests") == 3 - left
    assert JoinRequest.objects.count() == left
    assert JoinRequest.objects.filter(status="asked").exists()


@pytest.mark.parametrize(("days", "left"), [(364, 2), (366, 1)])
def test_ended_invitations_are_forgotten_after_a_year(days, left):
    for status in ("waiting", "accepted"):
        age(InvitationFactory(status=status), days)

    assert forget("invitations") == 2 - left
    assert Invitation.objects.count() == left


@pytest.mark.parametrize(("days", "emptied"), [(29, 0), (31, 3)])
def test_addresses_of_those_who_did_not_come_are_forgotten_after_a_month(days, emptied):
    for status in Invitation.Status.values:
        age(InvitationFactory(status=status, message="Hello"), days)

    assert forget("invited_addresses") == emptied
    assert Invitation.objects.filter(address="", message="").count() == emptied
    assert forget("invited_addresses") == 0


@pytest.mark.parametrize(("days", "emptied"), [(89, 0), (91, 3)])
def test_addresses_of_claims_are_forgotten(days, emptied):
    for status in Claim.Status.values:
        age(
            Claim.objects.create(
                person=UserFactory(), organisation=OrganisationFactory(), status=status, address="a@b.example"
            ),
            days,
        )

    assert forget("claim_addresses") == emptied
    assert Claim.objects.filter(address="").count() == emptied


def test_an_address_that_was_never_confirmed_empties_nothing_of_its_owner():
    contact = ContactPerson.objects.create(
        organisation=OrganisationFactory(published=True), name="Ines Roca", email="ines@alpha.example"
    )
    invitation = InvitationFactory(address="ines@alpha.example")
    somebody = UserFactory(email="ines@alpha.example")
    somebody.emailaddress_set.update(verified=False)

    erase(somebody)

    contact.refresh_from_db()
    invitation.refresh_from_db()
    assert (contact.name, contact.email) == ("Ines Roca", "ines@alpha.example")
    assert (invitation.status, invitation.address) == ("waiting", "ines@alpha.example")


def test_a_dispute_that_no_validator_has_yet_ends_with_its_claimant():
    organisation = RepresentativeFactory(organisation__published=True).organisation
    somebody = UserFactory()
    claim = disputes.dispute(organisation, "It is ours", "See the register", by=somebody)

    erase(somebody)

    claim.refresh_from_db()
    assert claim.status == Claim.Status.LAPSED
    assert disputes.dispute(organisation, "No, ours", "See the register", by=UserFactory()).pk
