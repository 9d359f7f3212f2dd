"""A cluster answers who says that it is its member; its yes publishes a complete profile."""

import pytest

from eccp.core.log import history
from eccp.core.models import Change
from eccp.core.refusals import Refused
from eccp.notices.models import Notice, OutgoingMail
from eccp.organisations.models import Organisation, Role, Visibility
from eccp.organisations.models.people import Answer
from eccp.organisations.services import people, profiles, telling
from tests.factories import (
    MembershipFactory,
    RepresentativeFactory,
    TermFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db

COMPLETE = {
    "city": "Kiel",
    "website": "https://small.example",
    "size_class": "small",
    "summary": "We build sensors.",
    "description": "Small ones.",
    "ecosystems": ["digital"],
    "contact_name": "Ana",
    "contact_email": "ana@small.example",
}


@pytest.fixture
def asked():
    """A membership that waits: both sides have a manager."""
    membership = MembershipFactory(member__name="Small Ltd", cluster__name="North")
    RepresentativeFactory(organisation=membership.member)
    RepresentativeFactory(organisation=membership.cluster)
    return membership


def complete(member):
    TermFactory(scheme="size_class", code="small")
    TermFactory(scheme="ecosystem", code="digital")
    profiles.update(member, COMPLETE, opened_at=member.version, by=None)


def manager_of(organisation):
    return organisation.representatives.get().person


def mails_to(person):
    return [mail.subject for mail in OutgoingMail.objects.filter(to=person).order_by("pk")]


def test_yes_publishes_a_complete_profile(asked, signed_in):
    complete(asked.member)
    telling.membership_asked(asked)
    address = f"/en/my/{asked.cluster_id}/team/members/{asked.pk}/"

    signed_in(manager_of(asked.cluster)).post(address, {"answer": "confirm"})

    asked.refresh_from_db()
    member = Organisation.objects.get(pk=asked.member_id)
    assert (asked.status, asked.answered_by) == (Answer.ACCEPTED, manager_of(asked.cluster))
    assert (member.visibility, member.last_confirmed_at is not None) == (Visibility.PUBLISHED, True)
    assert mails_to(manager_of(asked.cluster)) == ["Small Ltd says that it is a member of North"]
    assert mails_to(manager_of(member)) == ["North confirmed your membership"]
    assert "Your profile is published now." in OutgoingMail.objects.get(to=manager_of(member)).text
    assert not Notice.objects.waiting().exists()
    assert {change.object_id for change in Change.objects.all()} >= {asked.member_id, asked.cluster_id}


def test_yes_to_an_incomplete_profile_waits_for_its_completion(asked):
    people.confirm_member(asked, by=manager_of(asked.cluster))

    assert Organisation.objects.get(pk=asked.member_id).visibility == Visibility.DRAFT
    assert "published now" not in OutgoingMail.objects.get(to=manager_of(asked.member)).text

    with pytest.raises(Refused) as refused:
        people.publish_member(asked.member, by=manager_of(asked.member))
    assert refused.value.refusal.rule == "incomplete"

    complete(asked.member)
    people.publish_member(asked.member, by=manager_of(asked.member))

    assert Organisation.objects.get(pk=asked.member_id).visibility == Visibility.PUBLISHED


def test_publishing_needs_a_cluster_that_said_yes(asked):
    complete(asked.member)

    with pytest.raises(Refused) as refused:
        people.publish_member(asked.member, by=manager_of(asked.member))

    assert refused.value.refusal.rule == "not_confirmed"


def test_no_is_told_and_publishes_nothing(asked, signed_in):
    complete(asked.member)
    address = f"/en/my/{asked.cluster_id}/team/members/{asked.pk}/"

    signed_in(manager_of(asked.cluster)).post(address, {"answer": "refuse"})

    asked.refresh_from_db()
    assert asked.status == Answer.REFUSED
    assert Organisation.objects.get(pk=asked.member_id).visibility == Visibility.DRAFT
    assert mails_to(manager_of(asked.member)) == ["North did not confirm you"]
    assert history(asked.member).last().changes == {"member_of": ["North", ""]}


@pytest.mark.parametrize("visibility", [Visibility.UNPUBLISHED, Visibility.ARCHIVED])
def test_yes_brings_nothing_back_that_was_taken_away(asked, visibility):
    complete(asked.member)
    Organisation.objects.filter(pk=asked.member_id).update(visibility=visibility)

    people.confirm_member(asked, by=manager_of(asked.cluster))

    assert Organisation.objects.get(pk=asked.member_id).visibility == visibility


def test_second_answer_is_told(asked):
    people.confirm_member(asked, by=manager_of(asked.cluster))

    with pytest.raises(Refused) as refused:
        people.refuse_member(asked, by=manager_of(asked.cluster))

    assert refused.value.refusal.rule == "answered"


def test_only_managers_of_the_cluster_answer(asked, signed_in):
    colleague = RepresentativeFactory(organisation=asked.cluster, role=Role.COLLEAGUE).person
    address = f"/en/my/{asked.cluster_id}/team/members/{asked.pk}/"

    people_asked = (colleague, manager_of(asked.member), ValidatorFactory(), UserFactory())

    assert [signed_in(one).post(address, {"answer": "confirm"}).status_code for one in people_asked] == [
        403
    ] * 4
    asked.refresh_from_db()
    assert asked.status == Answer.ASKED
