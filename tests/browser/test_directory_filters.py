"""The filters, as people use them: more of them, the tree of regions, folding away, without JavaScript."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eccp.directory.index.build import rebuild_now
from eccp.reference.models import Region
from tests.browser.screens import NARROW
from tests.factories import CountryFactory, OrganisationFactory, TermFactory

HERE = "/en/directory/"
REGIONS = [("ES5", 1, "Este"), ("ES51", 2, "Cataluña"), ("ES511", 3, "Barcelona"), ("ES6", 1, "Sur")]


@pytest.fixture
def regional(base_url: str, settings: Any, tmp_path: Path) -> None:
    """Two profiles in Barcelona, one in the south of Spain, three in Germany with forty members; all indexed."""
    settings.INDEX_DIR = tmp_path / "index"
    spain = CountryFactory(code="ES", nuts0="ES", name="Spain", sort_key="spain")
    germany = CountryFactory(code="DE", nuts0="DE")
    for code, level, name in REGIONS:
        Region.objects.create(code=code, level=level, country=spain, name=name)
    Region.objects.create(code="DE2", level=1, country=germany, name="Bayern")
    for n, region in enumerate(("ES511", "ES511", "ES6")):
        OrganisationFactory(published=True, country=spain, region_id=region).terms.add(
            TermFactory(code=f"agri-food-{n}")
        )
    for _n in range(3):
        OrganisationFactory(published=True, country=germany, region_id="DE2", parts__members_sme=40)
    rebuild_now()


def found(page: Page, number: str) -> None:
    expect(page.get_by_role("heading", name=f"{number} organisation", exact=False).first).to_be_visible()


@pytest.mark.usefixtures("regional")
def test_more_filters_come_when_opened_and_stay_open_and_right(another: Callable[..., Page], axe) -> None:
    page = another(bypass_csp=True)
    page.goto(HERE)
    expect(page.get_by_role("checkbox", name="30 to 59")).to_have_count(0)

    page.get_by_text("More filters").click()
    expect(page.get_by_role("checkbox", name="30 to 59 3")).to_be_visible()
    axe(page, here=True)
    page.get_by_role("checkbox", name="Germany").check()
    found(page, "3")

    expect(page.get_by_role("checkbox", name="Validated 3")).to_be_visible()
    expect(page).to_have_url(f"{HERE}?country=DE")
    page.locator("#chips").get_by_role("link", name="Germany").click()
    expect(page.get_by_role("checkbox", name="Validated 6")).to_be_visible()
    page.get_by_text("More filters").click()
    page.get_by_role("checkbox", name="Spain").check()
    found(page, "3")
    expect(page.locator("#more-filters")).not_to_have_attribute("open", "")


@pytest.mark.usefixtures("regional")
def test_tree_of_regions_opens_branch_by_branch_and_chooses_all_within(page: Page) -> None:
    page.goto(HERE)
    page.get_by_text("More filters").click()
    expect(page.get_by_role("checkbox", name="Este")).to_have_count(0)

    page.locator("#open-ES").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Este 2").check()

    found(page, "2")
    expect(page).to_have_url(f"{HERE}?region=ES5")
    expect(page.get_by_role("checkbox", name="Este 2")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Sur 1")).to_be_visible()
    page.locator("#open-ES5").click()
    expect(page.get_by_role("checkbox", name="Barcelona 2")).to_be_visible()  # an only child stands open


@pytest.mark.usefixtures("regional")
def test_branch_that_opens_at_the_edge_of_its_list_is_seen(page: Page) -> None:
    spain = CountryFactory(code="ES")
    for n in range(1, 8):
        code = f"ES{n}"
        Region.objects.get_or_create(code=code, defaults={"level": 1, "country": spain, "name": f"Part {n}"})
        for inner in (f"{code}8", f"{code}9"):
            Region.objects.create(code=inner, level=2, country=spain, name=f"Inside {inner}")
            OrganisationFactory(published=True, country=spain, region_id=inner)
    rebuild_now()
    page.goto(HERE)
    page.get_by_text("More filters").click()
    page.locator("#open-ES").click()
    page.locator("#open-ES7").click()

    expect(page.get_by_role("checkbox", name="Inside ES78")).to_be_in_viewport()


@pytest.mark.usefixtures("regional")
def test_region_is_found_by_its_name_without_diacritics(page: Page) -> None:
    page.goto(HERE)
    page.get_by_text("More filters").click()

    page.get_by_label("Find a region by name").fill("cataluna")
    box = page.get_by_role("checkbox", name="Cataluña, Spain 2")
    box.check()
    found(page, "2")
    expect(box).to_be_checked()
    box.uncheck()
    found(page, "6")

    expect(page).to_have_url(HERE)
    expect(page.get_by_label("Find a region by name")).to_have_value("cataluna")


@pytest.mark.usefixtures("regional")
def test_what_was_ticked_stays_under_the_pointer(page: Page) -> None:
    for n in range(12):
        OrganisationFactory(published=True).terms.add(TermFactory(scheme="technology", code=f"tech-{n}"))
    rebuild_now()
    page.goto(HERE)
    page.get_by_text("More filters").click()
    box = page.get_by_role("checkbox", name="30 to 59")
    box.scroll_into_view_if_needed()
    before = page.evaluate("document.getElementById('f-members-30-59').getBoundingClientRect().top")

    box.check()
    found(page, "3")
    expect(page.get_by_role("checkbox", name="Tech 1", exact=False)).to_have_count(0)
    expect(page.locator(".htmx-request, .htmx-settling")).to_have_count(0)

    after = page.evaluate("document.getElementById('f-members-30-59').getBoundingClientRect().top")
    room = page.evaluate("document.documentElement.scrollHeight - innerHeight - scrollY")
    assert abs(after - before) <= 1 or room == 0


@pytest.mark.usefixtures("regional")
def test_filters_and_map_fold_away_and_come_back(page: Page, axe) -> None:
    page.goto(HERE)
    page.get_by_role("button", name="Hide the map").click()
    expect(page.get_by_role("heading", name="Map")).to_be_hidden()
    expect(page.get_by_role("button", name="Show the map")).to_be_focused()
    page.get_by_role("button", name="Hide the filters").click()
    expect(page.get_by_role("heading", name="Filters")).to_be_hidden()
    wide = page.locator("#results").bounding_box()

    page.reload()
    expect(page.get_by_role("heading", name="Filters")).to_be_hidden()
    expect(page.get_by_role("heading", name="Map")).to_be_hidden()
    axe(page)
    page.get_by_role("button", name="Show the filters").click()
    page.get_by_role("button", name="Show the map").click()

    expect(page.get_by_role("button", name="Hide the map")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Spain")).to_be_visible()
    narrow = page.locator("#results").bounding_box()
    assert wide is not None
    assert narrow is not None
    assert wide["width"] > narrow["width"] * 1.5
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.usefixtures("regional")
def test_phone_has_more_filters_in_the_drawer(another: Callable[..., Page], axe) -> None:
    page = another(viewport=NARROW, bypass_csp=True)
    page.goto(HERE)
    page.get_by_role("button", name="Filters").click()
    page.get_by_text("More filters").click()
    page.locator("#open-ES").click()
    page.get_by_role("checkbox", name="Este 2").check()

    expect(page.get_by_role("button", name="Show 2 organisations")).to_be_visible()
    expect(page.get_by_text("More filters (1)")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Este 2")).to_be_in_viewport()
    expect(page.locator("[data-fold]:visible")).to_have_count(0)
    axe(page, here=True)


@pytest.mark.usefixtures("regional")
def test_more_filters_and_regions_work_without_javascript(another: Callable[..., Page]) -> None:
    page = another(java_script_enabled=False)
    page.goto(HERE)
    page.get_by_role("checkbox", name="Spain").check()

    page.get_by_text("More filters").click()
    page.get_by_role("button", name="Show more filters").click()
    expect(page.get_by_role("checkbox", name="Spain")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Este 2")).to_be_visible()
    page.locator("#open-ES5").click()
    page.locator("#in-ES5").get_by_role("button", name="Show them").click()
    expect(page.get_by_role("checkbox", name="Cataluña 2")).to_be_visible()
    page.get_by_role("checkbox", name="Cataluña 2").check()
    page.get_by_role("button", name="Show the results").click()

    found(page, "2")
    page.goto(f"{HERE}?more=1")
    page.locator("#open-ES").click()
    page.get_by_role("button", name="Show them").last.click()
    expect(page.get_by_role("checkbox", name="Sur 1")).to_be_visible()
