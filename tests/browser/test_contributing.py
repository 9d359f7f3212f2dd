"""A manager writes news in the browser: marks by button, preview and back, sent; an editor publishes it."""

import pytest
from playwright.sync_api import Page, expect

from eccp.content.contributing import services
from eccp.content.models import Contribution
from tests.browser.screens import NARROW
from tests.content.contributing import SMALL_COPIES, contributor, decide, news, picture, url
from tests.factories import EditorFactory, TermFactory

pytestmark = SMALL_COPIES
NEW = "/en/my/contributions/new/news/"


@pytest.mark.postgres
def test_from_the_first_word_until_everybody_reads_it(page: Page, person, axe) -> None:
    person(page, contributor(name="Kestrel Cluster"))
    page.goto("/en/my/contributions/")
    page.get_by_role("link", name="News", exact=True).first.focus()
    page.goto(NEW)
    axe(page)
    page.get_by_label("Title").fill("Three clusters share a test site")
    page.get_by_label("In two sentences").fill("Valves for hydrogen.")
    text = page.get_by_role("textbox", name="Text")
    text.fill("Opened today")
    text.press("Control+A")
    page.get_by_role("button", name="Important").focus()
    page.keyboard.press("Enter")
    expect(text).to_have_value("**Opened today**")
    file = picture()
    page.locator("#id_picture").set_input_files(
        {"name": "p.png", "mimeType": "image/png", "buffer": file.read()}
    )

    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what the picture shows")
    page.get_by_label("What the picture shows").fill("A blue valve")
    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_text("This is a preview.")).to_be_visible()
    expect(page.locator("article strong")).to_have_text("Opened today")
    expect(page.get_by_alt_text("A blue valve")).to_be_visible()
    page.get_by_role("button", name="Go on writing").click()
    expect(text).to_have_value("**Opened today**")
    page.get_by_role("button", name="Send to the editors").click()
    expect(page.get_by_text("It is with the editors now.")).to_be_visible()
    axe(page)

    decide(Contribution.objects.get(), EditorFactory(), "approve")
    page.reload()
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_role("heading", name="Three clusters share a test site")).to_be_visible()
    expect(page.get_by_text("Contributed by")).to_be_visible()
    axe(page)


def test_call_is_written_without_a_script_on_a_small_screen(another, person, axe) -> None:
    page = another(viewport=NARROW, java_script_enabled=False)
    person(page, contributor())
    page.goto("/en/my/contributions/new/call/")
    axe(page)
    page.get_by_label("Title").fill("Vouchers")
    page.get_by_label("Day").fill("2030-03-01")
    page.get_by_role("button", name="Add another cut-off").click()
    expect(page.get_by_label("Day").first).to_have_value("2030-03-01")
    expect(page.get_by_label("Title")).to_have_value("Vouchers")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    page.get_by_role("button", name="Remove cut-off 2").click()
    page.locator("form#contribution").get_by_role("button", name="Save the draft").last.click()

    expect(page.get_by_text("Your draft is saved.")).to_be_visible()
    assert Contribution.objects.get().page.specific.cutoffs.count() == 1


def test_what_the_form_holds_already_is_not_offered_again(page: Page, person) -> None:
    TermFactory(scheme="ecosystem", code="textile", label="Textile")
    person(page, contributor())
    page.goto(NEW)
    page.get_by_label("Title").fill("Kept")
    page.get_by_role("textbox", name="Text").fill("First line\n\n- second")
    page.get_by_label("Textile").check()
    offered = page.locator("[data-keep-offer]")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("This is a preview.")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Title")).to_have_value("Kept")
    expect(offered).to_be_hidden()

    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Go on writing").click()
    expect(page.get_by_label("Title")).to_have_value("Kept")
    expect(offered).to_be_hidden()

    page.goto(NEW)
    expect(page.get_by_label("Title")).to_have_value("")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_label("Title")).to_have_value("Kept")
    expect(page.get_by_label("Textile")).to_be_checked()


def test_second_tab_is_taken_back_with_what_was_typed_there(another, person, axe) -> None:
    writer = contributor()
    row = news(writer)
    late = another(viewport=NARROW, java_script_enabled=False)
    person(late, writer)
    late.goto(url(row))
    late.get_by_label("Title").fill("Typed in the second tab")
    services.submit(row, by=writer)

    late.get_by_role("button", name="Send to the editors").focus()
    late.keyboard.press("Enter")
    expect(late.get_by_role("alert")).to_contain_text("This was sent to the editors meanwhile")
    expect(late.get_by_label("Title")).to_have_value("Typed in the second tab")
    axe(late)
    assert late.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    late.get_by_role("button", name="Take it back and save this").click()

    expect(late.get_by_text("Your draft is saved.")).to_be_visible()
    expect(late.get_by_role("heading", level=1)).to_have_text("Typed in the second tab")


def test_back_after_sending_and_sending_again_makes_one_contribution(page: Page, person, axe) -> None:
    person(page, contributor())
    page.goto(NEW)
    page.get_by_label("Title").fill("Once")
    page.get_by_label("In two sentences").fill("A lead.")
    page.get_by_role("textbox", name="Text").fill("Words.")
    page.get_by_role("button", name="Send to the editors").click()
    expect(page.get_by_text("It is with the editors now.")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Title")).to_have_value("Once")
    page.get_by_role("button", name="Send to the editors").click()

    expect(page.get_by_text("You sent this already.")).to_be_visible()
    axe(page)
    assert Contribution.objects.count() == 1


def test_picture_that_is_too_large_is_said_before_it_is_sent(page: Page, person, axe) -> None:
    page.set_viewport_size(NARROW)
    person(page, contributor())
    page.goto(NEW)
    page.get_by_label("Title").fill("Kept")
    chosen = page.locator("#id_picture")
    large = {"name": "large.png", "mimeType": "image/png", "buffer": b"0" * (5 * 1024 * 1024 + 1)}
    chosen.set_input_files([large])

    said = page.get_by_role("alert")
    expect(said).to_contain_text("at most 5 MB fit. Make it smaller and choose it again.")
    expect(said).to_have_count(1)
    assert chosen.evaluate("box => box.files.length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    axe(page)

    chosen.set_input_files([{**large, "buffer": picture().read() + b"0" * (5 * 1024 * 1024 - 2000)}])
    expect(said).to_have_count(0)
    assert chosen.evaluate("box => box.files.length") == 1
    expect(page.get_by_label("Title")).to_have_value("Kept")


def test_session_that_ends_while_somebody_writes_loses_no_word(page: Page, person) -> None:
    writer = contributor()
    person(page, writer)
    page.goto(NEW)
    page.get_by_label("Title").fill("Long in the making")
    page.get_by_role("textbox", name="Text").fill("Words of an hour")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save the draft").last.click()
    expect(page.get_by_text("You were signed out while you wrote")).to_be_visible()

    person(page, writer)
    page.goto(NEW)
    page.get_by_role("button", name="Bring it back").click()

    expect(page.get_by_label("Title")).to_have_value("Long in the making")
    expect(page.get_by_role("textbox", name="Text")).to_have_value("Words of an hour")


def test_upright_picture_is_not_higher_than_the_screen(page: Page, person) -> None:
    person(page, contributor())
    page.goto(NEW)
    page.get_by_label("Title").fill("A tower")
    page.get_by_label("What the picture shows").fill("A tower")
    file = {"name": "p.png", "mimeType": "image/png", "buffer": picture(600, 1800).read()}
    page.locator("#id_picture").set_input_files([file])
    page.get_by_role("button", name="Preview").click()

    shown = page.get_by_alt_text("A tower").bounding_box()
    assert shown is not None
    assert 0 < shown["height"] <= 0.85 * page.evaluate("window.innerHeight") + 1
