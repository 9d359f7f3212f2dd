"""Taking the list away: one click a form, the same list in each, on a desk, on a phone and without JavaScript."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from eccp.directory.index.build import rebuild_now
from tests.browser.screens import NARROW
from tests.factories import CountryFactory, OrganisationFactory

HERE = "/en/directory/"


@pytest.fixture
def list_of_three(base_url: str, settings: Any, tmp_path: Path) -> list[str]:
    """Three profiles in Germany and one in Spain; the names of the three in their order."""
    settings.INDEX_DIR = tmp_path / "index"
    names = ["Alder Alliance", "Birch Board", "Cedar Cluster"]
    for name in names:
        OrganisationFactory(published=True, name=name, longitude=11.58, latitude=48.14)
    OrganisationFactory(published=True, country=CountryFactory(code="ES", name="Spain", sort_key="spain"))
    rebuild_now()
    return names


def taken(page: Page, label: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=label).click()
    assert download.value.failure() is None
    assert download.value.suggested_filename.startswith("directory-2")
    return Path(download.value.path())


def test_list_is_taken_away_in_three_forms(page: Page, list_of_three: list[str], axe: Callable[..., None]):
    page.goto(HERE)
    page.get_by_role("checkbox", name="Germany").check()
    page.get_by_label("Sort by").select_option("name")
    expect(page).to_have_url(f"{HERE}?country=DE&sort=name")
    expect(page.get_by_role("link", name="CSV")).to_have_attribute(
        "href", f"{HERE}download.csv?country=DE&sort=name"
    )

    with taken(page, "CSV").open(encoding="utf-8-sig", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == list_of_three
    sheet = openpyxl.load_workbook(io.BytesIO(taken(page, "Excel").read_bytes())).worksheets[0]
    assert [row[4].value for row in sheet.iter_rows(min_row=2)] == list_of_three
    features = json.loads(taken(page, "GeoJSON").read_text())["features"]
    assert [one["properties"]["name"] for one in features] == list_of_three

    expect(page).to_have_url(f"{HERE}?country=DE&sort=name")
    expect(page.get_by_role("link", name="Licence: CC BY 4.0")).to_have_attribute("rel", "license")
    axe(page)


def test_licence_leads_on_to_the_page_about_the_data(page: Page, list_of_three: list[str]):
    page.goto(HERE)
    page.get_by_role("link", name="About the data").click()

    expect(page.get_by_role("heading", name="Licence")).to_be_visible()
    expect(page.get_by_role("heading", name="What is left out")).to_be_visible()


def test_phone_without_javascript_takes_it_too(another: Callable[..., Page], list_of_three: list[str]):
    page = another(viewport=NARROW, java_script_enabled=False)
    page.goto(f"{HERE}?country=DE&sort=name")

    boxes = [
        page.get_by_role("link", name=label).bounding_box()
        for label in ("CSV", "Excel", "GeoJSON", "Licence")
    ]

    assert min(box["height"] for box in boxes) >= 44
    assert max(box["x"] + box["width"] for box in boxes) <= NARROW["width"]
    assert taken(page, "CSV").read_text(encoding="utf-8-sig").count("\n") == 4
