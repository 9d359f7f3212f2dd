"""Inviting by mail: who may, what the link shows to whom, limits, and how an invitation ends."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from eccp.core.clock import run_due
from eccp.core.log import history
from eccp.core.refusals import Refused
from eccp.notices.models import Notice, OutgoingMail
from eccp.organisations.models import Invitation, Representative, Role, Visibility
from eccp.organisations.services import inviting, leaving, merging, people, roles
from tests.factories import (
    InvitationFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db
S = Invitation.Status


@pytest.fixture
def manager():
    return RepresentativeFactory(organisation__name="Blue Bay", person__name="Nora Quill")


def rule_of(function, *args, **more):
    with pytest.raises(Refused) as refused:
        function(*args, **more)
    return refused.value.refusal.rule


def invite(row, address="ana@elsewhere.example", role=Role.COLLEAGUE, message=""):
    return inviting.invite(row.organisation, address, role, message, by=row.person)


def link_of(invitation):
    return f"/en/invitations/{inviting.token_of(invitation)}/"


def link_in_the_mail(address):
    text = OutgoingMail.objects.filter(address=address).first().text
    return re.search(r"(/en/invitations/\S+/)", text)[1]


def state(invitation):
    return Invitation.objects.get(pk=invitation.pk).status


def test_invited_person_gets_one_mail_with_the_link(manager, signed_in):
    given = {"address": " Ana@Elsewhere.example ", "role": "manager", "message": "Come & help <us>"}

    response = signed_in(manager.person).post(
        f"/en/my/{manager.organisation_id}/team/invite/", given, follow=True
    )

    [mail] = OutgoingMail.objects.all()
    assert (mail.address, mail.secret) == ("ana@elsewhere.example", True)
    assert mail.subject == "Nora Quill invites you to act for Blue Bay"
    assert "Come & help <us>" in mail.text
    assert "Come &amp; help &lt;us&gt;" in mail.html
    assert link_in_the_mail("ana@elsewhere.example") in mail.html
    assert "ana@elsewhere.example" in response.content.decode()
    assert [entry.verb for entry in history(manager.organisation)] == ["organisations.invited"]
    assert "elsewhere" not in str(history(manager.organisation).get().changes)


def test_answer_is_the_same_with_and_without_an_account(manager, signed_in):
    UserFactory(email="known@elsewhere.example")
    client, address = signed_in(manager.person), f"/en/my/{manager.organisation_id}/team/invite/"

    said = [
        client.post(address, {"address": f"{who}@elsewhere.example", "role": "colleague"}, follow=True)
        .content.decode()
        .replace(who, "WHO")
        for who in ("known", "stranger")
    ]
    said = [re.search(r"We sent an invitation to [^<]*", text)[0] for text in said]

    assert said[0] == said[1]
    assert OutgoingMail.objects.filter(address__endswith="@elsewhere.example").count() == 2


def test_somebody_with_an_account_finds_it_on_the_site(manager, signed_in):
    reader = UserFactory(email="known@elsewhere.example")
    invitation = invite(manager, "known@elsewhere.example")

    page = signed_in(reader).get("/en/my/").content.decode()

    assert page.count("Nora Quill invites you to act for Blue Bay") == 1
    assert [notice.text for notice in Notice.objects.filter(person=reader).waiting()] == [
        "Nora Quill invites you to act for Blue Bay"
    ]
    inviting.take_back(invitation, by=manager.person)
    assert not Notice.objects.waiting().exists()
    assert "invites you" not in signed_in(reader).get("/en/my/").content.decode()


def test_unproved_address_shows_no_invitation(manager, signed_in):
    invite(manager, "known@elsewhere.example")
    pretender = UserFactory(email="known@elsewhere.example", confirmed=False)

    assert "invites you" not in signed_in(pretender).get("/en/my/").content.decode()


def test_looking_changes_nothing_and_says_what_it_is(manager):
    invitation = invite(manager, role=Role.MANAGER, message="We know each other")

    page = Client().get(link_of(invitation)).content.decode()

    assert state(invitation) == S.WAITING
    for words in ("Nora Quill invites you to act for Blue Bay", "As a manager", "We know each other"):
        assert words in page
    signup = re.search(r'href="([^"]*signup[^"]*)"', page)[1].replace("&amp;", "&")
    assert "email=ana%40elsewhere.example" in signup
    assert 'value="ana@elsewhere.example"' in Client().get(signup).content.decode()


def test_who_acts_already_has_nothing_to_answer_in_the_invitation_of_somebody_else(manager, signed_in):
    colleague = RepresentativeFactory(organisation=manager.organisation, role=Role.COLLEAGUE).person
    as_colleague, as_manager = invite(manager), invite(manager, "ben@elsewhere.example", role=Role.MANAGER)

    def answers(person, invitation):
        return 'value="accept"' in signed_in(person).get(link_of(invitation)).content.decode()

    assert not answers(manager.person, as_colleague)
    assert not answers(manager.person, as_manager)
    assert not answers(colleague, as_colleague)
    assert answers(colleague, as_manager)


def test_every_question_about_the_team_can_be_cancelled(manager, signed_in):
    RepresentativeFactory(organisation=manager.organisation, role=Role.COLLEAGUE)
    client, team = signed_in(manager.person), f"/en/my/{manager.organisation_id}/team/"

    for page in ("invite/", "hand-over/", "leave/", f"people/{manager.pk}/"):
        answer = client.get(team + page, follow=True).content.decode()
        assert re.search(rf'href="{team}">\s*Cancel', answer), page


@pytest.mark.parametrize("role", Role)
def test_accepting_gives_the_role_and_tells_who_invited(manager, signed_in, role):
    ana = UserFactory(name="Ana", email="ana@elsewhere.example")
    invitation = invite(manager, role=role)
    client = signed_in(ana)

    response = client.post(link_of(invitation), {"answer": "accept"})
    again = client.post(link_of(invitation), {"answer": "accept"})

    assert {one["Location"] for one in (response, again)} == {
        f"/en/my/?organisation={manager.organisation_id}"
    }
    assert Representative.objects.get(person=ana).role == role
    assert [mail.subject for mail in OutgoingMail.objects.filter(to=manager.person)] == [
        "Ana is in your team of Blue Bay"
    ]
    assert "accepted as" not in OutgoingMail.objects.filter(to=manager.person).get().text
    entry = history(manager.organisation).last()
    assert entry.verb == "organisations.invitation_accepted"
    assert entry.changes == {"representatives": ["", {"person": ana.pk, "role": role}]}


def test_accepting_under_another_address_is_said_to_both(manager, signed_in):
    other = UserFactory(name="Ana", email="ana@private.example")
    invitation = invite(manager)
    client = signed_in(other)

    page = client.get(link_of(invitation)).content.decode()
    client.post(link_of(invitation), {"answer": "accept"})

    assert "You are signed in under another address" in page
    assert Representative.objects.filter(person=other).exists()
    assert "accepted as ana@private.example" in OutgoingMail.objects.get(to=manager.person).text


def test_second_proved_address_is_ones_own(manager, signed_in):
    ana = UserFactory(email="ana@private.example")
    ana.emailaddress_set.create(email="ana@elsewhere.example", verified=True)

    page = signed_in(ana).get(link_of(invite(manager))).content.decode()

    assert "another address" not in page


def test_nobody_accepts_without_signing_in(manager):
    invitation = invite(manager)

    response = Client().post(link_of(invitation), {"answer": "accept"})

    assert response.status_code == 200
    assert state(invitation) == S.WAITING


def test_declining_needs_no_account(manager):
    invitation = invite(manager)

    response = Client().post(link_of(invitation), {"answer": "decline"}, follow=True)

    assert "You said no" in response.content.decode()
    assert state(invitation) == S.DECLINED
    assert [mail.subject for mail in OutgoingMail.objects.filter(to=manager.person)] == [
        "Your invitation to act for Blue Bay was declined"
    ]


@pytest.mark.parametrize("link", ["nonsense", "MTI:1abc:def", "x" * 300])
def test_link_of_others_making_is_not_found(link):
    assert Client().get(f"/en/invitations/{link}/").status_code == 404


def test_link_ends_with_the_two_weeks(manager, signed_in):
    ana, sent_at = UserFactory(), timezone.now()
    with time_machine.travel(sent_at, tick=False):
        invitation = invite(manager)
    with time_machine.travel(sent_at + timedelta(days=14, seconds=-1), tick=False):
        assert Client().get(link_of(invitation)).status_code == 200
    with time_machine.travel(sent_at + timedelta(days=14), tick=False):
        assert signed_in(ana).post(link_of(invitation), {"answer": "accept"}).status_code == 410
        assert rule_of(inviting.accept, invitation, by=ana) == "invitation_over"
    assert not Representative.objects.filter(person=ana).exists()


def test_clock_ends_it_and_tells_who_invited(manager):
    late, early = invite(manager), invite(manager, "early@elsewhere.example")
    Invitation.objects.filter(pk=late.pk).update(expires_at=timezone.now())

    assert "organisations.expire_invitations" in run_due(timezone.now())
    assert inviting.expire() == 0

    assert (state(late), state(early)) == (S.EXPIRED, S.WAITING)
    assert [mail.subject for mail in OutgoingMail.objects.filter(to=manager.person)] == [
        "Nobody answered your invitation to act for Blue Bay"
    ]


def test_address_that_was_not_answered_is_invited_anew(manager):
    Invitation.objects.filter(pk=invite(manager).pk).update(expires_at=timezone.now())

    assert invite(manager).status == S.WAITING
    assert sorted(Invitation.objects.values_list("status", flat=True)) == ["expired", "waiting"]


def test_one_waiting_invitation_an_address(manager):
    invite(manager)

    assert rule_of(invite, manager, "ANA@elsewhere.example") == "invited_already"
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(organisation=manager.organisation, address="ana@elsewhere.example")


def test_person_of_the_team_is_not_invited(manager):
    ana = RepresentativeFactory(
        organisation=manager.organisation, person__email="ana@elsewhere.example"
    ).person
    ana.emailaddress_set.create(email="second@elsewhere.example", verified=True)

    assert {rule_of(invite, manager, f"{name}@elsewhere.example") for name in ("ana", "second")} == {
        "in_team"
    }


def test_twenty_wait_at_most(manager):
    InvitationFactory.create_batch(19, organisation=manager.organisation)
    invite(manager)

    assert rule_of(invite, manager, "one@more.example") == "invitations_full"


def test_thirty_mails_a_day(manager):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        for number in range(30):
            other = RepresentativeFactory(person=manager.person)
            invite(other, f"a{number}@elsewhere.example")
        assert rule_of(invite, manager) == "invitation_day"
    with time_machine.travel(now + timedelta(days=1, seconds=1), tick=False):
        assert invite(manager).status == S.WAITING


def test_sending_again_waits_an_hour_and_ends_at_four(manager):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        invitation = invite(manager)
    with time_machine.travel(now + timedelta(minutes=59), tick=False):
        assert rule_of(inviting.invite_again, invitation, by=manager.person) == "invitation_soon"
    for hour in (1, 2, 3):
        with time_machine.travel(now + timedelta(hours=hour), tick=False):
            inviting.invite_again(invitation, by=manager.person)
    with time_machine.travel(now + timedelta(hours=4), tick=False):
        assert rule_of(inviting.invite_again, invitation, by=manager.person) == "invitation_often"
        inviting.take_back(invitation, by=manager.person)
        assert rule_of(invite, manager) == "invitation_often"
    with time_machine.travel(now + timedelta(days=31), tick=False):
        assert invite(manager).status == S.WAITING

    assert Invitation.objects.get(pk=invitation.pk).expires_at == now + timedelta(days=14, hours=3)


def test_manager_sends_again_and_takes_back_on_the_page(manager, signed_in):
    client = signed_in(manager.person)
    with time_machine.travel(timezone.now() - timedelta(hours=2), tick=False):
        invitation = invite(manager)
    address = f"/en/my/{manager.organisation_id}/team/invitations/{invitation.pk}/"

    said = [
        client.post(address, {"do": verb}, follow=True).content.decode()
        for verb in ("again", "again", "nonsense", "take_back", "take_back")
    ]

    assert "once more." in said[0]
    assert "less than an hour ago" in said[1]
    assert "is taken back" in said[3]
    assert "was answered, taken back" in said[4]
    assert OutgoingMail.objects.filter(address=invitation.address).count() == 2
    assert Client().get(link_of(invitation)).status_code == 410


def test_only_managers_invite(manager, signed_in):
    colleague = RepresentativeFactory(organisation=manager.organisation, role=Role.COLLEAGUE).person
    address = f"/en/my/{manager.organisation_id}/team/invite/"
    given = {"address": "ana@elsewhere.example", "role": "colleague"}

    refused = signed_in(colleague).post(address, given)

    assert refused.status_code == 403
    assert f"/en/my/{manager.organisation_id}/team/become-manager/" in refused.content.decode()
    assert signed_in(UserFactory()).post(address, given).status_code == 404
    assert not Invitation.objects.exists()


def test_invitation_is_changed_only_under_its_own_organisation(manager, signed_in):
    foreign = InvitationFactory()

    response = signed_in(manager.person).post(
        f"/en/my/{manager.organisation_id}/team/invitations/{foreign.pk}/", {"do": "take_back"}
    )

    assert response.status_code == 404
    assert state(foreign) == S.WAITING


def test_wrong_address_keeps_what_was_typed(manager, signed_in):
    response = signed_in(manager.person).post(
        f"/en/my/{manager.organisation_id}/team/invite/",
        {"address": "ana@", "role": "manager", "message": "Dear Ana"},
    )

    assert response.status_code == 422
    assert "Dear Ana" in response.content.decode()


def test_inviter_who_left_changes_nothing_for_the_invited(manager):
    other = RepresentativeFactory(organisation=manager.organisation)
    invitation, ana = invite(manager), UserFactory(name="Ana")
    leaving.leave(manager.organisation, by=manager.person)

    inviting.accept(invitation, by=ana)

    assert Representative.objects.filter(person=ana).exists()
    newest = OutgoingMail.objects.filter(to=other.person).first()
    assert newest.subject == "Ana is in your team of Blue Bay"
    assert not OutgoingMail.objects.filter(to=manager.person).exists()


def test_invitations_of_somebody_removed_end(manager):
    other = RepresentativeFactory(organisation=manager.organisation)
    theirs, mine = invite(other), invite(manager, "mine@elsewhere.example")

    roles.remove(other, by=manager.person)

    assert (state(theirs), state(mine)) == (S.WITHDRAWN, S.WAITING)


def test_invitations_end_where_nobody_manages_any_more(manager):
    invitation = invite(manager)

    leaving.leave(manager.organisation, by=manager.person, alone=True)

    assert state(invitation) == S.WITHDRAWN
    assert rule_of(inviting.accept, invitation, by=UserFactory()) == "invitation_over"


def test_colleague_invited_as_manager_is_promoted_and_the_other_way_is_not(manager):
    colleague = RepresentativeFactory(organisation=manager.organisation, role=Role.COLLEAGUE)
    second = RepresentativeFactory(organisation=manager.organisation)

    inviting.accept(invite(manager, "up@elsewhere.example", Role.MANAGER), by=colleague.person)
    inviting.accept(invite(manager, "down@elsewhere.example"), by=second.person)

    assert set(Representative.objects.values_list("role", flat=True)) == {"manager"}


def test_accepting_answers_what_the_person_asked_for(manager):
    ana = UserFactory()
    request = people.ask_to_join(manager.organisation, "", by=ana)

    inviting.accept(invite(manager), by=ana)

    request.refresh_from_db()
    assert request.status == "accepted"
    assert not Notice.objects.filter(person=manager.person).waiting().exists()


def test_merging_leads_invitations_to_the_profile_that_stays(manager):
    kept = OrganisationFactory(name="Blue Bay Cluster", published=True)
    inside = RepresentativeFactory(organisation=kept, person__email="inside@elsewhere.example")
    moves, twice, in_already = (
        invite(manager, f"{name}@elsewhere.example") for name in ("moves", "twice", "inside")
    )
    inviting.invite(kept, "twice@elsewhere.example", Role.COLLEAGUE, by=inside.person)

    merging.merge(kept, manager.organisation, {}, by=ValidatorFactory())
    inviting.accept(moves, by=(ana := UserFactory()))

    assert Representative.objects.get(person=ana).organisation == kept
    assert (state(twice), state(in_already)) == (S.WITHDRAWN, S.WITHDRAWN)


def test_archived_profile_takes_nobody_in(manager):
    invitation = invite(manager)
    manager.organisation.visibility = Visibility.ARCHIVED
    manager.organisation.save()

    assert rule_of(inviting.accept, invitation, by=UserFactory()) == "archived"
    assert rule_of(invite, manager, "one@more.example") == "archived"
