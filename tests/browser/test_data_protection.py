"""Taking one's data along, and erasing oneself: with the mail, the file, and what others see afterwards."""

import json
import re
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from eccp.accounts import services
from eccp.accounts.consents import PRIVACY, PUBLICATION
from eccp.accounts.models import Archive, User
from eccp.notices.models import OutgoingMail
from eccp.organisations.models import Role
from eccp.reference.models import Scheme
from tests.browser.screens import NARROW, WIDE
from tests.browser.test_sign_up import fill, press, reach
from tests.factories import (
    PASSWORD,
    OrganisationFactory,
    RepresentativeFactory,
    TermFactory,
    UserFactory,
)

MAIL = "nora@kestrel.example"


@pytest.fixture
def nora(base_url: str, settings: Any, tmp_path: Any) -> User:
    """A manager of an organisation that has another one, with a colleague, and with consents."""
    settings.ERASED_LIST = tmp_path / "erased.log"
    TermFactory.create_batch(9, scheme=Scheme.LANGUAGE)
    TermFactory(scheme=Scheme.ECOSYSTEM, label="Health")
    nora: User = UserFactory(name="Nora Quill", email=MAIL, position="Director")
    kestrel = OrganisationFactory(name="Kestrel Bay", published=True)
    RepresentativeFactory(person=nora, organisation=kestrel)
    RepresentativeFactory(person__name="Olga Oak", organisation=kestrel)
    services.take_note(nora, PRIVACY, where="sign-up")
    services.agree(nora, PUBLICATION, where="validation.submit", about=kestrel)
    return nora


def sign_in(page: Page, address: str) -> None:
    page.goto(address)
    fill(page, "E-mail address", MAIL)
    fill(page, "Password", PASSWORD)
    page.keyboard.press("Enter")


@pytest.mark.postgres
def test_take_the_data_along_and_erase_oneself(
    page: Page, another: Callable[..., Page], person: Callable[..., Any], nora: User, run_tasks: Any
) -> None:
    sign_in(page, "/en/accounts/login/?next=/en/account/")
    press(page, "link", "See and fetch your data")
    press(page, "button", "Put my data together")
    expect(page.get_by_text("We put it together since")).to_be_visible()

    run_tasks()
    expect(page.get_by_role("link", name="Fetch my data")).to_be_visible()  # without loading the page anew
    mail = OutgoingMail.objects.get(subject="Your data are ready to fetch")
    assert mail.address == MAIL
    with page.expect_download() as download:
        page.evaluate("address => location.assign(address)", link_in(mail))
    with ZipFile(download.value.path()) as zipped:
        held = {one["code"]: one["records"] for one in json.loads(zipped.read("data.json"))["holdings"]}
        words = zipped.read("index.html").decode()
    assert held["accounts.account"][0]["email"] == MAIL
    assert held["organisations.teams"][0]["organisation"] == "Kestrel Bay"
    assert "Director" in words

    page.goto("/en/my/data/")
    press(page, "link", "Erase my account …")
    expect(page.get_by_role("heading", name="What stays, without your name")).to_be_visible()
    press(page, "link", "Go on")
    fill(page, "Type the word “erase”", "eras")
    press(page, "button", "Erase my account for good")
    expect(page.locator(".error-summary")).to_be_focused()
    fill(page, "Type the word “erase”", "erase")
    press(page, "button", "Erase my account for good")
    expect(page.get_by_role("heading", level=1)).to_have_text("Farewell")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()

    last = OutgoingMail.objects.first()
    assert (last.address, last.subject) == (MAIL, "Your account is erased")
    sign_in(page, "/en/accounts/login/")
    expect(page.locator(".error-summary")).to_be_visible()
    gone_for_others(another(), person)


def gone_for_others(page: Page, person: Callable[..., Any]) -> None:
    """What a colleague sees: the name nowhere, in the history somebody who left."""
    organisation = RepresentativeFactory._meta.model.objects.get(person__name="Olga Oak").organisation
    person(page, User.objects.get(name="Olga Oak"))
    for address in (
        f"/en/my/?organisation={organisation.pk}",
        f"/en/my/{organisation.pk}/team/",
        f"/en/my/{organisation.pk}/history/",
        organisation.get_absolute_url(),
        "/en/directory/?q=Quill",
    ):
        page.goto(address)
        assert "Nora" not in page.content().replace("q=Quill", ""), address
    page.goto(f"/en/my/{organisation.pk}/history/")
    expect(page.get_by_text("Somebody who left").first).to_be_visible()


def link_in(mail: OutgoingMail) -> str:
    return next(line for line in mail.text.splitlines() if "/my/data/archive/" in line)


def test_the_last_manager_settles_it_first_or_says_all_the_same(page: Page, nora: User) -> None:
    RepresentativeFactory(person=nora, organisation__name="Heron Lake", role=Role.MANAGER)
    sign_in(page, "/en/accounts/login/?next=/en/my/data/erase/")

    expect(page.get_by_role("heading", name="Settle this first, if you can")).to_be_visible()
    expect(page.get_by_role("main").get_by_text("Heron Lake")).to_be_visible()
    press(page, "link", "Go on")
    fill(page, "Type the word “erase”", "erase")
    press(page, "button", "Erase my account for good")
    expect(page.locator(".error-summary")).to_contain_text("I cannot settle this first")
    page.get_by_label("I cannot settle this first").check()
    expect(page.get_by_label("Type the word “erase”")).to_have_value("erase")
    press(page, "button", "Erase my account for good")

    expect(page.get_by_role("heading", level=1)).to_have_text("Farewell")


def test_a_consent_is_taken_back_with_one_button(page: Page, nora: User) -> None:
    sign_in(page, "/en/accounts/login/?next=/en/my/data/")
    reach(page, page.get_by_role("main").get_by_role("link", name=re.compile("^Take it back.*Kestrel Bay$")))
    page.keyboard.press("Enter")
    expect(page.get_by_text("What follows at once")).to_be_visible()
    press(page, "button", "Take it back")
    expect(page.get_by_text("Your consent is taken back.")).to_be_visible()
    expect(page.get_by_text("Taken back", exact=True)).to_be_visible()


def test_the_profile_keeps_what_was_typed_and_is_stored(page: Page, nora: User) -> None:
    sign_in(page, "/en/accounts/login/?next=/en/account/")
    page.get_by_label("Your name").fill("")
    page.get_by_label("Position").fill("Gardener")
    press(page, "button", "Save my account")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("Position")).to_have_value("Gardener")
    page.get_by_label("Your name").fill("Nora Heron")
    page.get_by_label("Health").check()
    press(page, "button", "Save my account")
    expect(page.get_by_text("Your account was saved.")).to_be_visible()
    expect(page.get_by_label("Health")).to_be_checked()


def test_pages_are_fit_for_all(
    page: Page, person: Callable[..., Any], nora: User, axe: Callable[..., None], run_tasks: Any
) -> None:
    person(page, nora)
    services.ensure_periods()
    archive = services.ask_for_archive(nora, by=nora)
    consent = nora.consents.get(code=PUBLICATION)  # type: ignore[attr-defined]
    addresses = [
        "/en/account/",
        "/en/my/data/",
        f"/en/my/data/consents/{consent.pk}/withdraw/",
        "/en/my/data/erase/",
        "/en/farewell/",
        "/en/privacy/",
        "/en/privacy/register/",
    ]
    for done in (False, True):
        if done:
            run_tasks()
            assert Archive.objects.get(pk=archive.pk).made_at
        for address in addresses if not done else ["/en/my/data/"]:
            page.set_viewport_size(WIDE)
            page.goto(address)
            axe(page)
            page.set_viewport_size(NARROW)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
