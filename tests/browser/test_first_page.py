"""The first page, for anybody, on a desk and in a hand."""

import pytest
from playwright.sync_api import Page, expect

from eccp.content.models import ArticlePage, SectionPage
from tests.browser.screens import NARROW

pytestmark = pytest.mark.postgres


def test_first_page_shows_what_there_is(page: Page, axe):
    news = SectionPage.objects.get(url_path="/home/news/")
    news.add_child(instance=ArticlePage(title="Photonics clusters share a laser"))

    page.goto("/")

    expect(page).to_have_url("/en/")
    expect(page.get_by_role("link", name="Photonics clusters share a laser")).to_be_visible()
    expect(page.get_by_text("No call is open at the moment.")).to_be_visible()
    axe(page)


def test_first_page_fits_a_phone(another, axe):
    page = another(viewport=NARROW)

    page.goto("/en/")

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    axe(page)
