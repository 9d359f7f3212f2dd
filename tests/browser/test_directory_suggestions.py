"""Suggestions under the search box: while typing, with keyboard, pointer and screen reader, beside the live search."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from eccp.directory.index.build import rebuild_now
from tests.browser.screens import NARROW
from tests.factories import CountryFactory, OrganisationFactory, TermFactory

HERE = "/en/directory/"


@pytest.fixture
def community(base_url: str, settings: Any, tmp_path: Path) -> Callable[[], int]:
    """Three profiles, a country and an ecosystem that begin alike; all indexed."""
    settings.INDEX_DIR = tmp_path / "index"
    palau = CountryFactory(code="PW", name="Palau", sort_key="palau")
    for name in ("Palmgarten", "Polo Palma", "Parma Packers"):
        OrganisationFactory(published=True, name=name, country=palau).terms.add(
            TermFactory(code="paper", label="Paper")
        )
    OrganisationFactory(published=True, name="Holzfreunde")
    return rebuild_now


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search the directory")


def any_box(page: Page) -> Locator:
    return page.locator("[name=q][role=combobox]:visible")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def settled(page: Page) -> None:
    """Wait until the live search beside the list, where there is one, has answered."""
    if page.url.partition("?")[0].endswith(HERE):
        expect(page).to_have_url(f"{HERE}?q=pa")
    expect(page.locator(".htmx-request")).to_have_count(0)


def active(page: Page) -> str:
    """The words of the option that the keyboard has reached."""
    return page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))"
        "?.querySelector('.what').textContent ?? ''"
    )


@pytest.mark.postgres
def test_keyboard_alone_types_chooses_and_goes_there(page: Page, community):
    community()
    page.goto(HERE)
    box(page).press_sequentially("pal")
    expect(options(page)).to_have_count(3)
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text("3 suggestions: the arrow keys lead to them.")).to_be_attached()

    reached = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        reached.append(active(page))
    assert {*reached[:2]} == {"Palmgarten", "Polo Palma"}
    assert reached[2:] == ["Palau", "", "Palau"]
    expect(box(page)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{HERE}?country=PW")
    expect(page.get_by_role("heading", name="3 organisations")).to_be_visible()


def test_list_stays_while_the_results_change_and_closes_when_asked(page: Page, community):
    community()
    page.goto(HERE)
    box(page).press_sequentially("pal")

    expect(page).to_have_url(f"{HERE}?q=pal")
    expect(page.get_by_role("heading", name="3 organisations")).to_be_visible()
    expect(options(page)).to_have_count(3)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box(page)).to_have_value("pal")
    expect(box(page)).to_have_attribute("aria-expanded", "false")

    page.keyboard.press("ArrowDown")
    expect(options(page)).to_have_count(3)
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)

    box(page).fill("palm")
    expect(options(page)).to_have_count(2)
    page.get_by_role("heading", name="Directory").click()
    expect(page.get_by_role("listbox")).to_have_count(0)

    box(page).fill("palmg")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.get_by_role("heading", name="1 organisation", exact=True)).to_be_visible()


def test_older_answers_never_come_over_newer_ones(page: Page, community):
    community()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/suggest/?q=pa", hold)
    page.goto(HERE)
    with page.expect_request("**/suggest/?q=pa"):
        box(page).press_sequentially("pa")

    box(page).fill("paper")
    expect(options(page)).to_have_count(1)
    for route in held:
        route.continue_()

    expect(options(page)).to_have_text(["Paper Industrial ecosystem 3 organisations"])
    box(page).fill("p")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_words_that_nothing_begins_with_close_the_list_and_that_is_said(page: Page, community):
    community()
    page.goto(HERE)
    box(page).press_sequentially("pal")
    expect(options(page)).to_have_count(3)

    box(page).fill("zzzz")

    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.get_by_text("No suggestions.")).to_be_attached()


def test_lost_connection_leaves_an_ordinary_box(page: Page, community):
    community()
    page.route("**/suggest/**", lambda route: route.abort())
    page.goto(HERE)

    with page.expect_event("requestfailed"):
        box(page).press_sequentially("pal")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{HERE}?q=pal")
    expect(page.get_by_role("heading", name="3 organisations")).to_be_visible()


def test_suggestions_are_links_that_open_in_a_new_tab_too(page: Page, community):
    community()
    page.goto(HERE)
    box(page).press_sequentially("palm")

    with page.context.expect_page() as opened:
        options(page).filter(has_text="Palmgarten").click(modifiers=["ControlOrMeta"])
    expect(opened.value.get_by_role("heading", name="Palmgarten", level=1)).to_be_visible()
    expect(options(page)).to_have_count(2)
    options(page).filter(has_text="Polo Palma").click()

    expect(page.get_by_role("heading", name="Polo Palma", level=1)).to_be_visible()


@pytest.mark.parametrize("path", [HERE, "/en/", "/en/privacy/"])
def test_box_of_every_page_suggests_and_axe_is_content(another, community, path, axe):
    community()
    page = another(bypass_csp=True)
    page.goto(path)
    any_box(page).press_sequentially("pa")
    expect(options(page)).to_have_count(5)
    page.keyboard.press("ArrowDown")
    settled(page)

    axe(page, here=True)
    page.get_by_role("option", name="Palau Country").click()

    expect(page).to_have_url(f"{HERE}?country=PW")


@pytest.mark.parametrize("path", [HERE, "/en/", "/en/privacy/"])
def test_phone_has_the_list_below_the_box_and_within_the_screen(another, community, path, axe):
    community()
    page = another(viewport=NARROW, bypass_csp=True)
    page.goto(path)
    if path == "/en/privacy/":
        page.get_by_text("Menu", exact=True).click()
    any_box(page).press_sequentially("pa")
    expect(options(page)).to_have_count(5)
    settled(page)
    axe(page, here=True)

    typed = any_box(page).bounding_box()
    shown = page.get_by_role("listbox").bounding_box()
    assert shown["y"] >= typed["y"] + typed["height"]
    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= NARROW["width"]
    assert all(one.bounding_box()["height"] >= 44 for one in options(page).all())
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_without_javascript_the_box_is_an_ordinary_one(another, community):
    community()
    page = another(java_script_enabled=False)
    page.goto("/en/privacy/")

    page.get_by_role("searchbox", name="Search profiles and pages").fill("palmgarten")
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Palmgarten")).to_be_visible()
