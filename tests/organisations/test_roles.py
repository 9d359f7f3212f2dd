"""Roles in a team: changing, removing, handing over, leaving, and the last manager."""

import pytest

from eccp.core.log import history
from eccp.core.refusals import Refused
from eccp.notices.models import Notice, OutgoingMail
from eccp.organisations.models import JoinRequest, Organisation, Representative, Role
from eccp.organisations.policies import last_manager_of
from eccp.organisations.services import inviting, leaving, people, roles
from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return RepresentativeFactory(
        organisation__published=True, organisation__name="Blue Bay", person__name="Nora Quill"
    )


@pytest.fixture
def colleague(manager):
    return RepresentativeFactory(
        organisation=manager.organisation, role=Role.COLLEAGUE, person__name="Omar Reed"
    )


def rule_of(function, *args, **more):
    with pytest.raises(Refused) as refused:
        function(*args, **more)
    return refused.value.refusal.rule


def team(organisation):
    rows = Representative.objects.filter(organisation=organisation).order_by("person__name")
    return [(row.person.name, row.role) for row in rows]


def subjects(person):
    return [mail.subject for mail in OutgoingMail.objects.filter(to=person).order_by("pk")]


def waiting_for(person):
    return [notice.text for notice in Notice.objects.filter(person=person).waiting()]


def page(row, what=""):
    return f"/en/my/{row.organisation_id}/team/{what}"


def test_manager_changes_a_role_and_the_person_is_told(manager, colleague, signed_in):
    client, address = signed_in(manager.person), page(manager, f"people/{colleague.pk}/")

    for role in ("manager", "manager", "colleague"):
        client.post(address, {"role": role})

    assert team(manager.organisation) == [("Nora Quill", "manager"), ("Omar Reed", "colleague")]
    assert subjects(colleague.person) == [
        "You are a manager of Blue Bay now",
        "You are a colleague of Blue Bay now",
    ]
    first = history(manager.organisation).first()
    number = colleague.person_id
    assert first.changes == {
        "representatives": [{"person": number, "role": "colleague"}, {"person": number, "role": "manager"}]
    }


def test_last_manager_stays_one(manager, colleague, signed_in):
    response = signed_in(manager.person).post(page(manager, f"people/{manager.pk}/"), {"role": "colleague"})

    assert response.status_code == 422
    assert "The team needs a manager" in response.content.decode()
    assert team(manager.organisation)[0] == ("Nora Quill", "manager")


def test_closed_account_is_no_second_manager(manager):
    RepresentativeFactory(organisation=manager.organisation, person__is_active=False)

    assert rule_of(roles.change_role, manager, Role.COLLEAGUE, by=manager.person) == "last_manager"


def test_new_manager_finds_what_waits_and_an_old_one_does_not(manager, colleague):
    people.ask_to_join(manager.organisation, "", by=UserFactory(name="Ana"))
    MembershipFactory(cluster=manager.organisation, member__name="Small Ltd")

    roles.change_role(colleague, Role.MANAGER, by=manager.person)
    assert sorted(waiting_for(colleague.person)) == [
        "Ana asks to join Blue Bay",
        "Small Ltd says that it is a member of Blue Bay",
    ]
    roles.change_role(colleague, Role.COLLEAGUE, by=manager.person)

    assert waiting_for(colleague.person) == []
    assert waiting_for(manager.person) == ["Ana asks to join Blue Bay"]


def test_removing_is_asked_once_more_and_told(manager, colleague, signed_in):
    client, address = signed_in(manager.person), page(manager, f"people/{colleague.pk}/remove/")

    asked = client.get(address)
    assert "Remove Omar Reed from the team?" in asked.content.decode()
    assert len(team(manager.organisation)) == 2
    client.post(address)

    assert team(manager.organisation) == [("Nora Quill", "manager")]
    assert subjects(colleague.person) == ["You no longer act for Blue Bay"]
    assert signed_in(colleague.person).get(page(manager)).status_code == 403
    assert client.post(address).status_code == 404


def test_nobody_removes_themselves_or_people_elsewhere(manager, signed_in):
    client = signed_in(manager.person)

    assert rule_of(roles.remove, manager, by=manager.person) == "not_by_yourself"
    assert client.get(page(manager, f"people/{manager.pk}/remove/"))["Location"] == page(manager, "leave/")
    assert client.post(page(manager, f"people/{RepresentativeFactory().pk}/remove/")).status_code == 404


def test_colleagues_change_nobody(manager, colleague):
    for verb in (roles.remove, lambda row, by: roles.change_role(row, Role.COLLEAGUE, by=by)):
        assert rule_of(verb, manager, by=colleague.person) == "managers_only"


@pytest.mark.parametrize(
    ("then", "left"),
    [
        ("stay", [("Nora Quill", "colleague"), ("Omar Reed", "manager")]),
        ("leave", [("Omar Reed", "manager")]),
    ],
)
def test_handing_over_is_one_step(manager, colleague, signed_in, then, left):
    given = {"to": colleague.pk, "then": then}

    response = signed_in(manager.person).post(page(manager, "hand-over/"), given)

    assert response.status_code == 302
    assert team(manager.organisation) == left
    assert subjects(colleague.person) == ["Nora Quill handed Blue Bay over to you"]


def test_handing_over_to_somebody_elsewhere_changes_nothing(manager, colleague, signed_in):
    foreign = RepresentativeFactory()

    response = signed_in(manager.person).post(
        page(manager, "hand-over/"), {"to": foreign.pk, "then": "leave"}
    )

    assert response.status_code == 422
    assert rule_of(roles.hand_over, manager.organisation, foreign, by=manager.person) == "not_in_team"
    assert len(team(manager.organisation)) == 2


def test_colleague_just_leaves(manager, colleague, signed_in):
    response = signed_in(colleague.person).post(page(manager, "leave/"), follow=True)

    assert "You no longer act for Blue Bay." in response.content.decode()
    assert team(manager.organisation) == [("Nora Quill", "manager")]
    assert subjects(manager.person) == ["Omar Reed left the team of Blue Bay"]
    assert history(manager.organisation).last().role == "colleague"


def test_one_of_two_managers_just_leaves(manager):
    RepresentativeFactory(organisation=manager.organisation)

    leaving.leave(manager.organisation, by=manager.person)

    assert not Representative.objects.filter(person=manager.person).exists()


def test_last_manager_of_several_names_a_successor(manager, colleague, signed_in):
    response = signed_in(manager.person).post(page(manager, "leave/"))

    assert response["Location"] == page(manager, "hand-over/")
    assert rule_of(leaving.leave, manager.organisation, by=manager.person, alone=True) == "successor_needed"
    assert len(team(manager.organisation)) == 2


def test_last_person_says_that_the_validators_are_told(manager, signed_in):
    validator, client = ValidatorFactory(), signed_in(manager.person)

    asked = client.get(page(manager, "leave/")).content.decode()
    refused = client.post(page(manager, "leave/"))
    assert rule_of(leaving.leave, manager.organisation, by=manager.person) == "last_person"
    done = client.post(page(manager, "leave/"), {"alone": "on"})

    assert "You are the last one" in asked
    assert (refused.status_code, done.status_code) == (422, 302)
    assert team(manager.organisation) == []
    assert subjects(validator) == ["Nobody acts for Blue Bay any more"]
    assert waiting_for(validator) == ["Nobody acts for Blue Bay any more"]
    assert Organisation.objects.get().is_published


def test_profile_without_people_finds_a_manager_again(manager, signed_in):
    validator, ana = ValidatorFactory(), UserFactory()
    leaving.leave(manager.organisation, by=manager.person, alone=True)

    offered = signed_in(ana).get(manager.organisation.get_absolute_url()).content.decode()
    request = people.ask_to_join(manager.organisation, "", by=ana)
    people.accept_join(request, Role.MANAGER, by=validator)

    assert f"/en/profiles/{manager.organisation_id}/claim/" in offered
    assert team(manager.organisation) == [(ana.name, "manager")]
    assert waiting_for(validator) == []


def test_colleague_asks_to_become_manager(manager, colleague, signed_in):
    client = signed_in(colleague.person)
    for _press in range(2):
        client.post(page(manager, "become-manager/"), {"message": "I know the work"})
    request = JoinRequest.objects.get()

    shown = signed_in(manager.person).get(page(manager)).content.decode()
    signed_in(manager.person).post(page(manager, f"requests/{request.pk}/"), {"answer": "manager"})

    assert "Omar Reed, a colleague, asks to become a manager" in shown
    assert "I know the work" in shown
    assert subjects(manager.person) == ["Omar Reed asks to become a manager of Blue Bay"]
    assert subjects(colleague.person) == ["You are a manager of Blue Bay now"]
    assert team(manager.organisation)[1] == ("Omar Reed", "manager")


def test_no_to_a_colleague_leaves_the_role(manager, colleague):
    request = roles.ask_to_manage(manager.organisation, "", by=colleague.person)

    people.refuse_join(request, by=manager.person)

    assert subjects(colleague.person) == ["Your request to become a manager of Blue Bay"]
    assert team(manager.organisation)[1] == ("Omar Reed", "colleague")


def test_validators_answer_a_colleague_where_nobody_manages(manager, colleague):
    validator = ValidatorFactory()
    Representative.objects.filter(pk=manager.pk).delete()

    request = roles.ask_to_manage(manager.organisation, "", by=colleague.person)
    people.accept_join(request, Role.COLLEAGUE, by=validator)

    assert team(manager.organisation) == [("Omar Reed", "manager")]


def test_nobody_answers_their_own_request():
    validator = ValidatorFactory()
    row = RepresentativeFactory(person=validator, role=Role.COLLEAGUE, organisation=OrganisationFactory())
    request = roles.ask_to_manage(row.organisation, "", by=validator)

    assert rule_of(people.accept_join, request, Role.MANAGER, by=validator) == "managers_only"


def test_managers_and_strangers_do_not_ask_to_manage(manager):
    assert rule_of(roles.ask_to_manage, manager.organisation, "", by=manager.person) == "manages_already"
    assert rule_of(roles.ask_to_manage, manager.organisation, "", by=UserFactory()) == "representatives_only"


def test_who_leaves_asks_no_more(manager, colleague):
    request = roles.ask_to_manage(manager.organisation, "", by=colleague.person)

    leaving.leave(manager.organisation, by=colleague.person)

    request.refresh_from_db()
    assert request.status == "withdrawn"
    assert waiting_for(manager.person) == []


def test_own_request_is_taken_back_and_no_other(manager, signed_in):
    ana = UserFactory()
    request = people.ask_to_join(manager.organisation, "", by=ana)
    address = f"/en/my/requests/{request.pk}/withdraw/"

    statuses = [signed_in(one).post(address).status_code for one in (UserFactory(), ana, ana)]

    assert statuses == [404, 302, 403]
    request.refresh_from_db()
    assert request.status == "withdrawn"
    assert waiting_for(manager.person) == []


def test_last_manager_of_names_where_one_is_alone(manager, colleague):
    shared = RepresentativeFactory(person=manager.person)
    RepresentativeFactory(organisation=shared.organisation)
    only = RepresentativeFactory(person=manager.person, organisation__name="Alpha")

    assert list(last_manager_of(manager.person)) == [only.organisation, manager.organisation]
    assert list(last_manager_of(colleague.person)) == []


def test_leaving_everything_promotes_nobody_by_itself(manager, colleague):
    validator = ValidatorFactory()
    alone = RepresentativeFactory(person=manager.person, organisation__name="Alpha")

    assert leaving.leave_everything(manager.person, by=manager.person) == 2

    assert team(manager.organisation) == [("Omar Reed", "colleague")]
    assert team(alone.organisation) == []
    assert sorted(waiting_for(validator)) == [
        "Blue Bay has no manager any more",
        "Nobody acts for Alpha any more",
    ]
    assert subjects(colleague.person) == ["Blue Bay has no manager any more"]


def test_leaving_everything_with_a_successor(manager, colleague):
    validator, foreign = ValidatorFactory(), RepresentativeFactory()

    wanted = {manager.organisation_id: colleague.person_id, foreign.organisation_id: manager.person_id}
    leaving.leave_everything(manager.person, by=None, successors=wanted)

    assert team(manager.organisation) == [("Omar Reed", "manager")]
    assert waiting_for(validator) == []
    assert foreign.organisation.representatives.get().person == foreign.person


@pytest.mark.parametrize("count", [1, 3])
def test_person_page_asks_the_same_however_large_the_team(
    manager, count, signed_in, django_assert_num_queries
):
    RepresentativeFactory.create_batch(count, organisation=manager.organisation)
    client = signed_in(manager.person)

    with django_assert_num_queries(12):
        response = client.get(page(manager, "hand-over/"))

    assert len(response.context["form"].fields["to"].choices) == count + 1


def test_large_team_is_paged(manager, signed_in):
    RepresentativeFactory.create_batch(22, organisation=manager.organisation)
    client = signed_in(manager.person)

    sizes = [len(client.get(page(manager), {"page": number}).context["page"]) for number in (1, 2)]

    assert sizes == [20, 3]


def test_what_happened_is_told_by_name(manager, colleague, signed_in):
    roles.change_role(colleague, Role.MANAGER, by=manager.person)

    shown = signed_in(manager.person).get(page(manager)).content.decode()

    assert "Role changed" in shown
    assert "Omar Reed (colleague) → Omar Reed (manager)" in shown


def test_who_is_made_a_colleague_leaves_no_invitation_behind():
    row = RepresentativeFactory(role=Role.MANAGER)
    other = RepresentativeFactory(organisation=row.organisation, role=Role.MANAGER)
    theirs = InvitationFactory(organisation=row.organisation, invited_by=other.person, role=Role.MANAGER)
    mine = InvitationFactory(organisation=row.organisation, invited_by=row.person)

    roles.change_role(other, Role.COLLEAGUE, by=row.person)

    theirs.refresh_from_db()
    mine.refresh_from_db()
    assert (theirs.status, mine.status) == ("withdrawn", "waiting")
    with pytest.raises(Refused):
        inviting.accept(theirs, by=UserFactory())
