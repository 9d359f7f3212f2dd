"""Merging two profiles: what moves, what is chosen, what is logged, and who may not."""

import pytest
from django.test import Client
from django.utils import timezone

from eccp.core import slots
from eccp.core.log import history
from eccp.core.models import Change
from eccp.core.refusals import Refused
from eccp.notices.models import OutgoingMail
from eccp.organisations.models import (
    Claim,
    ClusterMembership,
    JoinRequest,
    Label,
    Organisation,
    ProfileText,
    Recognition,
    Representative,
    Role,
    Visibility,
)
from eccp.organisations.models.people import Answer
from eccp.organisations.services import merging
from tests.factories import (
    ApplicationFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    RepresentativeFactory,
    TermFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def validator():
    return ValidatorFactory(name="Vera")


@pytest.fixture
def pair():
    kept = OrganisationFactory(name="Blue Bay", published=True, city="Kiel", parts__members_sme=10)
    gone = OrganisationFactory(
        name="Blue Bay Cluster", listed=True, city="Bremen", founded=1999, parts__members_sme=12
    )
    return kept, gone


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_merge_archives_the_one_and_leads_to_the_other(pair, validator):
    kept, gone = pair

    merging.merge(kept, gone, {}, by=validator)

    assert (fresh(gone).visibility, fresh(gone).merged_into) == (Visibility.ARCHIVED, kept)
    assert Client().get(gone.get_absolute_url())["Location"] == kept.get_absolute_url()
    assert {change.object_id for change in Change.objects.all()} == {kept.pk, gone.pk}


def test_merge_takes_only_the_values_that_were_chosen(pair, validator):
    kept, gone = pair

    merging.merge(
        kept,
        gone,
        {"founded": "gone", "members_sme": "gone", "city": "kept", "made_up": "gone"},
        by=validator,
    )

    row = Organisation.objects.with_everything().get(pk=kept.pk)
    assert (row.name, row.city, row.founded, row.details.members_sme) == ("Blue Bay", "Kiel", 1999, 12)


def test_merge_takes_texts_terms_and_rows(pair, validator):
    kept, gone = pair
    gone.terms.add(TermFactory(scheme="ecosystem", code="blue"))
    silver = TermFactory(scheme="label", code="silver")
    Label.objects.create(organisation=gone, level=silver, issued_on="2025-01-01", expires_on="2027-01-01")
    Recognition.objects.create(
        organisation=gone, programme="State", level="national", letter="recognitions/a.pdf"
    )
    ProfileText.objects.filter(organisation=gone).update(summary="The better line.")

    names = merging.differing(kept, gone)
    merging.merge(kept, gone, dict.fromkeys(names, "gone"), by=validator)

    row = Organisation.objects.with_everything().get(pk=kept.pk)
    assert row.summary == "The better line."
    assert row.codes("ecosystem") == ["blue"]
    assert [str(label.level) for label in row.labels.all()] == [str(silver)]
    assert [one.letter.name for one in row.recognitions.all()] == ["recognitions/a.pdf"]


def test_differing_leaves_out_what_the_other_lacks(pair):
    kept, gone = pair
    Organisation.objects.filter(pk=kept.pk).update(short_name="BB")

    assert merging.differing(fresh(kept), fresh(gone)) == ["city", "name", "founded", "members_sme"]


def test_merge_moves_people_and_the_higher_role_wins(pair, validator):
    kept, gone = pair
    both = RepresentativeFactory(organisation=kept, role=Role.COLLEAGUE, person__name="Both").person
    RepresentativeFactory(organisation=gone, person=both, role=Role.MANAGER)
    RepresentativeFactory(organisation=gone, role=Role.COLLEAGUE, person__name="Only")

    merging.merge(kept, gone, {}, by=validator)

    rows = Representative.objects.order_by("person__name")
    assert [(row.person.name, row.organisation, row.role) for row in rows] == [
        ("Both", kept, "manager"),
        ("Only", kept, "colleague"),
    ]


def test_merge_keeps_a_manager_who_was_colleague_there(pair, validator):
    kept, gone = pair
    both = RepresentativeFactory(organisation=kept, role=Role.MANAGER).person
    RepresentativeFactory(organisation=gone, person=both, role=Role.COLLEAGUE)

    merging.merge(kept, gone, {}, by=validator)

    assert Representative.objects.get().role == Role.MANAGER


def test_merge_tells_the_people_of_the_one_that_went(pair, validator):
    kept, gone = pair
    person = RepresentativeFactory(organisation=gone).person

    merging.merge(kept, gone, {}, by=validator)

    assert [(mail.to, mail.subject) for mail in OutgoingMail.objects.all()] == [
        (person, "“Blue Bay Cluster” is part of “Blue Bay” now")
    ]


def test_merge_moves_memberships_with_the_better_answer(pair, validator):
    kept, gone = pair
    cluster, member = OrganisationFactory(published=True), OrganisationFactory(type="cluster_member")
    MembershipFactory(member=gone, cluster=cluster, status=Answer.ACCEPTED)
    MembershipFactory(member=kept, cluster=cluster)
    MembershipFactory(member=member, cluster=gone)
    MembershipFactory(member=kept, cluster=gone)

    merging.merge(kept, gone, {}, by=validator)

    ties = ClusterMembership.objects.values_list("member", "cluster", "status")
    assert set(ties) == {(kept.pk, cluster.pk, "accepted"), (member.pk, kept.pk, "asked")}


def test_merge_moves_requests_and_claims(pair, validator):
    kept, gone = pair
    insider = RepresentativeFactory(organisation=kept).person
    twice, once = UserFactory(), UserFactory()
    for person, organisation in ((insider, gone), (twice, kept), (twice, gone), (once, gone)):
        JoinRequest.objects.create(person=person, organisation=organisation)
    Claim.objects.create(person=once, organisation=gone)

    merging.merge(kept, gone, {}, by=validator)

    assert not JoinRequest.objects.exclude(organisation=kept).exists()
    waiting = JoinRequest.objects.filter(status=Answer.ASKED).values_list("person", flat=True)
    assert sorted(waiting) == [twice.pk, once.pk]
    assert Claim.objects.get().organisation == kept


def test_merge_makes_chains_short(pair, validator):
    kept, gone = pair
    older = OrganisationFactory(visibility=Visibility.ARCHIVED, merged_into=gone)

    merging.merge(kept, gone, {}, by=validator)

    assert fresh(older).merged_into == kept
    assert Client().get(older.get_absolute_url())["Location"] == kept.get_absolute_url()
    assert older.pk in {change.object_id for change in Change.objects.all()}


def test_merge_is_in_both_histories_with_old_values(pair, validator):
    kept, gone = pair
    ana = RepresentativeFactory(organisation=gone, person__name="Ana").person

    merging.merge(kept, gone, {"city": "gone"}, by=validator)

    changed, merged = history(kept)
    went = history(gone).get()
    assert changed.changes == {"city": ["Kiel", "Bremen"]}
    assert (merged.verb, merged.by) == ("organisations.merge", validator)
    assert merged.changes["merged_from"] == ["", f"Blue Bay Cluster ({gone.pk})"]
    assert went.changes["visibility"] == ["listed", "archived"]
    assert went.changes["representatives"] == [[{"person": ana.pk, "role": "manager"}], []]


def test_merge_is_refused_while_a_room_above_is_at_work(pair, validator, monkeypatch):
    kept, gone = pair
    busy = slots.Entry(50, "", lambda organisation: {} if organisation.pk == gone.pk else None)
    monkeypatch.setattr(slots, "_slots", {**slots._slots, "organisation.is_busy": [busy]})

    with pytest.raises(Refused) as refused:
        merging.merge(kept, gone, {}, by=validator)

    assert refused.value.refusal.rule == "busy"
    assert fresh(gone).visibility == Visibility.LISTED
    merging.merge(gone, kept, {}, by=validator)


def test_merge_goes_on_when_nobody_speaks(pair, validator, monkeypatch):
    monkeypatch.setattr(slots, "_slots", {**slots._slots, "organisation.is_busy": []})

    assert merging.is_busy(pair[1]) is False


def test_open_application_of_the_one_that_goes_refuses(pair, validator, signed_in):
    kept, gone = pair
    ApplicationFactory(organisation=gone)

    response = signed_in(validator).get(f"/en/profiles/{kept.pk}/merge/?with={gone.pk}")

    assert response.status_code == 403
    assert "Decide it first, then merge" in response.content.decode()


def test_only_validators_merge(pair, signed_in):
    kept, gone = pair
    manager = RepresentativeFactory(organisation=kept)

    assert signed_in(manager.person).get(f"/en/profiles/{kept.pk}/merge/?with={gone.pk}").status_code == 403
    with pytest.raises(Refused):
        merging.merge(kept, gone, {}, by=manager.person)


@pytest.mark.parametrize("archived", [0, 1])
def test_archived_profiles_are_not_merged(pair, validator, archived):
    Organisation.objects.filter(pk=pair[archived].pk).update(visibility=Visibility.ARCHIVED)

    with pytest.raises(Refused) as refused:
        merging.merge(*pair, {}, by=validator)

    assert refused.value.refusal.rule == "archived"


def test_profile_is_not_merged_with_itself(pair, validator):
    with pytest.raises(Refused) as refused:
        merging.merge(pair[0], pair[0], {}, by=validator)

    assert refused.value.refusal.rule == "one_profile_twice"


def test_merge_across_types_takes_what_both_have(validator):
    kept = OrganisationFactory(type="training_provider", published=True)
    gone = OrganisationFactory(type="eu_partnership", city="Kiel", parts__call="C-1")

    merging.merge(kept, gone, {"city": "gone", "call": "gone"}, by=validator)

    assert (fresh(kept).city, fresh(kept).type) == ("Kiel", "training_provider")


def test_pages_lead_from_likeness_to_the_merged_profile(pair, validator, signed_in):
    kept, gone = pair
    client, address = signed_in(validator), f"/en/profiles/{kept.pk}/merge/"

    offered = client.get(address).content.decode()
    compared = client.get(f"{address}?with={gone.pk}")
    answers = {name: "gone" if name == "founded" else "kept" for name in compared.context["form"].fields}
    response = client.post(f"{address}?with={gone.pk}", answers)

    assert f"?with={gone.pk}" in offered
    assert compared.context["form"].fields["founded"].initial == "gone"
    assert compared.context["form"].fields["city"].initial == "kept"
    assert response["Location"] == kept.get_absolute_url()
    assert fresh(kept).founded == 1999


def test_page_warns_before_a_published_profile_goes(pair, validator, signed_in):
    kept, gone = pair
    client = signed_in(validator)

    wrong = client.get(f"/en/profiles/{gone.pk}/merge/?with={kept.pk}").content.decode()
    right = client.get(f"/en/profiles/{kept.pk}/merge/?with={gone.pk}").content.decode()

    assert ["would leave the directory" in page for page in (wrong, right)] == [True, False]


@pytest.mark.parametrize("number", ["999999", "abc", ""])
def test_unknown_number_is_told(pair, validator, signed_in, number):
    response = signed_in(validator).get(f"/en/profiles/{pair[0].pk}/merge/?with={number}")

    assert response.status_code == 200
    assert response.context["form"].errors


def test_an_invitation_that_is_over_by_the_clock_stands_in_no_ones_way(validator):
    kept, gone = OrganisationFactory(), OrganisationFactory()
    over = InvitationFactory(organisation=kept, address="a@guest.example", expires_at=timezone.now())
    waits = InvitationFactory(organisation=gone, address="a@guest.example")

    merging.merge(kept, gone, {}, by=validator)

    over.refresh_from_db()
    waits.refresh_from_db()
    assert (over.status, over.answered_at is None) == ("expired", False)
    assert (waits.status, waits.organisation) == ("waiting", kept)
