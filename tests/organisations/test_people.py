"""Joining an organisation: who asks, who answers, who is told."""

import pytest

from eccp.core.log import history
from eccp.core.refusals import Refused
from eccp.notices.models import Notice, OutgoingMail
from eccp.organisations.models import JoinRequest, Representative, Role, Visibility
from eccp.organisations.models.people import Answer
from eccp.organisations.services import inviting, people
from tests.factories import OrganisationFactory, RepresentativeFactory, UserFactory, ValidatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return RepresentativeFactory(organisation__published=True, organisation__name="Blue Bay")


def mails_to(person):
    return [mail.subject for mail in OutgoingMail.objects.filter(to=person).order_by("pk")]


def waiting_for(person):
    return [notice.text for notice in Notice.objects.filter(person=person).waiting()]


def test_asking_tells_the_managers_once(manager, signed_in):
    colleague = RepresentativeFactory(organisation=manager.organisation, role=Role.COLLEAGUE)
    asker = UserFactory(name="Ana <b>")
    client, address = signed_in(asker), f"/en/profiles/{manager.organisation_id}/join/"

    for _press in range(2):
        response = client.post(address, {"message": "I keep the books & more"}, follow=True)

    assert "You asked on" in response.content.decode()
    assert JoinRequest.objects.get().message == "I keep the books & more"
    assert mails_to(manager.person) == ["Ana <b> asks to join Blue Bay"]
    assert waiting_for(manager.person) == ["Ana <b> asks to join Blue Bay"]
    assert mails_to(colleague.person) == []
    [mail] = OutgoingMail.objects.all()
    assert f"/en/my/{manager.organisation_id}/team/" in mail.text
    assert "I keep the books & more" in mail.text
    assert "I keep the books &amp; more" in mail.html
    assert "<b>" not in mail.html


def test_asking_goes_to_validators_where_nobody_manages(signed_in):
    validator, asker = ValidatorFactory(), UserFactory(name="Ana")
    organisation = RepresentativeFactory(role=Role.COLLEAGUE, organisation__published=True).organisation

    people.ask_to_join(organisation, "", by=asker)
    client, request = signed_in(validator), JoinRequest.objects.get()
    page = client.get(f"/en/my/{organisation.pk}/team/")
    client.post(f"/en/my/{organisation.pk}/team/requests/{request.pk}/", {"answer": "manager"})

    assert "Let in as manager" in page.content.decode()
    assert Representative.objects.get(person=asker).role == Role.MANAGER
    assert waiting_for(validator) == []


@pytest.mark.parametrize("role", Role)
def test_yes_makes_a_representative(manager, signed_in, role):
    asker = UserFactory(name="Ana")
    request = people.ask_to_join(manager.organisation, "", by=asker)

    signed_in(manager.person).post(
        f"/en/my/{manager.organisation_id}/team/requests/{request.pk}/", {"answer": role}
    )

    assert Representative.objects.get(person=asker).role == role
    assert waiting_for(manager.person) == []
    assert mails_to(asker) == ["You act for Blue Bay now"]
    assert history(manager.organisation).last().changes == {
        "representatives": ["", {"person": asker.pk, "role": role}]
    }


def test_no_is_mailed_and_one_may_ask_again(manager, signed_in):
    asker = UserFactory()
    request = people.ask_to_join(manager.organisation, "", by=asker)

    signed_in(manager.person).post(
        f"/en/my/{manager.organisation_id}/team/requests/{request.pk}/", {"answer": "refuse"}
    )

    assert mails_to(asker) == ["Your request to join Blue Bay"]
    assert people.ask_to_join(manager.organisation, "", by=asker).pk != request.pk


def test_second_answer_is_told(manager):
    request = people.ask_to_join(manager.organisation, "", by=UserFactory())
    people.refuse_join(request, by=manager.person)

    with pytest.raises(Refused) as refused:
        people.accept_join(request, Role.MANAGER, by=manager.person)

    assert refused.value.refusal.rule == "answered"
    assert Representative.objects.count() == 1


def test_answer_without_words_changes_nothing(manager, signed_in):
    request = people.ask_to_join(manager.organisation, "", by=UserFactory())

    signed_in(manager.person).post(
        f"/en/my/{manager.organisation_id}/team/requests/{request.pk}/", {"answer": "owner"}
    )

    request.refresh_from_db()
    assert request.status == Answer.ASKED


def test_only_managers_answer(manager, signed_in):
    request = people.ask_to_join(manager.organisation, "", by=UserFactory())
    colleague = RepresentativeFactory(organisation=manager.organisation, role=Role.COLLEAGUE).person
    stranger = RepresentativeFactory().person
    address = f"/en/my/{manager.organisation_id}/team/requests/{request.pk}/"

    statuses = [
        signed_in(one).post(address, {"answer": "manager"}).status_code
        for one in (colleague, stranger, request.person, ValidatorFactory())
    ]

    assert statuses == [403, 403, 403, 403]
    request.refresh_from_db()
    assert request.status == Answer.ASKED


def test_request_is_answered_only_under_its_own_organisation(manager, signed_in):
    other = RepresentativeFactory(person=manager.person)
    request = people.ask_to_join(manager.organisation, "", by=UserFactory())

    response = signed_in(manager.person).post(
        f"/en/my/{other.organisation_id}/team/requests/{request.pk}/", {"answer": "manager"}
    )

    assert response.status_code == 404


def test_representative_does_not_join_again(manager, signed_in):
    response = signed_in(manager.person).get(f"/en/profiles/{manager.organisation_id}/join/")

    assert response.status_code == 403
    assert "You act for this organisation already." in response.content.decode()


def test_joining_a_hidden_profile_tells_nothing(signed_in):
    assert signed_in(UserFactory()).get(f"/en/profiles/{OrganisationFactory().pk}/join/").status_code == 404


def test_joining_an_unclaimed_profile_leads_to_its_claim(signed_in):
    organisation = OrganisationFactory(listed=True)

    response = signed_in(UserFactory()).get(f"/en/profiles/{organisation.pk}/join/")

    assert response["Location"] == f"/en/profiles/{organisation.pk}/claim/"


def test_team_lists_people_by_name_not_by_address(manager, signed_in):
    RepresentativeFactory(
        organisation=manager.organisation,
        role=Role.COLLEAGUE,
        person__name="Tadhg",
        person__email="tadhg@example.eu",
    )

    content = signed_in(manager.person).get(f"/en/my/{manager.organisation_id}/team/").content.decode()

    assert "Tadhg" in content
    assert "tadhg@example.eu" not in content


def test_team_is_not_for_others(manager, signed_in):
    assert signed_in(UserFactory()).get(f"/en/my/{manager.organisation_id}/team/").status_code == 403


def test_team_of_a_merged_profile_is_that_of_the_one_that_stayed(manager, signed_in):
    gone = OrganisationFactory(visibility=Visibility.ARCHIVED, merged_into=manager.organisation)

    response = signed_in(manager.person).get(f"/en/my/{gone.pk}/team/")

    assert response.context["organisation"] == manager.organisation


@pytest.mark.parametrize("count", [1, 3])
def test_team_asks_the_same_however_many(manager, count, signed_in, django_assert_num_queries):
    for number in range(count):
        people.ask_to_join(manager.organisation, "", by=UserFactory())
        RepresentativeFactory(organisation=manager.organisation)
        inviting.invite(
            manager.organisation, f"a{number}@elsewhere.example", Role.COLLEAGUE, by=manager.person
        )
        people.accept_join(
            people.ask_to_join(manager.organisation, "", by=UserFactory()), Role.COLLEAGUE, by=manager.person
        )
    client = signed_in(manager.person)

    with django_assert_num_queries(21):
        response = client.get(f"/en/my/{manager.organisation_id}/team/")

    shown = response.context
    assert [len(shown["joins"]), len(shown["invitations"]), len(shown["page"])] == [
        count,
        count,
        1 + 2 * count,
    ]
