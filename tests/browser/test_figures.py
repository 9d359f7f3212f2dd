"""The figures: counters, charts with their tables, what was published before; with the keyboard and in a hand."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from eccp.figures import services
from tests.browser.screens import NARROW
from tests.factories import CountryFactory, EntryFactory, OrganisationFactory, TermFactory


@pytest.fixture
def community(base_url):
    """Profiles in two countries over two years, measured once, and what was published before."""
    for code, name, year in (("DE", "Germany", 2024), ("DE", "Germany", 2025), ("FR", "France", 2025)):
        OrganisationFactory(
            country=CountryFactory(code=code, name=name),
            published=True,
            published_at=datetime(year, 3, 3, tzinfo=UTC),
            parts__members_sme=40,
        ).terms.add(TermFactory(code="textiles"))
    OrganisationFactory(published=True, type="training_provider", country=CountryFactory(code="DE"))
    EntryFactory()
    services.measure(by=None)
    services.load_published()


@pytest.mark.postgres
@pytest.mark.usefixtures("community")
def test_reader_comes_from_the_first_page_and_reads_what_a_number_means(page: Page, axe):
    page.goto("/en/")
    section = page.locator("section.figures")
    expect(section).to_contain_text("120")
    section.get_by_role("link", name="Definitions and data").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Figures")
    page.get_by_role("link", name="SMEs declared").click()
    expect(page).to_have_url("/en/figures/#count-smes_declared")
    meaning = page.locator("#count-smes_declared")
    expect(meaning).to_be_in_viewport()
    expect(meaning).to_contain_text("an SME in two of them is counted twice")
    expect(page.get_by_role("img", name="How has the number of profiles grown?")).to_be_visible()
    countries = page.get_by_role("table", name="Profiles by country")
    expect(countries.get_by_role("row")).to_have_text(
        ["CountryProfilesShare", "Germany375.0 %", "France125.0 %"]
    )
    expect(page.get_by_role("heading", name="Published figures of the platform, 2017–2022")).to_be_visible()
    axe(page)


@pytest.mark.usefixtures("community")
def test_charts_are_narrowed_with_the_keyboard(page: Page, axe):
    page.goto("/en/figures/")
    page.get_by_label("Profile type").focus()
    page.keyboard.type("Training")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show these")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_text("1 profile fits.")).to_be_visible()
    expect(page.get_by_role("table", name="Profiles by country").get_by_role("row")).to_have_count(2)
    table = page.get_by_role("region", name="Profiles by country")
    table.focus()
    expect(table).to_be_focused()
    with page.expect_download() as file:
        page.get_by_role("link", name="By country (CSV)").click()
    assert file.value.suggested_filename == "eccp-countries.csv"
    axe(page)


@pytest.mark.usefixtures("community")
@pytest.mark.parametrize(
    "address", ["/en/figures/", "/en/figures/?type=eu_partnership", "/en/figures/?type=x"]
)
def test_page_fits_a_phone_without_scripts(another, axe, address):
    page = another(viewport=NARROW, java_script_enabled=False)
    page.goto(address)
    with_scripts = another(viewport=NARROW)
    with_scripts.goto(address)

    expect(page.get_by_role("heading", level=1)).to_have_text("Figures")
    assert with_scripts.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    small = with_scripts.locator("main a.hit, main button, main select").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)"
    )
    assert small == []
    wide = with_scripts.locator("svg.chart text, .tall").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().right > 360).map(one => one.textContent)"
    )
    assert wide == []
    axe(with_scripts)


@pytest.mark.usefixtures("community")
def test_paper_says_what_each_number_counts(page: Page):
    page.emulate_media(media="print")
    page.goto("/en/figures/")

    expect(page.locator("dl.counted").get_by_text("cluster organisations", exact=True)).to_be_visible()
    countries = page.get_by_role("table", name="Profiles by country")
    expect(countries.get_by_text("Germany")).to_be_visible()
    expect(page.get_by_label("Profile type")).to_be_hidden()
    expect(page.get_by_text("Download this table").first).to_be_hidden()
    page.goto("/en/figures/?type=training_provider")
    expect(page.get_by_label("Profile type")).to_be_visible()


@pytest.mark.usefixtures("community")
def test_workbook_is_taken_with_the_keyboard(page: Page):
    page.goto("/en/figures/?type=training_provider")
    page.get_by_role("link", name="All tables in one workbook (XLSX)").focus()
    with page.expect_download() as file:
        page.keyboard.press("Enter")
    assert file.value.suggested_filename == "eccp-figures.xlsx"


@pytest.mark.usefixtures("community")
def test_page_reflows_where_letters_are_four_times_as_large(another):
    page = another(viewport={"width": 320, "height": 256})
    page.goto("/en/figures/")

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    wide = page.locator("main *").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().right > 321 && !one.closest('.scroll'))"
        ".map(one => one.outerHTML)"
    )
    assert wide == []


def test_empty_platform_says_so(page: Page, axe):
    page.goto("/en/figures/")

    expect(page.get_by_text("No profile is published yet")).to_be_visible()
    axe(page)
