"""The form of a profile in a real browser: with the keyboard alone, while typing, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from eccp.organisations.models import Organisation
from eccp.reference.models import Participation, Programme
from tests.browser.screens import NARROW
from tests.factories import CountryFactory, RepresentativeFactory, TermFactory

COUNTS = {"sme": "7", "large": "2", "research": "2", "public": "1"}
ADD_LABEL = re.compile("^Add .* Excellence labels$")


@pytest.fixture
def representative(base_url):
    programme = Programme.objects.create(
        code="smp", name="Programme", runs_from="2021-01-01", runs_to="2027-12-31"
    )
    Participation.objects.create(
        programme=programme, country=CountryFactory(), starts_on="2021-01-01", ends_on="2099-12-31"
    )
    for number in range(3):
        TermFactory(scheme="label", code=f"label-{number}")
    return RepresentativeFactory(organisation__name="Brannoch Timber")


def address(representative, step="members"):
    return f"/en/my/{representative.organisation_id}/edit/{step}/"


@pytest.mark.postgres
def test_members_are_counted_while_typing_with_the_keyboard_alone(page, person, axe, representative):
    person(page, representative.person)
    page.goto(address(representative))
    size = page.locator("#c-size")

    page.locator("#id_members_sme").focus()
    for number in COUNTS.values():
        page.keyboard.type(number)
        page.keyboard.press("Tab")
    expect(size).to_contain_text("Give at least 15 members; you have 12.")
    expect(page.locator("#members-total")).to_contain_text("3 to go")
    axe(page)

    page.keyboard.type("3")
    expect(size).to_contain_text("15 members.")
    expect(size.locator(".ok")).to_be_visible()
    expect(page.locator("#members-total")).to_contain_text("Enough")
    expect(page.locator("#id_members_society")).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Focus and services")
    stored = Organisation.objects.get(pk=representative.organisation_id).cluster
    assert (stored.members_sme, stored.members_society) == (7, 3)


def test_rows_are_added_and_what_was_typed_stays(page, person, axe, representative):
    person(page, representative.person)
    page.goto(address(representative, "cooperation"))

    page.get_by_role("button", name=ADD_LABEL).press("Enter")
    expect(page.locator("#id_labels-0-level")).to_be_focused()
    page.locator("#id_labels-0-level").select_option("label-1")
    page.get_by_role("button", name=ADD_LABEL).press("Enter")
    expect(page.locator("#id_labels-1-level")).to_be_focused()
    expect(page.locator("#id_labels-0-level")).to_have_value("label-1")
    page.get_by_role("button", name="Remove number 2").press("Enter")
    expect(page.locator("#id_labels-1-level")).to_have_count(0)

    page.locator("#id_labels-0-certificate").press("Enter")  # saves, and is no other button
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator("#id_labels-0-level")).to_have_value("label-1")


@pytest.mark.parametrize("step", ["place", "identity", "about", "focus", "cooperation", "contact", "finish"])
def test_axe_finds_nothing_on_a_step(page, person, axe, representative, step):
    person(page, representative.person)
    page.set_viewport_size(NARROW)
    page.goto(address(representative, step))

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_form_works_without_scripts(another, person, representative):
    page = another(java_script_enabled=False, viewport=NARROW)
    person(page, representative.person)
    page.goto(address(representative, "cooperation"))

    page.get_by_role("button", name=ADD_LABEL).click()
    page.locator("#id_labels-0-level").select_option("label-2")
    page.locator("#id_labels-0-issued_on").fill("2025-01-01")
    page.locator("#id_labels-0-expires_on").fill("2027-01-01")
    page.get_by_role("button", name="Save and leave").click()

    page.wait_for_url(re.compile(r"/en/my/(#.*)?$"))
    label = representative.organisation.labels.get()
    assert (label.level.code, str(label.expires_on)) == ("label-2", "2027-01-01")


def test_typing_survives_a_lost_session(page, person, representative):
    person(page, representative.person)
    page.goto(address(representative, "about"))
    page.locator("#id_objectives").press_sequentially("Grow in Europe.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/accounts/login/**")

    person(page, representative.person)
    page.goto(address(representative, "about"))
    page.get_by_role("button", name="Bring it back").click()

    expect(page.locator("#id_objectives")).to_have_value("Grow in Europe.")
