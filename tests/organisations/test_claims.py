"""Claiming a listed profile: what proves it, who is refused, and what a link can and cannot do."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from eccp.core.refusals import Refused
from eccp.notices.models import OutgoingMail
from eccp.organisations.models import Claim, Organisation, Representative, Role, Visibility
from eccp.organisations.services import claims
from eccp.organisations.services.mail_domains import provable, proves
from tests.factories import OrganisationFactory, RepresentativeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed():
    return OrganisationFactory(listed=True, name="Blue Bay", website="https://www.bluebay.example/en/")


def link_in_the_mail():
    """The path of the link in the newest mail."""
    text = OutgoingMail.objects.first().text
    return re.search(r"(/en/claims/\S+/)", text)[1]


def rule_of(function, *args, **more):
    with pytest.raises(Refused) as refused:
        function(*args, **more)
    return refused.value.refusal.rule


@pytest.mark.parametrize(
    ("address", "website", "proven"),
    [
        ("ana@bluebay.example", "https://bluebay.example", True),
        ("ana@BlueBay.example", "http://www.bluebay.example/about", True),
        ("ana@students.uni.example", "https://uni.example", False),
        ("ana@uni.example", "https://cluster.uni.example", False),
        ("ana@otherbluebay.example", "https://bluebay.example", False),
        ("ana@bluebay.example.evil.example", "https://bluebay.example", False),
        ("ana@evil.example", "https://evil.example@bluebay.example", False),
        ("ana@gmail.com", "https://gmail.com", False),
        ("ana@orange.fr", "https://perso.orange.fr/cluster", False),
        ("ana@x.wordpress.com", "https://cluster.wordpress.com", False),
        ("ana@facebook.com", "https://www.facebook.com/cluster", False),
        ("ana@bluebay.example", "", False),
        ("@bluebay.example", "https://bluebay.example", False),
        ("bluebay.example", "https://bluebay.example", False),
        ("ana@example", "https://bluebay.example", False),
        ("ana@münchen.example", "https://xn--mnchen-3ya.example", True),
    ],
)
def test_address_proves(address, website, proven):
    assert proves(address, website) is proven


def test_only_websites_of_ones_own_are_provable():
    assert [provable(site) for site in ("https://bluebay.example", "https://facebook.com/blue", "")] == [
        True,
        False,
        False,
    ]


def test_mailed_link_makes_the_manager(listed, signed_in):
    person, other = UserFactory(name="Ana"), UserFactory()
    claims.mail_proof(listed, "info@bluebay.example", by=other)
    client = signed_in(person)

    client.post(f"/en/profiles/{listed.pk}/claim/", {"address": "ana@bluebay.example"})
    link = link_in_the_mail()
    asked = client.get(link)
    before = Representative.objects.count()
    response = client.post(link)

    assert "ana@bluebay.example" in asked.content.decode()
    assert before == 0
    assert response["Location"] == f"/en/my/?organisation={listed.pk}"
    assert Representative.objects.get().person == person
    assert Representative.objects.get().role == Role.MANAGER
    assert Organisation.objects.get(pk=listed.pk).visibility == Visibility.LISTED
    assert dict(Claim.objects.values_list("person", "status")) == {person.pk: "proved", other.pk: "lapsed"}


def test_claim_mail_is_secret_and_names_who_asks(listed):
    person = UserFactory(name="Ana", email="ana@elsewhere.example")
    owner = UserFactory(email="info@bluebay.example")

    claims.mail_proof(listed, "info@bluebay.example", by=person)

    mail = OutgoingMail.objects.get()
    assert (mail.address, mail.secret) == ("info@bluebay.example", True)
    assert list(OutgoingMail.objects.visible_to(owner)) == []
    assert "Ana (ana@elsewhere.example)" in mail.text
    assert "Ana (ana@elsewhere.example)" in mail.html


def test_link_works_for_its_person_only(listed, signed_in, client):
    claims.mail_proof(listed, "ana@bluebay.example", by=UserFactory())
    link = link_in_the_mail()

    answers = [signed_in(UserFactory()).post(link).status_code, client.post(link).status_code]

    assert answers == [403, 302]
    assert not Representative.objects.exists()


def test_link_works_once(listed, signed_in):
    person = UserFactory()
    claims.mail_proof(listed, "ana@bluebay.example", by=person)
    client, link = signed_in(person), link_in_the_mail()
    client.post(link)
    Representative.objects.all().delete()

    assert client.post(link).status_code == 403
    assert not Representative.objects.exists()


def test_link_ends_after_three_days(listed):
    person, asked_at = UserFactory(), datetime(2026, 3, 2, 9, tzinfo=UTC)
    with time_machine.travel(asked_at, tick=False):
        claims.mail_proof(listed, "ana@bluebay.example", by=person)
        token = link_in_the_mail().split("/")[-2]

    with time_machine.travel(asked_at + timedelta(days=3), tick=False):
        assert claims.read_claim(token, person).person == person
    with time_machine.travel(asked_at + timedelta(days=3, seconds=2), tick=False):
        assert rule_of(claims.read_claim, token, person) == "claim_over"


def test_forged_link_is_refused():
    assert rule_of(claims.read_claim, "1:abc:def", UserFactory()) == "claim_over"


def test_second_claimer_is_refused(listed):
    first, second = UserFactory(), UserFactory()
    early, late = (claims.mail_proof(listed, "ana@bluebay.example", by=one) for one in (first, second))
    judged = claims.let_judge(listed, "It is me", by=UserFactory())

    claims.prove(early, by=first)

    assert rule_of(claims.prove, late, by=second) == "claim_over"
    assert rule_of(claims.grant, judged, by=None) == "claimed"
    assert Representative.objects.get().person == first


@pytest.mark.parametrize(
    ("visibility", "rule"),
    [
        (Visibility.DRAFT, "not_claimable"),
        (Visibility.UNPUBLISHED, "not_claimable"),
        (Visibility.ARCHIVED, "archived"),
    ],
)
def test_only_public_profiles_are_claimed(visibility, rule):
    organisation = OrganisationFactory(visibility=visibility, website="https://bluebay.example")

    assert rule_of(claims.mail_proof, organisation, "ana@bluebay.example", by=UserFactory()) == rule


def test_published_profile_that_nobody_acts_for_is_claimed():
    organisation, person = (
        OrganisationFactory(published=True, website="https://bluebay.example"),
        UserFactory(),
    )
    RepresentativeFactory(organisation=organisation, person__is_active=False)

    claims.prove(claims.mail_proof(organisation, "ana@bluebay.example", by=person), by=person)

    assert Representative.objects.get(person=person).role == Role.MANAGER
    assert Organisation.objects.get().visibility == Visibility.PUBLISHED
    assert "Your edits are live at once" in OutgoingMail.objects.filter(to=person).first().text


def test_profile_with_people_is_not_claimed(listed, signed_in):
    RepresentativeFactory(organisation=listed)

    response = signed_in(UserFactory()).post(
        f"/en/profiles/{listed.pk}/claim/", {"address": "ana@bluebay.example"}
    )

    assert response.status_code == 403
    assert "Ask to join instead" in response.content.decode()


def test_three_mails_a_day_and_organisation(listed, signed_in):
    person, start = UserFactory(), datetime(2026, 3, 2, 9, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        for _mail in range(3):
            claims.mail_proof(listed, "ana@bluebay.example", by=person)
        response = signed_in(person).post(
            f"/en/profiles/{listed.pk}/claim/", {"address": "ana@bluebay.example"}
        )

        assert "You had several mails sent for claims today" in response.content.decode()
        assert rule_of(claims.mail_proof, listed, "ana@bluebay.example", by=person) == "claim_limit"
    with time_machine.travel(start + timedelta(days=1, seconds=1), tick=False):
        claims.mail_proof(listed, "ana@bluebay.example", by=person)

    assert OutgoingMail.objects.count() == 4


def test_ten_mails_a_day_in_all():
    person = UserFactory()
    for number in range(10):
        organisation = OrganisationFactory(listed=True, website=f"https://site{number}.example")
        claims.mail_proof(organisation, f"ana@site{number}.example", by=person)

    another = OrganisationFactory(listed=True, website="https://another.example")

    assert rule_of(claims.mail_proof, another, "ana@another.example", by=person) == "claim_limit"


def test_wrong_address_is_said_beside_the_field(listed, signed_in):
    response = signed_in(UserFactory()).post(f"/en/profiles/{listed.pk}/claim/", {"address": "ana@gmail.com"})

    assert "not at the domain of the website" in response.content.decode()
    assert not OutgoingMail.objects.exists()


def test_without_a_website_a_validator_decides(signed_in):
    organisation, person = OrganisationFactory(listed=True), UserFactory()
    client, address = signed_in(person), f"/en/profiles/{organisation.pk}/claim/"

    offered = client.get(address).content.decode()
    first, second = (client.post(address, {"text": "I am its director"}) for _press in range(2))

    assert "Send me the link" not in offered
    assert (first.status_code, second.status_code) == (302, 403)
    [claim] = Claim.objects.all()
    assert claim.status == Claim.Status.JUDGED
    assert [task.args_kwargs["args"][:2] for task in DBTaskResult.objects.all()] == [
        ["validation.open_claim", [claim.pk, "I am its director"]]
    ]


def test_granted_claim_is_told(listed):
    claim = claims.let_judge(listed, "It is me", by=UserFactory())

    claims.grant(claim, by=UserFactory())

    assert Representative.objects.get().person == claim.person
    assert [mail.subject for mail in OutgoingMail.objects.filter(to=claim.person)] == [
        "The profile of Blue Bay is yours"
    ]
