"""Signing in with another site, against a certified provider that runs beside the test."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import Page, expect

from eccp.accounts.models import User
from eccp.config import openid_connect
from eccp.config.policy import content_security_policy
from eccp.notices.models import OutgoingMail
from tests.accounts.answers import code_of
from tests.browser.screens import NARROW, WIDE
from tests.factories import PASSWORD, UserFactory, ValidatorFactory

PROGRAM = Path(__file__).with_name("oidc_provider.mjs")
SECRET = "a secret for tests"
PEOPLE = {
    "nora": {"name": "Nora Quill", "email": "nora@kestrel.example", "email_verified": True},
    "otto": {"name": "Otto Reed", "email": "otto@kestrel.example", "email_verified": False},
    "boss": {"name": "Boss Validator", "email": "boss@kestrel.example", "email_verified": True},
}


class OtherSite:
    """The provider as a process of its own, on a free port of this machine."""

    def __init__(self, callback: str, *, vanish: bool = False) -> None:
        asked = {"callback": callback, "accounts": PEOPLE, "port": 0, "vanish": vanish}
        self.process = subprocess.Popen(  # noqa: S603 (our own program)
            [shutil.which("node"), PROGRAM, json.dumps(asked)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        line = next(line for line in self.process.stdout if line.startswith("ready "))
        self.issuer = f"http://127.0.0.1:{line.split()[1]}"

    def stop(self) -> None:
        """Be down from now on; may be said twice."""
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def other_site(base_url: str, settings: Any, request: pytest.FixtureRequest) -> Iterator[OtherSite]:
    """The provider, named by the settings as the environment would; with a parameter it vanishes half-way."""
    callback = f"{base_url}/en/accounts/oidc/oidc/login/callback/"
    site = OtherSite(callback, vanish=getattr(request, "param", False))
    environment = {
        "OIDC_ISSUER": site.issuer,
        "OIDC_CLIENT_ID": "eccp",
        "OIDC_CLIENT_SECRET": SECRET,
        "OIDC_NAME": "EU Login",
    }
    settings.SOCIALACCOUNT_PROVIDERS = openid_connect.providers(environment)
    settings.CONTENT_SECURITY_POLICY = content_security_policy(
        openid_connect.origins(environment), encrypted=False
    )
    yield site
    site.stop()


def go_there(page: Page, who: str, door: str = "/en/accounts/login/") -> None:
    """Press the button here, and say there who one is."""
    page.goto(door)
    page.get_by_role("button", name="Sign in with EU Login").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The other site")).to_be_visible()
    page.get_by_label("Who are you?").fill(who)
    page.keyboard.press("Enter")


def sign_out(page: Page) -> None:
    """Sign out here, and be forgotten there."""
    page.context.clear_cookies()


@pytest.mark.postgres
def test_a_new_account_and_a_second_sign_in(page: Page, other_site: OtherSite, axe: Any) -> None:
    go_there(page, "nora", "/en/accounts/signup/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your first time here")
    expect(page.get_by_label("Your name")).to_have_value("Nora Quill")
    expect(page.get_by_label("E-mail address")).to_be_disabled()
    axe(page)
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(WIDE)
    page.get_by_label("Where you work").fill("Kestrel Bay")
    page.keyboard.press("Enter")

    # The other site says that the address is proved, so no mail is needed.
    expect(page).to_have_url("/en/my/")
    nora = User.objects.get(email="nora@kestrel.example")
    assert (nora.name, nora.organisation_in_words) == ("Nora Quill", "Kestrel Bay")
    assert EmailAddress.objects.get(user=nora).verified
    assert not nora.has_usable_password()

    sign_out(page)
    go_there(page, "nora", "/en/accounts/login/?next=/en/account/")
    expect(page).to_have_url("/en/account/")
    assert User.objects.count() == 1

    # The only way in cannot be taken away.
    page.goto("/en/accounts/3rdparty/")
    axe(page)
    page.get_by_role("button", name="Disconnect").click()
    expect(page.get_by_text("This is your only way in.")).to_be_visible()
    assert SocialAccount.objects.filter(user=nora).exists()


def test_an_address_that_is_not_proved_is_confirmed_by_our_mail(page: Page, other_site: OtherSite) -> None:
    go_there(page, "otto")
    page.get_by_role("button", name="Make my account").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("One more step: confirm your address")
    mail = OutgoingMail.objects.get(address="otto@kestrel.example")
    assert not EmailAddress.objects.get(email="otto@kestrel.example").verified
    page.goto(next(line for line in mail.text.splitlines() if "/confirm-email/" in line))
    page.get_by_role("button", name="Yes, confirm it").click()
    expect(page).to_have_url("/en/my/")


def test_an_account_is_joined_after_one_sign_in_to_it(page: Page, other_site: OtherSite, axe: Any) -> None:
    nora = UserFactory(email="nora@kestrel.example", name="Nora")

    go_there(page, "nora", "/en/accounts/login/?next=/en/account/")
    expect(page.get_by_role("heading", name="You have an account here")).to_be_visible()
    axe(page)
    assert not SocialAccount.objects.exists()
    page.get_by_label("E-mail address").fill(nora.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url("/en/account/")
    expect(page.get_by_text("From now on you can also sign in with EU Login.")).to_be_visible()
    assert SocialAccount.objects.get().user == nora
    assert OutgoingMail.objects.latest("pk").subject == "EU Login now opens your account"
    sign_out(page)
    go_there(page, "nora")
    expect(page).to_have_url("/en/my/")
    assert User.objects.get() == nora


def test_whoever_signs_in_to_another_account_joins_nothing(page: Page, other_site: OtherSite) -> None:
    UserFactory(email="nora@kestrel.example")
    eve = UserFactory(email="eve@heron.example")

    go_there(page, "nora")
    page.get_by_label("E-mail address").fill(eve.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url("/en/my/")
    assert not SocialAccount.objects.exists()


def test_an_account_is_not_taken_over_with_an_address_that_is_not_proved(
    page: Page, other_site: OtherSite
) -> None:
    UserFactory(email="otto@kestrel.example")

    go_there(page, "otto")
    page.get_by_role("button", name="Make my account").click()

    # As for any address: whether it has an account is said in the mail only.
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step: confirm your address")
    assert OutgoingMail.objects.get().subject == "You have an account here already"
    assert not SocialAccount.objects.exists()
    page.goto("/en/account/")
    expect(page).to_have_url("/en/accounts/login/?next=/en/account/")


def test_connected_and_disconnected_from_ones_own_page(page: Page, other_site: OtherSite) -> None:
    UserFactory(email="nora.private@heron.example")
    page.goto("/en/accounts/login/?next=/en/account/")
    page.get_by_label("E-mail address").fill("nora.private@heron.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Other ways to sign in").click()
    page.get_by_role("button", name="Connect EU Login").click()
    page.get_by_label("Who are you?").fill("nora")
    page.keyboard.press("Enter")
    expect(page.get_by_text("From now on you can also sign in with EU Login.")).to_be_visible()
    assert SocialAccount.objects.get().user.email == "nora.private@heron.example"

    page.get_by_role("button", name="Disconnect").click()

    expect(page.get_by_text("It is disconnected")).to_be_visible()
    assert not SocialAccount.objects.exists()
    assert OutgoingMail.objects.latest("pk").subject == "EU Login no longer opens your account"


def test_a_second_factor_is_asked_for_here_all_the_same(page: Page, other_site: OtherSite) -> None:
    boss = ValidatorFactory(email="boss@kestrel.example")
    SocialAccount.objects.create(user=boss, provider="oidc", uid="boss")

    go_there(page, "boss")

    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_label("Code").fill(code_of(boss))
    page.keyboard.press("Enter")
    expect(page).to_have_url("/en/my/")


def test_stopping_half_way_is_no_error(page: Page, other_site: OtherSite, axe: Any) -> None:
    page.goto("/en/accounts/login/")
    page.get_by_role("button", name="Sign in with EU Login").click()
    page.get_by_role("link", name="Stop").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("You stopped half-way")
    axe(page)


def test_a_site_that_is_down_is_said_kindly(page: Page, other_site: OtherSite, axe: Any) -> None:
    page.goto("/en/accounts/login/")
    other_site.stop()

    with page.expect_response(lambda answer: "/oidc/" in answer.url) as answered:
        page.get_by_role("button", name="Sign in with EU Login").click()

    assert answered.value.status == 401
    expect(page.get_by_text("EU Login does not answer as it should just now.")).to_be_visible()
    expect(page.get_by_role("link", name="Back to signing in")).to_be_visible()


@pytest.mark.parametrize("other_site", [True], indirect=True)
def test_a_site_that_goes_down_half_way_is_said_kindly(page: Page, other_site: OtherSite) -> None:
    go_there(page, "nora")

    expect(page.get_by_text("EU Login does not answer as it should just now.")).to_be_visible()
    assert not User.objects.exists()


def test_an_answer_that_nobody_asked_for_opens_nothing(page: Page, other_site: OtherSite) -> None:
    page.goto("/en/accounts/oidc/oidc/login/callback/?code=abc&state=unknown")

    expect(page.get_by_role("heading", level=1)).to_have_text("This did not work")
    page.goto("/en/account/")
    expect(page).to_have_url("/en/accounts/login/?next=/en/account/")


@pytest.mark.parametrize("door", ["/en/accounts/login/", "/en/accounts/signup/"])
def test_without_settings_there_is_no_button(page: Page, pages: None, door: str) -> None:
    page.goto(door)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="EU Login")).to_have_count(0)
    assert page.locator('form[action*="/oidc/"]').count() == 0
