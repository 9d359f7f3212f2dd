"""Knowledge and help in a real browser: with the keyboard, on a phone, without JavaScript, and by axe."""

import re

import pytest
from playwright.sync_api import Page, expect

from eccp.content.models import ResourcePage
from tests import factories
from tests.browser.screens import NARROW

LIBRARY, NETWORKS, HELP = "/en/knowledge/library/", "/en/knowledge/networks/", "/en/help/"


def fits(page: Page) -> bool:
    """Whether nothing scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.postgres
def test_a_reader_narrows_the_library_and_takes_a_file(page: Page, axe) -> None:
    factories.ResourceFactory(title="Waste heat", year=2026, files=[(factories.DocumentFactory(), "de")])
    factories.ResourceFactory(title="Fees", year=2024, files=[(factories.DocumentFactory(), "en")])
    page.goto("/en/knowledge/")
    page.get_by_role("link", name="Library", exact=True).click()
    results = page.locator("#hub-results")
    expect(results.get_by_role("heading", level=3)).to_have_text(["Waste heat", "Fees"])
    page.wait_for_load_state()  # until then the filters wait for their button

    page.get_by_role("checkbox", name=re.compile("German")).focus()
    page.keyboard.press("Space")
    expect(results.get_by_role("heading", level=3)).to_have_text(["Waste heat"])
    expect(page).to_have_url(re.compile(r"language=de"))
    axe(page)
    results.get_by_role("link", name="Waste heat", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Waste heat")

    with page.expect_download() as taken:
        page.get_by_role("link", name="A document").click()
    assert taken.value.suggested_filename.endswith(".txt")
    page.set_viewport_size(NARROW)
    assert fits(page)
    axe(page)


def test_a_practice_leads_to_a_provider(page: Page, axe) -> None:
    country = factories.CountryFactory()
    factories.OrganisationFactory(type="resource_efficiency_provider", name="Green Advisers", published=True)
    practice = factories.ResourceFactory(
        title="Jars",
        kind=ResourcePage.Kind.PRACTICE,
        countries=[country],
        saving="4,100 m³ a year",
        payback_months=14,
    )
    page.set_viewport_size(NARROW)
    page.goto("/en/knowledge/good-practice/")
    assert fits(page)
    axe(page)
    page.goto(practice.url)
    assert fits(page)
    axe(page)

    page.get_by_role("link", name="Green Advisers").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Green Advisers")


def test_map_and_list_of_networks_say_the_same(page: Page, axe) -> None:
    facts = {"type": "meta_cluster_network", "published": True}
    factories.OrganisationFactory(name="In Munich", latitude=48.14, longitude=11.58, **facts)
    factories.OrganisationFactory(
        name="In Paris", country__code="FR", latitude=48.86, longitude=2.35, **facts
    )
    page.goto(NETWORKS)
    expect(page.locator("#map")).to_have_attribute("data-shown", "2")
    axe(page)

    page.get_by_role("checkbox", name=re.compile("France")).focus()
    page.keyboard.press("Space")

    expect(page.locator("#hub-results").get_by_role("heading", level=3)).to_have_text(["In Paris"])
    expect(page.locator("#map")).to_have_attribute("data-shown", "1")
    page.get_by_role("button", name="1 organisation: show it").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#map").get_by_role("link", name="In Paris")).to_be_focused()
    page.set_viewport_size(NARROW)
    page.goto(NETWORKS)
    assert fits(page)
    axe(page)


def test_networks_are_a_list_without_javascript(another) -> None:
    factories.OrganisationFactory(name="In Munich", type="national_association", published=True)
    page = another(java_script_enabled=False, viewport=NARROW)

    page.goto(f"{NETWORKS}?kind=national")

    expect(page.get_by_role("heading", level=3)).to_have_text(["In Munich"])
    expect(page.locator("#map")).to_be_hidden()


def test_an_answer_opens_by_its_address_without_javascript(another) -> None:
    page = another(java_script_enabled=False)

    page.goto(f"{HELP}validation/#what-counts-as-a-member")

    expect(page.locator("#what-counts-as-a-member")).to_be_visible()
    expect(page.locator("#what-counts-as-a-member")).to_be_in_viewport()
    expect(page.locator("#how-long-does-validation-take")).to_be_hidden()


def test_help_is_searched_and_read_with_the_keyboard(page: Page, axe) -> None:
    page.set_viewport_size(NARROW)
    page.goto(HELP)
    assert fits(page)
    axe(page)
    page.get_by_label("What would you like to know?").focus()
    page.keyboard.type("password")
    page.keyboard.press("Enter")
    found = page.get_by_role("link", name="I forgot my password.")
    expect(found).to_be_visible()
    axe(page)
    found.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Ask for a new one")).to_be_visible()

    page.locator("summary", has_text="I get too many mails.").press("Enter")
    expect(page.locator("#i-get-too-many-mails")).to_be_visible()
    for address in ("criteria/", "words/", "getting-started/"):
        page.goto(f"{HELP}{address}")
        assert fits(page)
        axe(page)


def test_answers_are_all_there_on_paper(page: Page) -> None:
    page.goto(f"{HELP}team/")
    page.emulate_media(media="print")

    expect(page.locator("#how-do-i-bring-in-a-colleague")).to_be_visible()
