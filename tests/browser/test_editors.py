"""An editor's day in a browser: the queue, a page with a Latin address, its preview, the report on a telephone."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from eccp.content.models import ArticlePage, CallPage, PageCheck, SectionPage
from eccp.content.models.checks import digest_of
from eccp.content.models.slugs import latin_slug
from tests.browser.screens import NARROW
from tests.content.contributing import contributor, sent
from tests.factories import ArticleFactory, CallFactory, EditorFactory

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
    expect(page.get_by_role("button", name="Decline")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel workflow")).to_have_count(0)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("is published. The organisation is told.")).to_be_visible()
    expect(page.get_by_text("No contribution waits for you.")).to_be_visible()
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


@pytest.mark.parametrize(
    ("title", "slug"),
    [("θέμα: ξένη ψυχή", "thema-xeni-psychi"), ("Щит, бъгове и жар-птица", "shchit-bagove-i-zhar-ptitsa")],
)
def test_proposed_address_is_spelt_as_the_platform_does(
    page: Page, person: Any, title: str, slug: str
) -> None:
    person(page, EditorFactory())
    section = SectionPage.objects.get(shows="news")
    page.goto(f"/backoffice/pages/add/content/articlepage/{section.pk}/")

    page.locator("#id_title").press_sequentially(title)
    page.locator("#id_lead").fill("Words.")

    expect(page.locator("#id_slug")).to_have_value(slug)
    assert latin_slug(title) == slug


def test_day_and_hour_of_a_cutoff_are_typed_and_stay(page: Page, person: Any, axe: Any) -> None:
    call = CallFactory(cutoffs=[])
    person(page, EditorFactory())
    page.goto(f"/backoffice/pages/{call.pk}/edit/")

    page.get_by_role("button", name="Add cut-off").click()
    day, hour = page.locator("#id_cutoffs-0-day"), page.locator("#id_cutoffs-0-hour")
    day.focus()
    page.keyboard.type("03012027")  # as an American browser has it
    hour.focus()
    page.keyboard.type("0500PM")
    page.locator("#id_title").focus()
    expect(day).to_have_value("2027-03-01")
    expect(hour).to_have_value("17:00")
    axe(page, within="#id_cutoffs-FORMS")

    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("has been updated")).to_be_visible()
    [kept] = CallPage.objects.get().get_latest_revision_as_object().cutoffs.all()
    assert str(kept) == "2027-03-01 17:00 Europe/Brussels"


def test_page_is_scheduled_in_the_dialogue(page: Page, person: Any) -> None:
    article = ArticleFactory(live=False)
    person(page, EditorFactory())
    page.goto(f"/backoffice/pages/{article.pk}/edit/")

    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    page.locator("#id_go_live_at").fill("2040-03-01T17:00")
    page.get_by_role("button", name="Save schedule").click()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("has been updated")).to_be_visible()

    kept = ArticlePage.objects.get().get_latest_revision_as_object()
    assert kept.go_live_at == datetime(2040, 3, 1, 17, tzinfo=ZoneInfo("Europe/Brussels"))


def test_own_account_is_opened(page: Page, person: Any) -> None:
    person(page, EditorFactory())
    page.goto("/backoffice/account/")

    expect(page.locator("select[name='locale-current_time_zone']")).to_be_attached()
    expect(page).to_have_title(re.compile("- European Cluster Collaboration Platform$"))


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


def test_button_leads_to_a_page_that_is_chosen(page: Page, person: Any) -> None:
    article = ArticleFactory(title="Mine")
    person(page, EditorFactory())
    page.goto(f"/backoffice/pages/{article.pk}/edit/")

    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Button").click()
    page.get_by_label("What happens").fill("Read on")
    page.get_by_label("Or an address").fill("nowhere")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Give a whole address").first).to_be_visible()
    expect(page.get_by_label("What happens")).to_have_value("Read on")
    expect(page.get_by_label("Or an address")).to_have_value("nowhere")

    page.get_by_label("Or an address").fill("")
    page.get_by_role("button", name="Choose a page").click()
    dialogue = page.get_by_role("dialog")
    dialogue.get_by_role("link", name=re.compile("Explore")).click()
    dialogue.get_by_role("row", name="News").get_by_role("link").first.click()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url(re.compile(r"/backoffice/pages/\d+/$"))

    page.goto(ArticlePage.objects.get(pk=article.pk).url)
    page.get_by_role("link", name="Read on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("News")


def test_editor_begins_on_the_first_page_and_in_a_list(page: Page, person: Any) -> None:
    person(page, EditorFactory())
    page.goto(HOME)
    page.get_by_role("link", name="Add an open call").click()

    expect(page.get_by_role("tab", name="Address and search engines")).to_be_visible()
    page.get_by_role("button", name="Add cut-off").click()
    zone = page.locator("#id_cutoffs-0-zone")
    expect(zone.locator("option:checked")).to_have_text("Brussels (Central European Time)")

    page.goto(f"/backoffice/pages/{SectionPage.objects.get(shows='news').pk}/")
    page.get_by_role("link", name="Add a page here").first.click()
    expect(page).to_have_url(re.compile("/add/content/articlepage/"))


def test_two_editors_at_once_are_told(page: Page, another: Any, person: Any) -> None:
    article = ArticleFactory(title="One page", lead="As it was.")
    colleague = another()
    person(page, EditorFactory())
    person(colleague, EditorFactory())
    for one in (page, colleague):
        one.goto(f"/backoffice/pages/{article.pk}/edit/")
        expect(one.locator("#id_lead")).to_have_value("As it was.")

    colleague.locator("#id_lead").fill("Ben's words.")
    colleague.get_by_role("button", name="Save draft").click()
    expect(colleague.get_by_text("has been updated")).to_be_visible()
    page.locator("#id_lead").fill("Ada's words.")

    expect(page.get_by_role("button", name=re.compile("saved a new version")).first).to_be_visible()
    expect(page.locator("#id_lead")).to_have_value("Ada's words.")
    kept = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert kept.lead == "Ben's words."
