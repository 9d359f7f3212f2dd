"""A reader of the hub in a real browser: looks for something with the keyboard, and takes an article on paper."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eccp.content.models import ArticlePage
from eccp.content.tree import words
from tests.browser.screens import NARROW
from tests.content.hub import article


@pytest.mark.postgres
def test_a_reader_finds_an_answer_with_the_keyboard_on_a_phone(page: Page, axe: Any, run_tasks: Any) -> None:
    article("Valves for everybody", body=words("Two herons watch the valve."))
    run_tasks()
    page.set_viewport_size(NARROW)
    page.goto("/en/search/")
    page.get_by_role("searchbox", name="Search profiles and pages").or_(page.locator("main #q")).first.focus()
    page.keyboard.type("how do I register my organistion")
    page.keyboard.press("Enter")

    expect(page.get_by_text("No page has exactly these words. These come close.")).to_be_visible()
    expect(page.locator("main h3").first).to_have_text("Register your organisation")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)

    page.goto("/en/search/?q=heron")
    expect(page.locator("main mark")).to_have_text(["herons"])
    page.get_by_role("link", name="Valves for everybody").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Valves for everybody")


def test_on_paper_an_article_has_its_words_and_no_addresses_to_share_it(page: Page, pages: None) -> None:
    article("Valves for everybody", body=words("Open them slowly."))
    page.goto(f"/en/news/{ArticlePage.objects.get().slug}/")
    expect(page.get_by_role("heading", name="Share it")).to_be_visible()

    page.emulate_media(media="print")

    expect(page.get_by_text("Open them slowly.")).to_be_visible()
    expect(page.get_by_role("heading", name="Share it")).to_be_hidden()
