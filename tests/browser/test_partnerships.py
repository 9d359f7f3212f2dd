"""Partners found by name and linked in the form, both profiles, and the page of the programme."""

import pytest
from playwright.sync_api import expect

from eccp.content.programme_pages import ensure_programmes
from eccp.organisations.models import Organisation
from eccp.organisations.services import profiles
from tests.browser.screens import NARROW
from tests.factories import (
    CountryFactory,
    OrganisationFactory,
    PartnerFactory,
    RepresentativeFactory,
    TermFactory,
)


@pytest.fixture
def strand(base_url):
    term = TermFactory(scheme="partnership_strand", code="escp-4i", label="ESCP-4i: Going International")
    ensure_programmes()
    return term


@pytest.fixture
def representative(strand):
    OrganisationFactory(published=True, name="Norden Maritime Cluster", city="Kiel", country=CountryFactory())
    return RepresentativeFactory(
        organisation__type="eu_partnership",
        organisation__name="Far Shores",
        organisation__parts__strand=strand,
    )


def address(representative):
    return f"/en/my/{representative.organisation_id}/edit/partners/"


def show_to_all(representative):
    profiles.publish(representative.organisation, by=None)


@pytest.mark.postgres
def test_partners_are_linked_with_the_keyboard_and_stand_on_all_pages(page, person, axe, representative):
    person(page, representative.person)
    page.goto(address(representative))
    add = page.get_by_role("button", name="Coordinator and partners")

    add.press("Enter")
    expect(page.locator("#id_consortium-0-role")).to_be_focused()
    page.locator("#id_consortium-0-role").select_option("coordinator")
    page.locator("#id_consortium-0-name").fill("norden")
    page.get_by_role("button", name="Find their profile Coordinator and partners, 1").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Choose the profile that is theirs.")).to_be_visible()
    page.get_by_label("Norden Maritime Cluster, Kiel, Germany").press("Space")
    page.get_by_role("button", name="Add another Coordinator and partners").press("Enter")
    page.locator("#id_consortium-1-role").select_option("partner")
    page.locator("#id_consortium-1-name").fill("Somebody without a profile")
    axe(page)
    page.get_by_role("button", name="Save and continue").press("Enter")
    expect(page.locator("h1")).to_have_text("In your words")

    show_to_all(representative)
    partnership = Organisation.objects.get(pk=representative.organisation_id)
    page.goto(partnership.get_absolute_url())
    axe(page)
    page.get_by_role("link", name="Norden Maritime Cluster", exact=True).press("Enter")
    expect(page.locator("h1")).to_have_text("Norden Maritime Cluster")
    page.get_by_role("link", name="Far Shores", exact=True).press("Enter")
    page.get_by_role("link", name="All partnerships of the programme").press("Enter")
    expect(page.locator("h1")).to_have_text("Going International (ESCP-4i)")
    expect(page.get_by_role("heading", name="Generation 1, 2016–2017")).to_be_visible()
    axe(page)


def test_partners_are_found_and_linked_without_scripts(another, person, representative):
    page = another(java_script_enabled=False)
    person(page, representative.person)
    page.goto(address(representative))

    page.get_by_role("button", name="Coordinator and partners").click()
    page.locator("#id_consortium-0-role").select_option("partner")
    page.locator("#id_consortium-0-name").fill("maritime")
    page.get_by_role("button", name="Find their profile").click()
    page.get_by_label("Norden Maritime Cluster, Kiel, Germany").check()
    page.get_by_role("button", name="Save and continue").last.click()

    expect(page.locator("h1")).to_have_text("In your words")
    row = Organisation.objects.get(pk=representative.organisation_id).partners.get()
    assert row.profile.name == "Norden Maritime Cluster"


def test_programme_and_list_fit_on_a_narrow_screen(page, axe, strand):
    partnership = OrganisationFactory(
        type="eu_partnership",
        published=True,
        parts__strand=strand,
        parts__generation=1,
        parts__smes_involved=12,
    )
    PartnerFactory(organisation=partnership, country=CountryFactory())
    page.set_viewport_size(NARROW)

    page.goto("/en/knowledge/partnerships/")
    axe(page)
    page.get_by_role("link", name="Going International (ESCP-4i)").press("Enter")
    expect(page.get_by_text("Reported by 1 of 1 partnership.")).to_be_visible()
    axe(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_sums_of_partnerships_agree_with_the_figures(page, axe, strand):
    OrganisationFactory(type="eu_partnership", published=True, parts__strand=strand)
    OrganisationFactory(type="eu_partnership", published=True, name="Of No Programme")
    page.set_viewport_size(NARROW)

    page.goto("/en/knowledge/partnerships/")
    expect(page.get_by_role("heading", name="Other partnerships (1)")).to_be_visible()
    expect(page.get_by_role("link", name="Of No Programme")).to_be_visible()
    expect(page.get_by_role("heading", name="2 partnerships in all")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    page.get_by_role("link", name="See the figures and their definitions").press("Enter")

    expect(page.locator("#count-partnerships")).to_be_in_viewport()
    tile = page.locator("dl.counted > div", has_text="partnerships and initiatives")
    expect(tile.locator(".big")).to_have_text("2")


def test_programme_without_published_figures_says_so_and_leads_on(page, axe, base_url):
    strand = TermFactory(scheme="partnership_strand", code="innosup", label="INNOSUP")
    ensure_programmes()
    OrganisationFactory(type="eu_partnership", published=True, parts__strand=strand, parts__smes_involved=7)

    page.goto("/en/knowledge/partnerships/innosup/")
    expect(page.get_by_role("heading", name="No published figures of this programme")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="See what its partnerships report").press("Enter")
    expect(page.get_by_role("heading", name="What the partnerships here report")).to_be_in_viewport()
