"""The first page, for anybody, on a desk and in a hand."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screens import NARROW
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.postgres


def test_first_page_shows_what_there_is(page: Page, axe):
    OrganisationFactory(name="Bavarian Photonics Cluster", published=True)

    page.goto("/")

    expect(page).to_have_url("/en/")
    expect(page.get_by_role("link", name="Bavarian Photonics Cluster")).to_be_visible()
    axe(page)


def test_first_page_fits_a_phone(another, axe):
    page = another(viewport=NARROW)

    page.goto("/en/")

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    axe(page)
