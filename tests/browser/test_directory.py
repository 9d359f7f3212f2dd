"""Finding, as people do it: words, filters, the map, the keyboard, a phone, no JavaScript."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eccp.directory.index.build import rebuild_now
from tests.browser.screens import NARROW
from tests.factories import CountryFactory, OrganisationFactory, TermFactory

HERE = "/en/directory/"


@pytest.fixture
def community(base_url: str, settings: Any, tmp_path: Path) -> Callable[[], int]:
    """Seven profiles in three countries, two of them in one town, one without a place; all indexed."""
    settings.INDEX_DIR = tmp_path / "index"
    spain = CountryFactory(code="ES", name="Spain", sort_key="spain")
    italy = CountryFactory(code="IT", name="Italy", sort_key="italy")
    food = TermFactory(code="agri-food", label="Agri-food")
    for country, city, name, lng, lat in (
        (spain, "Zaragoza", "Valdeluna Food Valley", -0.88, 41.66),
        (spain, "Jaén", "Trasmonte Olive Alliance", -3.79, 37.77),
        (spain, "Santander", "Cantabrian Cold Chain", -3.8, 43.46),
        (italy, "Parma", "Polo Gusto Aperto", 10.33, 44.8),
        (italy, "Parma", "Parma Packers", 10.33, 44.8),
        (CountryFactory(), "München", "Holzfreunde", 11.58, 48.14),
        (CountryFactory(), "", "Nowhere Network", None, None),
    ):
        organisation = OrganisationFactory(
            published=True, name=name, country=country, city=city, longitude=lng, latitude=lat
        )
        if country != CountryFactory():
            organisation.terms.add(food)
    return rebuild_now


def shown_on_map(page: Page, number: int) -> None:
    expect(page.locator("#map")).to_have_attribute("data-shown", str(number))


def sum_of_pins(page: Page) -> int:
    counts = page.locator(".pin b").all_text_contents()
    return sum(int(count or 1) for count in counts)


@pytest.mark.postgres
def test_choice_changes_list_counts_map_and_address_without_a_new_page(page: Page, community, axe):
    community()
    page.goto(HERE)
    expect(page.get_by_role("heading", name="7 organisations")).to_be_visible()
    shown_on_map(page, 6)
    expect(page.get_by_text("The map shows 6 of the 7 organisations.")).to_be_visible()
    page.evaluate("window.stayed = true")

    page.get_by_role("checkbox", name="Spain").check()
    expect(page.get_by_role("heading", name="3 organisations")).to_be_visible()
    expect(page).to_have_url(f"{HERE}?country=ES")
    shown_on_map(page, 3)
    page.get_by_role("checkbox", name="Italy").check()

    expect(page.get_by_role("heading", name="5 organisations")).to_be_visible()
    expect(page).to_have_url(f"{HERE}?country=ES&country=IT")
    shown_on_map(page, 5)
    assert sum_of_pins(page) == 5
    expect(page.locator("#said")).to_have_text("5 organisations found")
    expect(page.get_by_role("checkbox", name="Italy")).to_be_focused()
    assert page.evaluate("window.stayed")
    axe(page)

    page.locator("#chips").get_by_role("link", name="Spain").click()
    expect(page.get_by_role("heading", name="2 organisations")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="5 organisations")).to_be_visible()


def test_long_lists_open_are_searched_and_stay_open(another, community, axe):
    sectors = [TermFactory(scheme="sector", code=f"sector-{n:02}") for n in range(16)]
    OrganisationFactory(published=True).terms.add(*sectors)
    community()
    page = another(bypass_csp=True)
    page.goto(HERE)

    page.get_by_text("More filters").click()
    page.get_by_text("All 16 sectors").click()
    page.get_by_label("Find in this list").fill("sector 12")
    expect(page.locator("#rest-sector .pick:visible")).to_have_count(1)
    axe(page, here=True)
    page.get_by_label("Find in this list").fill("sector 01")
    expect(page.get_by_text("It is above, among the first ones.")).to_be_visible()
    page.get_by_label("Find in this list").fill("zebra")
    expect(page.get_by_text("Nothing in this list has these letters.")).to_be_visible()
    page.get_by_label("Find in this list").fill("sector 12")
    page.get_by_role("checkbox", name="Sector 12").check()

    expect(page.get_by_role("heading", name="1 organisation", exact=True)).to_be_visible()
    expect(page.get_by_role("checkbox", name="Sector 12")).to_be_checked()
    expect(page.locator("#rest-sector .pick:visible")).to_have_count(1)


def test_words_are_found_while_typing_and_marked(page: Page, community):
    community()
    page.goto(HERE)

    page.get_by_label("Search the directory").press_sequentially("valdelna foo")

    expect(page.get_by_role("heading", name="1 organisation", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Valdeluna Food Valley")).to_be_visible()
    expect(page.locator("#results mark").first).to_have_text("Valdeluna")
    expect(page.get_by_text("These come close")).to_be_visible()
    expect(page.get_by_label("Search the directory")).to_be_focused()


def test_back_leads_to_what_was_there_before_the_first_letter(page: Page, community):
    community()
    page.goto(f"{HERE}?country=ES")
    box = page.get_by_label("Search the directory")
    length = page.evaluate("history.length")

    for letters, words in (("ag", "ag"), ("ri f", "agri%20f")):
        box.press_sequentially(letters)
        expect(page).to_have_url(f"{HERE}?q={words}&country=ES")
    page.keyboard.press("Enter")
    expect(page.locator(".htmx-request, .htmx-settling")).to_have_count(0)
    page.get_by_role("checkbox", name="Italy").evaluate(
        "italy => { const box = document.getElementById('q'); box.value = 'food';"
        " box.dispatchEvent(new InputEvent('input', { bubbles: true })); italy.click(); }"
    )
    expect(page).to_have_url(f"{HERE}?q=food&country=ES&country=IT")
    expect(page.locator(".htmx-request")).to_have_count(0)

    assert page.evaluate("history.length") == length + 2
    page.go_back()
    expect(page).to_have_url(f"{HERE}?q=agri%20f&country=ES")
    expect(box).to_have_value("agri f")
    page.wait_for_load_state()
    page.go_back()
    expect(page).to_have_url(f"{HERE}?country=ES")
    expect(box).to_have_value("")


def test_page_that_came_for_another_address_is_asked_for_again(page: Page, community):
    """As when somebody goes back twice while the first page is on its way."""
    community()
    page.add_init_script(
        "if (location.search === '?country=IT') history.replaceState(null, '', '?country=ES')"
    )

    page.goto(f"{HERE}?country=IT")

    expect(page.get_by_role("heading", name="3 organisations")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Spain")).to_be_checked()


def test_answer_that_did_not_come_is_said_and_asked_for_again(another, community, axe):
    community()
    page = another(bypass_csp=True)
    page.goto(HERE)
    shown_on_map(page, 6)
    said = page.get_by_role("alert")
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()

    page.context.set_offline(True)
    page.get_by_role("checkbox", name="Spain").check()
    expect(said).to_contain_text("The list could not be renewed.")
    expect(page.get_by_role("checkbox", name="Spain")).to_be_checked()
    axe(page, here=True)
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_role("heading", name="3 organisations")).to_be_focused()
    shown_on_map(page, 3)
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()


def test_whatever_is_typed_nothing_scrolls_sideways(another, community):
    community()
    page = another(viewport=NARROW)

    page.goto(f"{HERE}?q={'w' * 150}&sector={'v' * 150}&country=DE")

    expect(page.get_by_role("heading", name="No organisation found")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_paper_has_the_question_and_the_list(page: Page, community):
    community()
    page.goto(f"{HERE}?q=valdeluna&country=ES")

    page.emulate_media(media="print")

    for seen in ("Searched for: valdeluna", "Valdeluna Food Valley"):
        expect(page.get_by_text(seen).last).to_be_visible()
    expect(page.locator("#chips").get_by_role("link", name="Spain")).to_be_visible()
    for gone in ("#map-side", "#downloads", "#sort", "#facets"):
        expect(page.locator(gone)).to_be_hidden()


def test_map_is_used_with_the_keyboard_alone(page: Page, community):
    community()
    page.goto(f"{HERE}?country=IT")
    shown_on_map(page, 2)
    pin = page.get_by_role("button", name="2 organisations in this place: show them")

    pin.focus()
    page.keyboard.press("Enter")
    card = page.locator(".leaflet-popup")
    expect(card.get_by_role("link", name="Polo Gusto Aperto")).to_be_visible()
    expect(card.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")

    expect(card).to_have_count(0)
    expect(pin).to_be_focused()


def test_part_of_the_map_narrows_only_when_asked(page: Page, community):
    community()
    page.goto(f"{HERE}?country=ES")
    shown_on_map(page, 3)
    page.get_by_role("checkbox", name="Spain").uncheck()
    shown_on_map(page, 6)

    page.get_by_role("button", name="Search in this area").click()

    expect(page.locator("#chips").get_by_role("link", name="Area on the map")).to_be_visible()
    expect(page.get_by_role("heading", name="3 organisations")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="3 organisations")).to_be_visible()


def test_nothing_found_offers_a_way_out(page: Page, community, axe):
    community()
    page.goto(f"{HERE}?q=olive&country=IT")
    expect(page.get_by_role("heading", name="No organisation found")).to_be_visible()
    axe(page)

    page.get_by_role("link", name="Without “Italy”: 1 organisation").click()

    expect(page.get_by_role("link", name="Trasmonte Olive Alliance")).to_be_visible()


def test_phone_has_the_filters_in_a_drawer_and_the_map_after_the_list(another, community, axe):
    community()
    page = another(viewport=NARROW)
    page.goto(HERE)
    page.locator("#map").scroll_into_view_if_needed()  # it is brought when somebody comes near it
    shown_on_map(page, 6)
    axe(page)

    page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name="Spain").check()
    expect(page.get_by_role("button", name="Show 3 organisations")).to_be_visible()
    page.get_by_role("button", name="Show 3 organisations").click()

    expect(page.locator("#facets")).to_be_hidden()
    expect(page.get_by_role("button", name="Filters (1)")).to_be_visible()
    tops = page.evaluate(
        "['results', 'map'].map((id) => document.getElementById(id).getBoundingClientRect().top)"
    )
    assert tops[0] < tops[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_without_javascript_the_same_form_is_sent(another, community):
    community()
    page = another(java_script_enabled=False)
    page.goto(HERE)

    page.get_by_role("checkbox", name="Italy").check()
    page.get_by_role("button", name="Show the results").click()

    expect(page.get_by_role("heading", name="2 organisations")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Italy")).to_be_checked()
