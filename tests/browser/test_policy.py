"""The content security policy in a real browser: what somebody manages to write into a page does not run."""

import pytest
from playwright.sync_api import Browser, Page, expect
from wagtail.models import Page as SitePage

from tests import factories
from tests.browser.screens import NARROW

WRITTEN = """() => new Promise((done) => {
  const inline = document.createElement('script');
  inline.textContent = 'window.ran = "an inline script"';
  document.body.append(inline);
  const styled = '<img src="/none.png" onerror="window.ran = 1"><p style="position: fixed">x</p>';
  document.body.insertAdjacentHTML('beforeend', styled);
  const file = document.createElement('script');
  file.src = '/static/choose.js';
  file.onload = () => done('a file of ours');
  file.onerror = () => done(window.ran ?? 'nothing');
  document.head.append(file);
})"""


@pytest.mark.postgres
def test_what_is_written_into_a_page_does_not_run(browser: Browser, base_url: str, axe) -> None:
    context = browser.new_context(base_url=base_url, viewport=NARROW)
    page = context.new_page()
    page.goto("/en/directory/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    assert page.evaluate(WRITTEN) == "nothing"
    assert page.evaluate("getComputedStyle(document.body.lastElementChild).position") == "static"

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    context.close()


def test_the_pages_for_errors_work_under_the_policy(page: Page, axe) -> None:
    for address in ("/en/nothing/", "/en/%00/"):
        page.set_viewport_size(NARROW)
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        axe(page)


def test_back_office_works_under_its_exception(page: Page, person) -> None:
    person(page, factories.AdministratorFactory(is_superuser=True))
    about = SitePage.objects.get(slug="about")
    for address in (
        "/backoffice/",
        f"/backoffice/pages/{about.get_parent().pk}/",
        f"/backoffice/pages/{about.pk}/edit/",
        "/backoffice/images/add/",
        "/backoffice/documents/",
        "/backoffice/users/",
        f"/backoffice/pages/{about.pk}/history/",
        f"/backoffice/pages/{about.pk}/view_draft/",
    ):
        page.goto(address)
        expect(page.locator("main").first).to_be_visible()
        page.wait_for_load_state("networkidle")
