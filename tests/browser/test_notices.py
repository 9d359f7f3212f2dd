"""Mails as people have them: how often they come, what stands here meanwhile, and an address that is bad."""

from typing import Any

import pytest
from django.core import mail as box
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from eccp.notices import services
from eccp.notices.models import OutgoingMail, Preference
from eccp.notices.switching_off import off_url
from eccp.notices.topics import CONVERSATIONS
from tests.browser.screens import NARROW
from tests.factories import UserFactory
from tests.notices.letters import letter
from tests.notices.returned import report


@pytest.fixture
def nora(base_url: str) -> Any:
    return UserFactory(email="nora@kestrel.example", name="Nora Quill")


def reach(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    expect(target).to_be_visible()
    for _ in range(80):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {target}")


def no_wider_than_the_screen(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.postgres
def test_a_choice_with_the_keyboard_holds_a_mail_until_the_summary(page, person, axe, nora, run_tasks):
    person(page, nora)
    page.goto("/en/account/")
    page.get_by_role("link", name="Choose your mails").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Which mails you get")
    axe(page)
    conversations = page.get_by_role("group", name="Conversations")
    reach(page, conversations.get_by_label("At once"))
    page.keyboard.press("ArrowDown")
    expect(conversations.get_by_label("Once a day, at 7:00")).to_be_checked()
    reach(page, page.get_by_role("button", name="Save my choice"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your choice was saved.")).to_be_visible()

    mail = letter(nora)
    page.goto("/en/my/mails/")
    expect(page.get_by_text("Comes with the summary of")).to_be_visible()
    axe(page)

    OutgoingMail.objects.filter(pk=mail.pk).update(due_at=timezone.now())
    services.ask_for_digests(timezone.now())
    run_tasks()
    page.reload()
    expect(page.get_by_text("Sent with the summary of")).to_be_visible()
    assert [sent.subject for sent in box.outbox] == ["Your summary: Heron Labs wrote to you"]
    assert f"/en/my/mails/{mail.pk}/" in box.outbox[0].body


def test_copies_are_looked_through_on_a_small_screen(another, person, axe, nora):
    page = another(viewport=NARROW)
    person(page, nora)
    letter(nora)
    services.tell(nora, "conversations.1", "Heron Labs wrote to you", "/en/my/", about="Kestrel Bay")
    page.goto("/en/my/mails/")
    no_wider_than_the_screen(page)
    page.get_by_label("Topic").select_option("Your team")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="No such mails")).to_be_visible()
    no_wider_than_the_screen(page)
    axe(page)
    page.get_by_role("main").get_by_role("link", name="Show all").first.click()
    page.get_by_role("link", name="Heron Labs wrote to you").click()
    expect(page.get_by_text("We build boats.")).to_be_visible()
    no_wider_than_the_screen(page)

    page.locator("summary").filter(has_text="Your menu, 1 thing waits for you").click()
    page.get_by_role("link", name="What waits for you").click()
    expect(page.get_by_role("heading", name="Conversations")).to_be_visible()
    expect(page.get_by_text("Kestrel Bay ·")).to_be_visible()
    no_wider_than_the_screen(page)
    axe(page)

    page.goto("/en/my/mails/settings/")
    no_wider_than_the_screen(page)


def test_a_bad_address_is_shown_to_its_owner_and_tried_again(page, another, person, axe, nora):
    mail = letter(nora)
    services.send(mail.pk)
    services.receive(report(mail))
    held = letter(nora, subject="A second letter")
    person(page, nora)
    page.goto("/en/directory/")
    notice = page.locator(".trouble")
    expect(notice).to_contain_text("Mails to nora@kestrel.example come back since")
    expect(notice).to_contain_text("there is no such mailbox")
    axe(page)

    page.goto(f"/en/my/mails/{mail.pk}/")
    expect(page.get_by_text("Could not be delivered: there is no such mailbox.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("The mail is on its way again, to nora@kestrel.example.")).to_be_visible()

    small = another(viewport=NARROW)
    person(small, nora)
    small.goto("/en/my/mails/")
    expect(small.get_by_text("Not sent, mails to your address come back")).to_be_visible()
    no_wider_than_the_screen(small)

    reach(page, page.get_by_role("button", name="Try again"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("We sent a test to nora@kestrel.example.")).to_be_visible()
    expect(page.locator(".trouble")).to_have_count(0)
    held.refresh_from_db()
    assert held.held_for == "pace"


def test_mails_on_a_topic_end_without_signing_in(page, axe, nora, base_url):
    page.goto(off_url(nora.pk, CONVERSATIONS))
    expect(page.get_by_role("heading", level=1)).to_have_text("No more mails on “Conversations”?")
    axe(page)
    reach(page, page.get_by_role("button", name="No more mails on this"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("You get no more mails on this")
    assert Preference.objects.get().pace == "never"
