"""Second factors as people use them: an app, recovery codes and passkeys, with the keyboard alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.answers import code_for
from tests.browser.screens import NARROW, WIDE
from tests.factories import PASSWORD, UserFactory, ValidatorFactory

SECOND_FACTOR = "/en/accounts/2fa/"


@pytest.fixture
def victor(pages: None) -> Any:
    """A new validator, who has no second factor yet."""
    return ValidatorFactory(email="victor@kestrel.example", name="Victor Ash", second_factor=False)


@pytest.fixture
def key(page: Page) -> Callable[[], int]:
    """Put a passkey into this browser that says yes; the function tells how many it holds."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    number = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def held() -> int:
        return len(device.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"])

    return held


def sign_in(page: Page, email: str) -> None:
    """Type address and password."""
    page.goto("/en/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def sign_out(page: Page) -> None:
    """Sign out by the page that asks."""
    page.goto("/en/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def press(page: Page, role: Any, name: str) -> None:
    """Press a button or link with the keyboard."""
    page.get_by_role("main").get_by_role(role, name=name, exact=True).focus()
    page.keyboard.press("Enter")


@pytest.mark.postgres
def test_a_validator_sets_an_app_up_and_signs_in_with_it(page: Page, victor: Any, axe: Any) -> None:
    sign_in(page, victor.email)
    expect(page).to_have_url(SECOND_FACTOR)
    expect(page.get_by_text("You have a role that decides about others")).to_be_visible()
    axe(page)

    # No password once more: it was typed a moment ago.
    press(page, "link", "Set up an app")
    expect(page.get_by_role("img", name=re.compile("Picture for your app"))).to_be_visible()
    secret = page.locator("code.secret-key").inner_text().replace(" ", "")
    page.get_by_label("Code").focus()
    page.keyboard.type(code_for(secret, later=-1))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")
    codes = page.get_by_role("list", name="Your codes").get_by_role("listitem").all_inner_texts()
    assert len(codes) == 10
    axe(page)
    press(page, "link", "I kept them, go on to where I wanted")
    expect(page).to_have_url("/en/my/")

    sign_out(page)
    sign_in(page, victor.email)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_label("Code").focus()
    page.keyboard.type("000 000")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("Code")).to_have_accessible_description(re.compile("with the newest code"))
    page.get_by_label("Code").fill(code_for(secret))
    page.keyboard.press("Enter")
    expect(page).to_have_url("/en/my/")

    sign_out(page)
    sign_in(page, victor.email)
    page.get_by_label("Code").fill(codes[0])
    page.keyboard.press("Enter")
    expect(page).to_have_url("/en/my/")
    page.goto(SECOND_FACTOR)
    expect(page.get_by_text("You have 9 codes left.")).to_be_visible()


def test_a_passkey_is_added_and_signs_in_alone(page: Page, key: Any, axe: Any) -> None:
    UserFactory(email="nora@kestrel.example")
    sign_in(page, "nora@kestrel.example")
    expect(page).to_have_url("/en/my/")
    page.goto(SECOND_FACTOR)
    press(page, "link", "Add a key")
    expect(page.get_by_label("Let me sign in with this key alone")).to_be_checked()
    axe(page)
    page.reload()  # axe asked for the page too, and with it for another key
    page.get_by_label("Name of the key").fill("My phone")
    press(page, "button", "Add the key")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")
    assert key() == 1

    sign_out(page)
    page.goto("/en/accounts/login/?next=/en/account/")
    axe(page)
    press(page, "button", "Sign in with a passkey")
    expect(page).to_have_url("/en/account/")

    # Renamed, then removed.
    page.goto(SECOND_FACTOR + "webauthn/")
    expect(page.get_by_text("Signs you in without a password")).to_be_visible()
    axe(page)
    press(page, "link", "Rename My phone")
    page.get_by_label("Name of the key").fill("My old phone")
    page.keyboard.press("Enter")
    press(page, "link", "Remove My old phone")
    axe(page)
    press(page, "button", "Remove the key")
    expect(page.get_by_text("No keys yet")).to_be_visible()


def test_a_key_is_a_second_factor(page: Page, victor: Any, key: Any) -> None:
    sign_in(page, victor.email)
    press(page, "link", "Add a key")
    page.get_by_label("Let me sign in with this key alone").uncheck()
    press(page, "button", "Add the key")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")

    sign_out(page)
    sign_in(page, victor.email)
    press(page, "button", "Use my key")
    expect(page).to_have_url("/en/my/")

    # It is the only one, and stays.
    page.goto(SECOND_FACTOR + "webauthn/")
    press(page, "link", "Remove Key 1")
    expect(page.get_by_text("Your role needs a second factor, and this is the only one")).to_be_visible()
    expect(page.get_by_role("link", name="Add another key")).to_be_visible()


def test_a_key_of_another_site_is_refused_kindly(page: Page, key: Any) -> None:
    page.goto("/en/accounts/login/")

    press(page, "button", "Sign in with a passkey")

    expect(page.get_by_role("status").filter(has_text="The key was not used.")).to_be_visible()


def test_without_javascript_the_code_still_works(another: Callable[..., Page], victor: Any) -> None:
    page = another(java_script_enabled=False)
    sign_in(page, victor.email)
    press(page, "link", "Set up an app")
    secret = page.locator("code.secret-key").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(code_for(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")

    page.goto("/en/accounts/2fa/webauthn/add/")
    expect(page.get_by_text("Passkeys need JavaScript and a browser that knows them.")).to_be_visible()
    expect(page.get_by_role("button", name="Add the key")).to_be_hidden()


def test_pages_fit_a_phone(page: Page, victor: Any, axe: Any) -> None:
    page.set_viewport_size(NARROW)
    sign_in(page, victor.email)
    press(page, "link", "Set up an app")
    secret = page.locator("code.secret-key").inner_text().replace(" ", "")
    fits(page)
    page.get_by_label("Code").fill(code_for(secret, later=-1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")
    fits(page)
    for address in ("", "totp/deactivate/", "recovery-codes/generate/", "webauthn/", "webauthn/add/"):
        page.goto(SECOND_FACTOR + address)
        fits(page)
        axe(page)
    for address in (
        "/en/accounts/sessions/",
        "/en/accounts/3rdparty/",
        "/en/accounts/email/",
        "/en/account/",
    ):
        page.goto(address)
        fits(page)
        axe(page)
    sign_out(page)
    sign_in(page, victor.email)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    fits(page)
    axe(page)
    page.set_viewport_size(WIDE)


def fits(page: Page) -> None:
    """Nothing scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_another_browser_is_signed_out(page: Page, another: Callable[..., Page], pages: None) -> None:
    nora = UserFactory(email="nora@kestrel.example")
    elsewhere = another()
    sign_in(elsewhere, nora.email)
    expect(elsewhere).to_have_url("/en/my/")
    sign_in(page, nora.email)
    expect(page).to_have_url("/en/my/")

    page.goto("/en/accounts/sessions/")
    expect(page.get_by_text("This browser")).to_have_count(1)
    page.get_by_role("button", name=re.compile("^Sign out there")).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("You are signed out there.")).to_be_visible()
    elsewhere.goto("/en/account/")
    expect(elsewhere).to_have_url("/en/accounts/login/?next=/en/account/")
