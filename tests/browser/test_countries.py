"""Pages of countries in a browser: the list, the map with its list, the table of the six; keyboard, axe, a phone."""

import pytest
from playwright.sync_api import Page, expect

from eccp.content.topic_pages import ensure_country_pages, ensure_policy_pages
from eccp.directory.index.build import rebuild_now
from eccp.organisations.models import CountryLink
from tests.browser.screens import NARROW
from tests.factories import (
    CountryFactory,
    OrganisationFactory,
    ParticipationFactory,
    PartnerFactory,
    ProgrammeFactory,
    ServiceFactory,
    TermFactory,
)

LIST = "/en/knowledge/countries/"


@pytest.fixture
def ukraine(base_url, settings, tmp_path):
    settings.INDEX_DIR = tmp_path
    country = CountryFactory(code="UA", name="Ukraine", groups="eap candidate enp")
    ProgrammeFactory()
    ServiceFactory()
    ParticipationFactory(country=country, excluded_instruments="financial instruments", confirmed=False)
    for name in ("Kyiv Digital", "Lviv Timber"):
        one = OrganisationFactory(
            name=name, country=country, city="Kyiv", latitude=50.45, longitude=30.52, published=True
        )
    one.terms.add(TermFactory(scheme="ecosystem", code="digital"))
    OrganisationFactory(country=country)
    abroad = CountryFactory(code="FR", name="France")
    seeks = OrganisationFactory(name="Paris Seeks", country=abroad, published=True)
    CountryLink.objects.create(organisation=seeks, link="seeks", country=country)
    PartnerFactory(organisation__country=abroad, country=country)
    ensure_country_pages()
    ensure_policy_pages()
    rebuild_now()
    return country


@pytest.mark.postgres
def test_a_reader_finds_a_country_with_the_keyboard(page: Page, ukraine, axe):
    page.goto(LIST)
    box = page.get_by_role("searchbox", name="Find a country")
    box.focus()
    page.keyboard.type("ukr")
    page.keyboard.press("Enter")
    expect(page.get_by_text("countries has “ukr” in its name.")).to_be_visible()
    axe(page)
    link = page.get_by_role("link", name="Ukraine", exact=True)
    link.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Ukraine")
    expect(page.locator("#map")).to_have_attribute("data-shown", "2")
    pin = page.get_by_role("button", name="2 organisations in this place: show them")
    pin.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#map").get_by_role("link", name="Kyiv Digital")).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_text("What is counted").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Entries that were only taken from a register")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="All 2 organisations of Ukraine in the directory").click()
    expect(page.get_by_role("heading", level=2, name="2 organisations")).to_be_visible()


def test_the_six_in_one_table_fit_a_phone(page: Page, ukraine, axe):
    page.set_viewport_size(NARROW)
    page.goto(LIST)
    page.get_by_role("link", name="The six countries in one table").click()

    now = page.get_by_role("region", name="Today")
    row = now.get_by_role("row", name="Ukraine")
    expect(row.get_by_role("cell")).to_have_text(["Yes1", "2", "1", "67 %"])
    then = page.get_by_role("region", name="14 December 2020")
    expect(then.get_by_role("row", name="Ukraine").get_by_role("cell")).to_have_text(
        ["No", "23", "23", "50 %"]
    )
    for region in (now, then):
        assert region.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download both tables (CSV)").click()
    assert download.value.suggested_filename == "eccp-eastern-partnership.csv"


def test_a_country_on_a_phone_and_without_scripts(another, ukraine, axe):
    narrow = another(viewport=NARROW)
    for path in (f"{LIST}ukraine/", LIST, "/en/knowledge/policy/", "/en/knowledge/policy/digital-ecosystem/"):
        narrow.goto(path)
        assert narrow.evaluate("document.documentElement.scrollWidth") == NARROW["width"], path
        axe(narrow)

    plain = another(java_script_enabled=False)
    plain.goto(f"{LIST}ukraine/")
    expect(plain.get_by_role("link", name="Kyiv Digital")).to_be_visible()
    plain.get_by_role("link", name="Lviv Timber").click()
    plain.get_by_role("link", name="Clusters in Ukraine").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Ukraine")
