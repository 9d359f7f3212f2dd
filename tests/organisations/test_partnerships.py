"""Partnerships: who is in them, on both pages; links are led on by merges and follow publication."""

from collections import defaultdict
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import translation

from eccp.core import slots
from eccp.core.log import history
from eccp.core.models import Change
from eccp.organisations.consortium import consortium
from eccp.organisations.models import CountryLink, Organisation, Partner
from eccp.organisations.services import merging, profiles
from eccp.organisations.services.profiles import Stale
from eccp.organisations.snapshot import public_snapshot, snapshot
from eccp.organisations.ties import partnerships_of
from tests.factories import (
    CountryFactory,
    OrganisationFactory,
    PartnerFactory,
    TermFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return OrganisationFactory(type="eu_partnership", published=True, name="Bridge")


@pytest.fixture
def cluster():
    return OrganisationFactory(published=True, name="North Cluster", country=CountryFactory(code="FR"))


def text_of(client, organisation):
    return client.get(organisation.get_absolute_url()).content.decode()


def links(page, organisation):
    return page.count(f'href="{organisation.get_absolute_url()}"')


def whole(organisation):
    return Organisation.objects.with_everything().get(pk=organisation.pk)


def test_page_names_the_coordinator_and_the_partners_by_country(partnership, cluster):
    PartnerFactory(organisation=partnership, order=0, name="Typed", profile=cluster)
    PartnerFactory(
        organisation=partnership, order=1, name="Lead", role="coordinator", country=CountryFactory()
    )
    PartnerFactory(organisation=partnership, order=2, name="Second", country=CountryFactory())
    PartnerFactory(organisation=partnership, order=3, name="Nowhere")

    seen = consortium(whole(partnership))

    assert (seen.coordinator.name, seen.coordinator.country.name) == ("Lead", "Germany")
    assert [(str(country), [one.name for one in some]) for country, some in seen.groups] == [
        ("France", ["North Cluster"]),
        ("Germany", ["Second"]),
        ("Country not given", ["Nowhere"]),
    ]
    assert [country.pk for country in seen.countries] == ["FR", "DE"]
    assert seen.number == 4


def test_profiles_without_partners_have_no_such_section(partnership, client):
    assert consortium(whole(partnership)) is None
    assert "Coordinator" not in text_of(client, partnership)


@pytest.mark.parametrize(
    ("visibility", "linked"),
    [("published", 1), ("listed", 0), ("unpublished", 0), ("draft", 0), ("archived", 0)],
)
def test_partner_is_linked_while_its_profile_is_published(partnership, cluster, client, visibility, linked):
    PartnerFactory(organisation=partnership, name="As typed", profile=cluster)
    Organisation.objects.filter(pk=cluster.pk).update(visibility=visibility)

    page = text_of(client, partnership)

    assert links(page, cluster) == linked
    assert ("As typed" in page, "North Cluster" in page) == (not linked, bool(linked))
    assert public_snapshot(whole(partnership))["consortium"][0]["profile"] == (cluster.pk if linked else None)
    assert snapshot(whole(partnership))["consortium"][0]["profile"] == cluster.pk


@pytest.mark.parametrize(
    ("visibility", "named"),
    [("published", 1), ("listed", 0), ("unpublished", 0), ("draft", 0), ("archived", 0)],
)
def test_partner_names_its_published_partnerships(partnership, cluster, client, visibility, named):
    PartnerFactory(organisation=partnership, profile=cluster, role="coordinator")
    partnership.details.strand = TermFactory(scheme="partnership_strand", label="Going far")
    partnership.details.starts_on, partnership.details.ends_on = date(2024, 1, 1), date(2026, 12, 31)
    partnership.details.save()
    Organisation.objects.filter(pk=partnership.pk).update(visibility=visibility)

    page = text_of(client, cluster)

    assert links(page, partnership) == named
    assert ("Coordinator · Going far · 2024–2026" in page) is bool(named)


def test_programme_leads_to_its_partnerships_in_the_directory(partnership, client):
    partnership.details.strand = TermFactory(scheme="partnership_strand", code="going-far", label="Going far")
    partnership.details.save()

    assert '"/en/directory/?partnership_strand=going-far" rel="noopener nofollow">Going far</a>' in text_of(
        client, partnership
    )


def test_partnerships_come_newest_first(cluster):
    for name, year in (("Old", 2018), ("New", 2024), ("Undated", None)):
        starts = date(year, 1, 1) if year else None
        row = OrganisationFactory(type="eu_partnership", published=True, name=name, parts__starts_on=starts)
        PartnerFactory(organisation=row, profile=cluster)

    assert [place.organisation.name for place in partnerships_of(cluster)] == ["New", "Old", "Undated"]


def test_page_says_target_countries_and_results_with_their_units(partnership, client):
    CountryLink.objects.create(organisation=partnership, link="targets", country=CountryFactory(code="FR"))
    CountryLink.objects.create(organisation=partnership, link="seeks", country=CountryFactory(code="DE"))
    details = partnership.details
    details.generation, details.collaboration_projects, details.smes_involved = 2, 0, 12
    details.save()

    page = text_of(client, partnership)

    assert [country.pk for country in whole(partnership).countries_of("targets")] == ["FR"]
    assert "Target countries" in page
    assert "<dt>Generation</dt><dd>2</dd>" in page
    assert "Joint projects that began because of the partnership." in page
    assert '12<span class="definition">companies</span>' in page
    assert '0<span class="definition">projects</span>' in page
    assert "Meetings held between" not in page  # never asked about, so not there


@pytest.fixture
def alone(monkeypatch):
    """Let rooms above stay silent: what they add to the pages is theirs to count."""
    monkeypatch.setattr(slots, "_slots", defaultdict(list))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_both_pages_ask_the_same_however_many(client, count, language, alone, django_assert_num_queries):
    strand = TermFactory(scheme="partnership_strand", code="s")
    partnership = OrganisationFactory(type="eu_partnership", published=True, parts__strand=strand)
    cluster = OrganisationFactory(published=True)
    for number in range(count):
        profile = OrganisationFactory(published=True, country=CountryFactory(code=f"X{number}"))
        PartnerFactory(organisation=partnership, order=number, profile=profile, country=profile.country)
        strand = TermFactory(scheme="partnership_strand", code=f"s{number}")
        strand.labels.create(language="fr", label=f"Volet {number}")
        other = OrganisationFactory(type="eu_partnership", published=True, parts__strand=strand)
        PartnerFactory(organisation=other, profile=cluster)

    with translation.override(language):
        addresses = [partnership.get_absolute_url(), cluster.get_absolute_url()]
    for address, number in zip(addresses, (15, 16), strict=True):
        client.get(address)
        with django_assert_num_queries(number):
            client.get(address)


# --- what must be true


@pytest.mark.parametrize("wrong", ["itself", "twice", "two coordinators"])
def test_what_cannot_be_is_refused_by_the_database(partnership, cluster, wrong):
    PartnerFactory(organisation=partnership, profile=cluster, role="coordinator")
    bad = {
        "itself": {"profile": partnership},
        "twice": {"profile": cluster},
        "two coordinators": {"role": "coordinator"},
    }[wrong]

    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerFactory(organisation=partnership, **bad)

    PartnerFactory(organisation=partnership)
    PartnerFactory(profile=cluster, role="coordinator")
    assert Partner.objects.count() == 3


# --- merging


@pytest.fixture
def twin():
    return OrganisationFactory(published=True, name="North Cluster e.V.", country=CountryFactory(code="FR"))


def test_merge_leads_partnerships_to_the_profile_that_stays(partnership, cluster, twin, client):
    PartnerFactory(organisation=partnership, profile=twin)
    validator = ValidatorFactory()
    Change.objects.all().delete()

    merging.merge(cluster, twin, {}, by=validator)

    entry = history(partnership).get()
    assert links(text_of(client, partnership), cluster) == 1
    assert links(text_of(client, cluster), partnership) == 1
    assert (entry.verb, entry.by, entry.version) == ("organisations.partner_merged", validator, 2)
    assert [rows[0]["profile"] for rows in entry.changes["consortium"]] == [twin.pk, cluster.pk]
    assert Change.objects.filter(object_id=partnership.pk).exists()
    assert history(cluster).get(verb="organisations.merge").changes["partnerships"] == [[], ["Bridge"]]


@pytest.mark.parametrize(("role", "other"), [("coordinator", "partner"), ("partner", "coordinator")])
def test_merge_makes_one_partner_of_two_with_the_better_role(partnership, cluster, twin, role, other):
    PartnerFactory(organisation=partnership, profile=twin, role=role)
    PartnerFactory(organisation=partnership, profile=cluster, role=other)

    merging.merge(cluster, twin, {}, by=ValidatorFactory())

    row = partnership.partners.get()
    assert (row.profile, row.role) == (cluster, "coordinator")


def test_merge_into_the_partnership_itself_leaves_the_name(partnership, twin):
    PartnerFactory(organisation=partnership, profile=twin, name="Its own office")

    merging.merge(partnership, twin, {}, by=ValidatorFactory())

    row = partnership.partners.get()
    assert (row.name, row.profile) == ("Its own office", None)


def test_who_edits_while_profiles_merge_is_asked(partnership, cluster, twin):
    PartnerFactory(organisation=partnership, profile=twin, name="North")
    typed = [{"role": "coordinator", "name": "North", "country": None, "profile": twin.pk}]
    merging.merge(cluster, twin, {}, by=ValidatorFactory())

    with pytest.raises(Stale) as stale:
        profiles.update(partnership, {"consortium": typed}, opened_at=1, by=UserFactory())

    assert list(stale.value.conflicts) == ["consortium"]


# --- from words to rows


def test_words_of_old_profiles_become_rows():
    rewriting = import_module("eccp.organisations.migrations.0004_partners_as_rows")
    for code, name in (("DE", "Germany"), ("GB", "United Kingdom"), ("GR", "Greece"), ("FR", "France")):
        CountryFactory(code=code, name=name)
    CountryFactory(code="FR").labels.create(language="de", label="Frankreich")
    words = rewriting.country_words(apps)
    lines = (
        "North Cluster (DE)\nLondon Hub (UK)\n- Athena, Greece\n• Sud – Frankreich\n\n  \n"
        "No country here (pilot)\nShip-Yard\nLead GmbH, Germany\nCommas, and more\nEuropean Bridge, XX\n"
    )

    rows = rewriting.rows_of(" Lead GmbH", lines, words)

    assert rows == [
        ("coordinator", "Lead GmbH", "DE"),
        ("partner", "North Cluster", "DE"),
        ("partner", "London Hub", "GB"),
        ("partner", "Athena", "GR"),
        ("partner", "Sud", "FR"),
        ("partner", "No country here (pilot)", None),
        ("partner", "Ship-Yard", None),
        ("partner", "Commas, and more", None),
        ("partner", "European Bridge, XX", None),
    ]
    assert rewriting.rows_of("", "x" * 300, words) == [("partner", "x" * 200, None)]
    assert rewriting.rows_of("", "", words) == []
