"""The public page: who sees it, at which address, and what stands on it and what never does."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from eccp.core import slots
from eccp.organisations.criteria.base import Facts
from eccp.organisations.criteria.cluster import team
from eccp.organisations.models import (
    ContactPerson,
    CountryLink,
    EuProject,
    Label,
    Organisation,
    ProfileText,
    Recognition,
    SocialLink,
    Visibility,
)
from eccp.organisations.models.people import Answer
from eccp.organisations.page import Page
from eccp.organisations.types import all_types
from eccp.reference.models import CountryLabel
from tests.factories import (
    CountryFactory,
    MembershipFactory,
    OrganisationFactory,
    RegionFactory,
    RepresentativeFactory,
    TermFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db


def page_of(organisation, client=None):
    return (client or Client()).get(organisation.get_absolute_url())


def text_of(organisation, client=None):
    return page_of(organisation, client).content.decode()


def whole(organisation):
    return Organisation.objects.with_everything().get(pk=organisation.pk)


def test_page_leads_wrong_words_to_the_right_address():
    organisation = OrganisationFactory(name="Blue Bay", published=True)

    response = Client().get(f"/en/profiles/{organisation.pk}-old-name/")

    assert (response.status_code, response["Location"]) == (301, f"/en/profiles/{organisation.pk}-blue-bay/")


def test_page_of_a_merged_profile_leads_to_the_one_that_stayed():
    kept = OrganisationFactory(name="Blue Bay", published=True)
    gone = OrganisationFactory(visibility=Visibility.ARCHIVED, merged_into=kept)

    for client in (Client(), client_of(ValidatorFactory())):
        response = page_of(gone, client)

        assert (response.status_code, response["Location"]) == (301, kept.get_absolute_url())


def test_page_of_a_profile_merged_into_a_hidden_one_tells_nothing():
    kept = OrganisationFactory(name="Secret Name")
    gone = OrganisationFactory(visibility=Visibility.ARCHIVED, merged_into=kept)

    assert page_of(gone).status_code == 404


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("visibility", Visibility)
def test_page_is_seen_by(visibility):
    published_at = timezone.now() if visibility == Visibility.PUBLISHED else None
    organisation = OrganisationFactory(visibility=visibility, published_at=published_at)
    public = visibility in {Visibility.PUBLISHED, Visibility.LISTED}
    people = {
        "anybody": Client(),
        "somebody": client_of(UserFactory()),
        "its own": client_of(RepresentativeFactory(organisation=organisation).person),
        "a validator": client_of(ValidatorFactory()),
    }

    seen = {who: page_of(organisation, client).status_code for who, client in people.items()}

    others = 200 if public else 404
    assert seen == {"anybody": others, "somebody": others, "its own": 200, "a validator": 200}


def test_draft_says_who_sees_it():
    row = RepresentativeFactory()

    content = text_of(row.organisation, client_of(row.person))

    assert "Only you, your colleagues and the validators see this page" in content
    assert '<meta name="robots" content="noindex">' in content


def test_listed_profile_says_so_and_offers_the_claim():
    organisation = OrganisationFactory(listed=True, source="Register of Clusters")

    content = text_of(organisation)

    assert "Listed, not validated" in content
    assert "Taken from Register of Clusters" in content
    assert f"/en/profiles/{organisation.pk}/claim/" in content
    assert '<meta name="robots" content="noindex">' in content
    assert "application/ld+json" not in content


def test_claimed_profile_offers_no_claim():
    organisation = RepresentativeFactory(organisation=OrganisationFactory(listed=True)).organisation

    content = text_of(organisation)

    assert f"/en/profiles/{organisation.pk}/claim/" not in content
    assert "Listed, not validated" in content


def test_published_profile_is_validated_and_indexed():
    content = text_of(OrganisationFactory(published=True))

    assert "Validated" in content
    assert "noindex" not in content
    assert "application/ld+json" in content


@pytest.mark.parametrize(("days", "stale"), [(365, False), (366, True)])
def test_page_says_when_nobody_confirmed_for_a_year(days, stale):
    organisation = OrganisationFactory(
        published=True, last_confirmed_at=timezone.now() - timedelta(days=days, minutes=-5)
    )

    assert ("Some of it may be out of date" in text_of(organisation)) is stale


def test_label_shows_until_the_day_it_ends():
    organisation = OrganisationFactory(published=True)
    silver = TermFactory(scheme="label", code="silver", label="Silver label")
    Label.objects.create(
        organisation=organisation, level=silver, issued_on=date(2020, 1, 1), expires_on=timezone.localdate()
    )

    assert "Silver label until" in text_of(organisation)

    Label.objects.update(expires_on=timezone.localdate() - timedelta(days=1))

    assert "Silver label" not in text_of(organisation)


def test_page_never_shows_contact_staff_or_letters():
    organisation = OrganisationFactory(published=True, parts__management_fte="7.25", parts__members_sme=3)
    ContactPerson.objects.create(
        organisation=organisation, name="Ana Hidden", email="ana.hidden@example.eu", phone="+49 1234567"
    )
    Recognition.objects.create(
        organisation=organisation,
        programme="State programme",
        level="national",
        letter="recognitions/letter.pdf",
    )

    content = text_of(organisation)

    assert "State programme" in content
    assert [
        word for word in ("Ana Hidden", "ana.hidden", "1234567", "7.25", "letter.pdf") if word in content
    ] == []


def test_page_shows_members_as_bar_and_words():
    organisation = OrganisationFactory(
        published=True, parts__members_sme=12, parts__members_research=3, parts__members_large=0
    )

    content = text_of(organisation)

    assert "15 members" in content
    assert '<strong class="num">12</strong> SMEs' in content
    assert "As the organisation declares them." in content
    assert Page(whole(organisation)).members == [(12, "SMEs"), (3, "research and education")]


def test_page_links_focus_to_the_directory():
    organisation = OrganisationFactory(published=True)
    organisation.terms.add(TermFactory(scheme="ecosystem", code="agri-food", label="Agri-food"))
    CountryLink.objects.create(organisation=organisation, link="seeks", country=CountryFactory(code="FR"))

    content = text_of(organisation)

    assert 'href="/en/directory/?ecosystem=agri-food"' in content
    assert 'href="/en/directory/?country=FR"' in content


def test_page_marks_languages_and_machines():
    organisation = OrganisationFactory(published=True)
    ProfileText.objects.create(
        organisation=organisation, language="fr", summary="Nous relions.", translated_by_machine=True
    )

    content = text_of(organisation)

    assert '<section class="stack" lang="fr"><h2>Français</h2>' in content
    assert "Translated by a machine." in content


@pytest.mark.parametrize(
    ("city", "region", "said"),
    [
        ("München", "Oberbayern", "München, Oberbayern, Germany"),
        ("Essen", "Essen, Kreisfreie Stadt", "Essen, Germany"),
        ("Essen", "Essen", "Essen, Germany"),
        ("Essen", "Essenbach", "Essen, Essenbach, Germany"),
        ("", "Essen, Kreisfreie Stadt", "Essen, Kreisfreie Stadt, Germany"),
        ("Essen", None, "Essen, Germany"),
    ],
)
def test_page_says_a_place_once(city, region, said):
    organisation = OrganisationFactory(
        published=True,
        city=city,
        country=CountryFactory(),
        region=RegionFactory(name=region) if region else None,
    )

    assert Page(organisation).place == said
    assert said in text_of(organisation)


def test_page_links_only_what_a_browser_may_follow():
    organisation = OrganisationFactory(published=True, website="javascript:alert(1)")
    network = TermFactory(scheme="social_network", code="linkedin", label="LinkedIn")
    SocialLink.objects.create(organisation=organisation, network=network, link="data:text/html,boo")
    EuProject.objects.create(organisation=organisation, acronym="LOOP", link="javascript:void(0)")

    content = text_of(organisation)

    assert "LOOP" in content
    assert [word for word in ("javascript:", "data:text") if word in content] == []


def test_page_shows_confirmed_public_ties_only():
    cluster = OrganisationFactory(published=True, name="The Cluster")
    confirmed = MembershipFactory(
        cluster=cluster, member__published=True, member__name="Confirmed Ltd", status=Answer.ACCEPTED
    )
    MembershipFactory(cluster=cluster, member__published=True, member__name="Asked Ltd")
    MembershipFactory(cluster=cluster, member__name="Draft Ltd", status=Answer.ACCEPTED)

    content = text_of(cluster)

    assert [name for name in ("Confirmed Ltd", "Asked Ltd", "Draft Ltd") if name in content] == [
        "Confirmed Ltd"
    ]
    assert "The Cluster" in text_of(confirmed.member)


def test_page_shows_results_of_a_partnership_and_its_long_texts():
    organisation = OrganisationFactory(
        type="eu_partnership",
        published=True,
        parts__c2c_meetings=0,
        parts__agreements=9,
        parts__cluster_dimension="Clusters lead all of it.",
        parts__starts_on=date(2025, 1, 1),
    )

    page = Page(whole(organisation))

    assert [(fact.label, fact.value) for fact in page.figures[0].facts] == [
        ("Meetings between clusters", 0),
        ("Agreements signed", 9),
    ]
    assert [str(fact.unit) for fact in page.figures[0].facts] == ["meetings", "agreements"]
    assert str(page.figures[0].facts[0].definition) == "Meetings held between cluster organisations."
    assert ("Starts on", "1 January 2025") in [(fact.label, fact.value) for fact in page.facts]
    assert [text.value for text in page.prose] == ["Clusters lead all of it."]


@pytest.mark.parametrize("kind", all_types(), ids=lambda kind: kind.code)
def test_page_of_every_type_opens_when_empty(kind):
    assert page_of(OrganisationFactory(type=kind.code, published=True)).status_code == 200


def test_page_gives_upper_rooms_a_place(monkeypatch):
    organisation = OrganisationFactory(published=True)
    monkeypatch.setattr(slots, "_slots", {**slots._slots, "organisation.page": []})
    alone = text_of(organisation)
    entry = slots.Entry(
        50, "components/badge.html", lambda organisation, **_asked: {"text": f"Seen of {organisation.pk}"}
    )
    monkeypatch.setattr(slots, "_slots", {**slots._slots, "organisation.page": [entry]})

    assert f"Seen of {organisation.pk}" not in alone
    assert f"Seen of {organisation.pk}" in text_of(organisation)


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_however_many_parts(count, django_assert_num_queries):
    organisation = OrganisationFactory(published=True)
    for number in range(count):
        organisation.terms.add(
            TermFactory(scheme="ecosystem", code=f"e{number}"),
            TermFactory(scheme="language", code=f"l{number}"),
        )
        level = TermFactory(scheme="label", code=f"label{number}")
        Label.objects.create(
            organisation=organisation, level=level, issued_on=date(2020, 1, 1), expires_on=date(2099, 1, 1)
        )
        CountryLink.objects.create(
            organisation=organisation, link="seeks", country=CountryFactory(code=f"X{number}")
        )
        EuProject.objects.create(organisation=organisation, acronym=f"P{number}")
        Recognition.objects.create(organisation=organisation, programme=f"R{number}", level="national")
        SocialLink.objects.create(
            organisation=organisation,
            network=TermFactory(scheme="social_network", code=f"s{number}"),
            link="https://s.example",
        )
        ProfileText.objects.create(organisation=organisation, language=f"x{number}", summary="…")
        MembershipFactory(cluster=organisation, member__published=True, status=Answer.ACCEPTED)
        MembershipFactory(member=organisation, status=Answer.ACCEPTED)

    with django_assert_num_queries(21):
        response = page_of(organisation)

    assert len(response.context["members"]) == count


def test_countries_are_named_and_ordered_in_the_readers_language():
    organisation = OrganisationFactory(published=True)
    for code, english, french in (("XA", "Austerland", "Pays Z"), ("XZ", "Zedland", "Pays A")):
        country = CountryFactory(code=code, name=english)
        CountryLabel.objects.create(country=country, language="fr", label=french)
        CountryLink.objects.create(organisation=organisation, country=country, link=CountryLink.Link.SEEKS)

    def named(language):
        with override(language):
            return [fact.value for group in Page(whole(organisation)).countries for fact in group.facts]

    assert named("en") == ["Austerland", "Zedland"]
    assert named("fr") == ["Pays A", "Pays Z"]


@pytest.mark.parametrize(
    ("posts", "said"),
    [
        ("0.50", "0,5 équivalent temps plein."),
        ("1", "1 équivalent temps plein."),
        ("1.5", "1,5 équivalent temps plein."),
        ("2", "2 équivalents temps plein."),
        ("10.00", "10 équivalents temps plein."),
    ],
)
def test_a_number_of_posts_is_written_as_the_reader_writes_numbers(posts, said):
    with override("fr"):
        finding = team(Facts({"management_fte": posts}, programme_country=True, on=date(2026, 3, 2)))

    assert str(finding.found).endswith(said)
