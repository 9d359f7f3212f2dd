"""Disputed claims as the room sees them: who disputes, who is told, who answers."""

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from eccp.core.refusals import Refused
from eccp.notices.models import Notice, OutgoingMail
from eccp.organisations.models import Claim, ClaimAnswer, Representative, Role, Visibility
from eccp.organisations.services import claims, disputes
from tests.factories import OrganisationFactory, RepresentativeFactory, UserFactory, ValidatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return RepresentativeFactory(organisation__published=True, organisation__name="Blue Bay")


@pytest.fixture
def claimant():
    return UserFactory(name="Ana", email="ana@secret.example", organisation_in_words="Blue Bay office")


def rule_of(function, *args, **more):
    with pytest.raises(Refused) as refused:
        function(*args, **more)
    return refused.value.refusal.rule


def dispute(row, by):
    return disputes.dispute(row.organisation, "She left in March.", "https://bluebay.example/team", by=by)


def mails_to(person):
    return list(OutgoingMail.objects.filter(to=person).order_by("pk"))


def test_dispute_waits_and_tells_the_team(manager, claimant, signed_in):
    colleague = RepresentativeFactory(organisation=manager.organisation, role=Role.COLLEAGUE)
    client, address = signed_in(claimant), f"/en/profiles/{manager.organisation_id}/dispute/"
    given = {"text": "She left in March.", "evidence": "https://bluebay.example/team"}

    response = client.post(address, given, follow=True)

    assert "A validator looks at it" in response.content.decode()
    claim = Claim.objects.get()
    assert (claim.status, claim.disputes) == ("judged", True)
    words = "She left in March.\n\nhttps://bluebay.example/team"
    asked = [task.args_kwargs["args"][:2] for task in DBTaskResult.objects.all()]
    assert [args for name, args in asked if name == "validation.open_claim"] == [[claim.pk, words]]
    [to_manager], [to_colleague] = mails_to(manager.person), mails_to(colleague.person)
    assert "Ana, Blue Bay office" in to_manager.text
    assert "Ana" not in to_colleague.text
    for mail in (to_manager, to_colleague):
        assert "secret.example" not in mail.text + mail.html
        assert "She left" not in mail.text
    assert [notice.person for notice in Notice.objects.waiting()] == [manager.person]


def test_profile_without_a_word_stays_as_it_is(manager, claimant, signed_in):
    response = signed_in(claimant).post(f"/en/profiles/{manager.organisation_id}/dispute/", {"text": "Wrong"})

    assert response.status_code == 422
    assert "Wrong" in response.content.decode()
    assert not Claim.objects.exists()


def test_manager_answers_and_only_validators_read_it(manager, claimant, signed_in):
    claim = dispute(manager, claimant)
    client = signed_in(manager.person)
    address = f"/en/my/{manager.organisation_id}/team/claims/{claim.pk}/"

    shown = client.get(address).content.decode()
    client.post(address, {"text": "I am still there."})

    assert "Ana, Blue Bay office told the validators" in shown
    assert "She left" not in shown
    assert "secret.example" not in shown
    assert ClaimAnswer.objects.get().text == "I am still there."
    assert not Notice.objects.filter(person=manager.person).waiting().exists()
    assert "I am still there." in client.get(address).content.decode()


def test_who_answers_a_claim(manager, claimant, signed_in):
    colleague = RepresentativeFactory(organisation=manager.organisation, role=Role.COLLEAGUE).person
    claim = dispute(manager, claimant)
    address = f"/en/my/{manager.organisation_id}/team/claims/{claim.pk}/"

    statuses = [
        signed_in(one).get(address).status_code
        for one in (colleague, claimant, UserFactory(), ValidatorFactory())
    ]
    Representative.objects.filter(pk=manager.pk).delete()

    assert statuses == [403, 403, 403, 403]
    assert signed_in(colleague).get(address).status_code == 200


def test_decided_claim_takes_no_answer(manager, claimant):
    claim = dispute(manager, claimant)
    claims.lapse(claim, by=ValidatorFactory())

    assert rule_of(disputes.answer, claim, "Late", by=manager.person) == "answered"
    assert mails_to(manager.person)[-1].subject == "Nothing changes for Blue Bay"


@pytest.mark.parametrize(
    ("visibility", "people", "rule"),
    [
        (Visibility.PUBLISHED, 0, "nobody_to_dispute"),
        (Visibility.ARCHIVED, 1, "archived"),
    ],
)
def test_what_is_not_disputed(visibility, people, rule, claimant):
    row = RepresentativeFactory(organisation__published=True, organisation__visibility=visibility)
    if not people:
        Representative.objects.all().delete()

    assert rule_of(dispute, row, claimant) == rule


def test_managers_do_not_dispute_themselves_but_colleagues_may(manager):
    colleague = RepresentativeFactory(organisation=manager.organisation, role=Role.COLLEAGUE).person

    assert rule_of(dispute, manager, manager.person) == "manages_already"
    assert dispute(manager, colleague).disputes


def test_one_dispute_at_a_time(manager, claimant):
    claim = dispute(manager, claimant)

    assert rule_of(dispute, manager, claimant) == "claim_waits"
    assert rule_of(dispute, manager, UserFactory()) == "claim_under_way"
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(
            person=UserFactory(), organisation=manager.organisation, status="judged", disputes=True
        )
    claims.lapse(claim, by=None)
    assert dispute(manager, UserFactory()).status == "judged"


def test_three_disputes_a_month(claimant):
    for _number in range(3):
        dispute(RepresentativeFactory(organisation__published=True), claimant)

    another = RepresentativeFactory(organisation__published=True)
    assert rule_of(dispute, another, claimant) == "dispute_limit"


def test_granted_beside_adds_a_manager(manager, claimant):
    claim = dispute(manager, claimant)

    claims.grant(claim, by=ValidatorFactory())

    assert set(Representative.objects.values_list("person", "role")) == {
        (manager.person_id, "manager"),
        (claimant.pk, "manager"),
    }
    assert mails_to(manager.person)[-1].subject == "Ana manages Blue Bay too now"
    assert mails_to(claimant)[-1].subject == "The profile of Blue Bay is yours"


def test_granted_instead_ends_all_other_roles(manager, claimant):
    colleague = RepresentativeFactory(organisation=manager.organisation, role=Role.COLLEAGUE).person
    closed = RepresentativeFactory(organisation=manager.organisation, person__is_active=False).person
    claim = dispute(manager, claimant)

    claims.grant(claim, by=ValidatorFactory(), instead=True)

    assert list(Representative.objects.values_list("person", "role")) == [(claimant.pk, "manager")]
    for gone in (manager.person, colleague):
        assert mails_to(gone)[-1].subject == "You no longer act for Blue Bay"
    assert mails_to(closed) == []
    assert not Notice.objects.waiting().exists()


def test_colleague_who_disputes_is_promoted(manager):
    row = RepresentativeFactory(organisation=manager.organisation, role=Role.COLLEAGUE)
    claim = dispute(manager, row.person)

    claims.grant(claim, by=ValidatorFactory(), instead=True)

    assert list(Representative.objects.values_list("person", "role")) == [(row.person_id, "manager")]


def test_team_page_says_that_there_is_a_claim(manager, claimant, signed_in):
    colleague = RepresentativeFactory(organisation=manager.organisation, role=Role.COLLEAGUE).person
    dispute(manager, claimant)
    address = f"/en/my/{manager.organisation_id}/team/"

    pages = [signed_in(one).get(address).content.decode() for one in (manager.person, colleague)]

    assert ["Somebody disputes who acts for it" in page for page in pages] == [True, False]
    assert ["Ana says" in page for page in pages] == [True, False]
    assert "Your managers were asked" in pages[1]


def test_claimed_names_both_ways(manager, claimant, signed_in):
    response = signed_in(claimant).get(f"/en/profiles/{manager.organisation_id}/claim/")

    assert response.status_code == 403
    for way in ("join", "dispute"):
        assert f"/en/profiles/{manager.organisation_id}/{way}/" in response.content.decode()


def test_hidden_profiles_are_not_disputed_by_strangers(claimant, signed_in):
    hidden = RepresentativeFactory(organisation=OrganisationFactory())

    assert signed_in(claimant).get(f"/en/profiles/{hidden.organisation_id}/dispute/").status_code == 404
