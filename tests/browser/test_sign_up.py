"""From a stranger to "My organisation" and back through a forgotten password, with the keyboard alone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from eccp.notices import services
from eccp.notices.models import OutgoingMail
from tests.browser.screens import NARROW, WIDE
from tests.factories import PASSWORD, UserFactory

MAIL = "nora@kestrel.example"
FIRST, SECOND = "blue boats at dawn", "seven grey herons"


def reach(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, as somebody without a mouse does."""
    expect(target).to_be_visible()
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {target}")


def press(page: Page, role: Any, name: str) -> None:
    """Go to a button or link of the page's own part and press Enter on it."""
    reach(page, page.get_by_role("main").get_by_role(role, name=name, exact=True))
    page.keyboard.press("Enter")


def fill(page: Page, label: str, words: str) -> None:
    """Go to a field and type."""
    reach(page, page.get_by_role("main").get_by_label(label))
    page.keyboard.type(words)


def read_mail(page: Page, subject: str, button: str) -> None:
    """Find the mail on the page of the demonstration, open it, and follow the link below the button's words."""
    page.goto("/en/demo/mails/")
    fill(page, "To which address?", MAIL)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"/en/demo/mails/?q={MAIL.replace('@', '%40')}")
    press(page, "link", subject)
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)
    expect(page.frame_locator("iframe").get_by_role("link", name=button)).to_be_visible()
    reach(page, page.locator('.letter a[href*="/accounts/"]'))
    page.keyboard.press("Enter")


@pytest.mark.postgres
def test_sign_up_confirm_sign_out_reset_sign_in(page: Page) -> None:
    page.goto("/en/accounts/signup/")
    fill(page, "Your name", "Nora Quill")
    fill(page, "E-mail address", MAIL)
    fill(page, "Password", FIRST)
    fill(page, "Where you work", "Kestrel Bay Blue Cluster")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step: confirm your address")

    read_mail(page, "Confirm your address to finish signing up", "Confirm my address")
    expect(page.get_by_text(f"Is {MAIL} your address?")).to_be_visible()
    press(page, "button", "Yes, confirm it")
    expect(page).to_have_url("/en/my/")
    expect(page.get_by_text(f"{MAIL} is confirmed.")).to_be_visible()

    reach(page, page.locator("details.drop summary").filter(has_text="Your menu"))
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("button", name="Sign out"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are signed out.")).to_be_visible()

    page.goto("/en/accounts/login/")
    press(page, "link", "I forgot my password")
    fill(page, "E-mail address", MAIL)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")

    read_mail(page, "Your link to choose a new password", "Choose a new password")
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a new password")
    fill(page, "New password", SECOND)
    fill(page, "The same password once more", SECOND)
    page.keyboard.press("Enter")
    press(page, "link", "Sign in")

    fill(page, "E-mail address", MAIL)
    fill(page, "Password", SECOND)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/en/my/")


def test_errors_are_said_where_they_are(page: Page) -> None:
    page.goto("/en/accounts/signup/")
    fill(page, "Your name", "Nora Quill")
    fill(page, "E-mail address", MAIL)
    fill(page, "Password", "short")
    page.keyboard.press("Enter")

    expect(page.locator(".error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Password")).to_have_accessible_description(
        "At least 10 characters. A short sentence is easy to remember and hard to guess. "
        "Error: This password is too short. It must contain at least 10 characters."
    )
    expect(page.get_by_label("E-mail address")).to_have_value(MAIL)


STRANGERS = [
    "/en/accounts/login/",
    "/en/accounts/signup/",
    "/en/accounts/inactive/",
    "/en/accounts/confirm-email/",
    "/en/accounts/confirm-email/nonsense/",
    "/en/accounts/password/reset/",
    "/en/accounts/password/reset/done/",
    "/en/accounts/password/reset/key/1-nonsense/",
    "/en/accounts/password/reset/key/done/",
    "/en/demo/mails/",
    "/en/demo/mails/?q=nobody",
]
MEMBERS = [
    "/en/account/",
    "/en/accounts/2fa/",
    "/en/accounts/3rdparty/",
    "/en/accounts/email/",
    "/en/accounts/password/change/",
    "/en/accounts/reauthenticate/",
    "/en/accounts/logout/",
    "/en/my/mails/",
    "/en/my/waiting/",
]


@pytest.fixture
def look(page: Page, axe: Callable[..., None]) -> Iterator[Callable[[str], None]]:
    """Open an address, ask axe, and see that nothing scrolls sideways on a phone; `look(address)`."""

    def at(address: str) -> None:
        page.set_viewport_size(WIDE)
        page.goto(address)
        axe(page)
        page.set_viewport_size(NARROW)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address

    yield at
    page.set_viewport_size(WIDE)


def test_pages_for_strangers_are_fit_for_all(look: Callable[[str], None], base_url: str) -> None:
    Client().post("/en/accounts/password/reset/", {"email": "somebody-with-a-long-name@kestrel-bay.example"})
    mail = OutgoingMail.objects.get()

    for address in [*STRANGERS, f"/en/demo/mails/{mail.pk}/"]:
        look(address)


def test_pages_for_members_are_fit_for_all(
    look: Callable[[str], None], page: Page, person: Callable[..., Any]
) -> None:
    nora = person(page, UserFactory(email=MAIL, password=PASSWORD))
    nora.emailaddress_set.create(email="second-address-of-nora@kestrel-bay.example")
    services.tell(nora, "question-7", "Kestrel Bay Blue Cluster: a question to you", "/en/my/")
    mail = services.keep(
        address=MAIL, subject="A question about Kestrel Bay", text="https://eccp.example/" + "x" * 90
    )

    for address in [*MEMBERS, f"/en/my/mails/{mail.pk}/"]:
        look(address)
