"""The menus of the head and the drawer of filters: they close as people expect, and the focus is never lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from eccp.content.models import Reminder
from tests.browser.screens import NARROW
from tests.factories import CallFactory, CountryFactory, OrganisationFactory, TermFactory, UserFactory


def menu(page: Page, words: str) -> Locator:
    """A menu of the head by the words on its opener."""
    return page.locator(".head details.drop").filter(has=page.locator("summary", has_text=words))


@pytest.mark.postgres
def test_a_menu_closes_with_escape_and_elsewhere_and_only_one_is_open(page: Page, person, axe) -> None:
    person(page, UserFactory(name="Nora Quill"))
    page.goto("/en/figures/")
    language, account = menu(page, "English"), menu(page, "Nora Quill")

    language.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(language.get_by_role("link", name="Français")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(language).not_to_have_attribute("open", "")
    expect(language.locator("summary")).to_be_focused()

    language.locator("summary").click()
    account.locator("summary").click()
    expect(account).to_have_attribute("open", "")
    expect(language).not_to_have_attribute("open", "")
    page.get_by_role("heading", level=1).click()
    expect(account).not_to_have_attribute("open", "")

    account.locator("summary").click()
    page.locator("#head-q").focus()
    expect(account).not_to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(page.locator("#head-q")).to_be_focused()
    axe(page)


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("is_known", [False, True])
def test_the_head_fits_where_words_are_long(
    another: Callable[..., Page], person: Callable[..., None], width: int, is_known: bool
) -> None:
    page = another(viewport={"width": width, "height": 640})
    if is_known:
        person(page, UserFactory(name="Maximiliana Featherstonehaugh-Quill"))
    page.goto("/fr/figures/")

    expect(page.locator(".head").get_by_text("Menu", exact=True)).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    words = page.locator(".head .bar > a:not(.brand), .head .bar > details > summary")
    tall = words.evaluate_all("all => all.filter(one => one.offsetHeight > 46).map(one => one.outerHTML)")
    assert tall == []  # in two lines


def test_the_phones_menu_closes_too(another: Callable[..., Page]) -> None:
    page = another(viewport=NARROW)
    page.goto("/en/")
    phone = menu(page, "Menu")
    phone.locator("summary").click()
    phone.get_by_role("link", name="Directory").focus()
    page.keyboard.press("Escape")

    expect(phone.get_by_role("link", name="Directory")).to_be_hidden()
    expect(phone.locator("summary")).to_be_focused()


def test_menus_open_and_exclude_each_other_without_javascript(another: Callable[..., Page], person) -> None:
    page = another(java_script_enabled=False)
    person(page, UserFactory(name="Nora Quill"))
    page.goto("/en/")
    menu(page, "English").locator("summary").click()
    menu(page, "Nora Quill").locator("summary").click()

    expect(page.get_by_role("link", name="My account")).to_be_visible()
    expect(page.get_by_role("link", name="Français")).to_be_hidden()


def tick(page: Page, label: str, then: str) -> None:
    """Open the filters and tick one, with the keyboard; `then` is what the drawer's last button says afterwards."""
    page.get_by_role("button", name="Filters").focus()
    page.keyboard.press("Enter")
    page.locator("#facets").get_by_label(label).focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name=then)).to_be_visible()


def left_for_the_opener(page: Page) -> None:
    """The drawer is closed, and the focus is on the button that opened it."""
    expect(page.locator("#facets")).to_be_hidden()
    expect(page.get_by_role("button", name="Filters (1)")).to_be_focused()


@pytest.mark.parametrize("how", ["Escape", "Close"])
def test_filters_of_the_directory_give_the_focus_back(another: Callable[..., Page], how: str) -> None:
    OrganisationFactory(published=True, country=CountryFactory(code="ES", name="Spain"))
    OrganisationFactory(published=True, country=CountryFactory(code="FR", name="France"))
    page = another(viewport=NARROW)
    page.goto("/en/directory/")
    tick(page, "Spain", "Show 1 organisation")
    leave(page, how)

    left_for_the_opener(page)


@pytest.mark.parametrize("how", ["Escape", "Close", "Show 2 results"])
def test_filters_of_a_list_give_the_focus_back(another: Callable[..., Page], how: str) -> None:
    life = TermFactory(scheme="funding_programme", code="life", label="LIFE")
    for title in ("Cold chains", "Advice"):
        CallFactory(title=title, terms=[life])
    CallFactory(title="Hydrogen")
    page = another(viewport=NARROW)
    page.goto("/en/calls/")
    tick(page, "LIFE", "Show 2 results")
    leave(page, how)

    left_for_the_opener(page)


def leave(page: Page, how: str) -> None:
    """Close the drawer with the key or the button named."""
    if how == "Escape":
        page.keyboard.press("Escape")
        return
    page.locator("#facets").get_by_role("button", name=how).focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("address", ["/en/directory/", "/en/calls/"])
def test_close_stands_in_the_drawers_corner(another: Callable[..., Page], address: str) -> None:
    OrganisationFactory(published=True)
    CallFactory(terms=[TermFactory(scheme="funding_programme", code="life", label="LIFE")])
    page = another(viewport=NARROW)
    page.goto(address)
    page.get_by_role("button", name="Filters").click()
    close = page.locator("#facets").get_by_role("button", name="Close").bounding_box()
    heading = page.get_by_role("heading", name="Filters", exact=True).bounding_box()

    assert close is not None
    assert heading is not None
    assert close["x"] + close["width"] > NARROW["width"] - 24
    assert close["y"] < heading["y"] + heading["height"]


def test_without_javascript_nothing_is_said_of_a_map_that_is_not_there(another: Callable[..., Page]) -> None:
    OrganisationFactory(published=True)
    plain = another(java_script_enabled=False)
    plain.goto("/en/directory/")
    expect(plain.locator("#map-side noscript p")).to_be_visible()
    expect(plain.locator("#map-says")).to_be_hidden()
    page = another()
    page.goto("/en/directory/")

    expect(page.locator("#map-says")).to_be_visible()
    expect(page.locator("#map-bounds")).to_be_visible()


@pytest.mark.parametrize(("width", "one_line"), [(1280, True), (360, False)])
def test_a_reminders_drop_down_and_its_buttons_stand_in_line(
    another: Callable[..., Page], person, width: int, one_line: bool
) -> None:
    page = another(viewport={"width": width, "height": 800})
    nora = person(page, UserFactory())
    Reminder.objects.create(
        person=nora, call=CallFactory(cutoffs=[timezone.now() + timedelta(days=9)]), days=7
    )
    page.goto("/en/my/reminders/")
    row = page.locator(".remind .row")
    tops = {
        round(one.evaluate("element => element.getBoundingClientRect().top"))
        for one in row.locator(":scope > *").all()
    }

    arrow = row.locator(".select").evaluate("element => getComputedStyle(element, '::after').content")
    assert arrow == '""'
    assert (len(tops) == 1) is one_line
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
