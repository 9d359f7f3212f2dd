"""An editor's day in a browser: the queue, a page with a Latin address, its preview, the report on a telephone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eccp.content.models import ArticlePage, PageCheck, SectionPage
from eccp.content.models.checks import digest_of
from tests.browser.screens import NARROW
from tests.content.contributing import contributor, sent
from tests.factories import ArticleFactory, EditorFactory

HOME = "/backoffice/"
REPORT = "/backoffice/reports/links/"
TABLE = "table.backoffice-list"


def broken(title: str = "My page") -> PageCheck:
    """A link that leads nowhere."""
    target = "/en/nowhere/"
    return PageCheck.objects.create(
        page=ArticleFactory(title=title),
        kind="own",
        target=target,
        digest=digest_of("own", target),
        state="broken",
        detail="nothing_there",
    )


@pytest.mark.postgres
def test_editor_publishes_what_waits(page: Page, person: Any, axe: Any) -> None:
    row = sent(contributor(name="Kestrel Bay"), title="Three clusters share a test site")
    person(page, EditorFactory())
    page.goto(HOME)

    queue = page.get_by_role("region", name="Waiting for an editor")
    expect(queue).to_contain_text("Kestrel Bay")
    expect(page.get_by_role("link", name="Contributions (1)")).to_be_visible()
    for panel in ("queue", "schedule", "checks", "recent-edits"):
        axe(page, within=f"#{panel}-section")

    link = queue.get_by_role("link", name=row.title)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Contributed by a member")).to_be_visible()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text(re.compile("has been (updated|published)"))).to_be_visible()
    page.goto(HOME)
    expect(page.get_by_text("Nothing waits for you.")).to_be_visible()
    row.refresh_from_db()
    assert row.status == "published"


def test_title_in_another_script_makes_a_latin_address_and_a_preview(page: Page, person: Any) -> None:
    person(page, EditorFactory())
    section = SectionPage.objects.get(shows="news")
    page.goto(f"/backoffice/pages/add/content/articlepage/{section.pk}/")

    page.locator("#id_title").press_sequentially("Новини кластерів")
    page.locator("#id_lead").fill("Words.")
    expect(page.locator("#id_slug")).to_have_value(re.compile(r"^nov[iy]+n[iy]+-klasteriv$"))

    page.get_by_role("button", name="Toggle preview").click()
    frame = page.frame_locator("iframe[title='Preview']").last
    expect(frame.get_by_role("heading", level=1)).to_have_text("Новини кластерів")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url(re.compile("/edit/"))
    assert ArticlePage.objects.get().slug.isascii()


def test_report_is_read_and_used_on_a_telephone(another: Any, person: Any, axe: Any) -> None:
    broken()
    page = another(viewport=NARROW)
    person(page, EditorFactory())
    page.goto(REPORT)

    rows = page.locator(f"{TABLE} tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("There is nothing at this address of the platform.")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert all(
        box["height"] >= 44 for box in [one.bounding_box() for one in rows.get_by_role("button").all()]
    )
    axe(page, within=TABLE)

    again = rows.first.get_by_role("button", name="Check again now")
    again.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The page “My page” was looked through.")).to_be_visible()
    expect(page.get_by_text("All links answer, and every picture has its description.")).to_be_visible()


def test_guide_is_read_on_a_telephone(another: Any, person: Any, axe: Any) -> None:
    page = another(viewport=NARROW)
    person(page, EditorFactory())
    page.goto("/backoffice/guide/")

    expect(page.get_by_role("heading", level=1)).to_have_text("A guide for editors")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe(page, within=".backoffice-guide")
