"""The public page and what leads to and from it, as people use it."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from eccp.notices.models import OutgoingMail
from eccp.organisations.models import Label, Role
from eccp.organisations.services import people
from eccp.organisations.services.confirming import confirmation_token
from tests.browser.screens import NARROW, WIDE
from tests.factories import (
    OrganisationFactory,
    RepresentativeFactory,
    TermFactory,
    UserFactory,
    ValidatorFactory,
)


@pytest.fixture
def organisation(base_url):
    row = OrganisationFactory(
        published=True,
        name="Blue Bay",
        city="Kiel",
        website="https://bluebay.example",
        founded=2009,
        parts__members_sme=12,
        parts__members_research=3,
        text__seeks="- A pilot site\n- Sensor makers",
        text__offers="A test basin",
        text__description="We keep the bay blue.",
    )
    row.terms.add(TermFactory(scheme="ecosystem", code="blue", label="Blue economy"))
    gold = TermFactory(scheme="label", code="gold", label="Gold label")
    Label.objects.create(
        organisation=row, level=gold, issued_on=date(2020, 1, 1), expires_on=date(2099, 6, 1)
    )
    return row


@pytest.mark.postgres
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_profile_shows_who_they_are(organisation, another, axe, viewport):
    page = another(viewport=viewport)

    page.goto(f"/en/profiles/{organisation.pk}-any-words/")

    expect(page).to_have_url(re.compile(f"/en/profiles/{organisation.pk}-blue-bay/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Blue Bay")
    expect(page.get_by_text("Validated", exact=True)).to_be_visible()
    expect(page.get_by_text("Gold label until June 2099")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=re.compile("^Sensor makers$"))).to_be_visible()
    expect(page.get_by_role("link", name="Blue economy", exact=True)).to_have_attribute(
        "href", "/en/directory/?ecosystem=blue"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    axe(page)


def test_listed_profile_is_claimed_by_a_mail(page: Page, person, axe):
    listed = OrganisationFactory(listed=True, name="Blue Bay", website="https://bluebay.example")
    ana = person(page, UserFactory(name="Ana"))

    page.goto(listed.get_absolute_url())
    axe(page)
    page.get_by_role("link", name="This is us: claim it").click()
    page.get_by_label("Your address at the organisation").fill("ana@gmail.com")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("alert")).to_contain_text("not at the domain of the website")
    page.get_by_label("Your address at the organisation").fill("ana@bluebay.example")
    page.get_by_role("button", name="Send me the link").click()
    expect(
        page.get_by_role("status").filter(has_text="We sent a mail to ana@bluebay.example")
    ).to_be_visible()
    axe(page)
    page.goto(re.search(r"/en/claims/\S+/", OutgoingMail.objects.get().text)[0])
    axe(page)
    page.get_by_role("button", name="Yes, this is my organisation").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Blue Bay")
    assert listed.representatives.get().person == ana
    axe(page)


def test_manager_lets_a_colleague_in_with_the_keyboard(organisation, page: Page, person, axe):
    manager = RepresentativeFactory(organisation=organisation).person
    ana = UserFactory(name="Ana")
    people.ask_to_join(organisation, "I keep the profile.", by=ana)
    person(page, manager)

    page.goto("/en/my/")
    expect(page.get_by_role("heading", name="1 thing waits for you")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Let in as colleague").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").filter(has_text="Ana is in your team now")).to_be_visible()
    assert organisation.representatives.get(person=ana).role == Role.COLLEAGUE
    axe(page)
    page.goto(f"/en/my/{organisation.pk}/history/")
    expect(page.get_by_role("heading", name="Let somebody join")).to_be_visible()
    axe(page)


def test_profile_is_confirmed_from_a_mail_without_signing_in(organisation, page: Page, axe):
    organisation.last_confirmed_at = None
    organisation.save()
    manager = RepresentativeFactory(organisation=organisation).person

    page.goto(f"/en/confirm/{confirmation_token(organisation, manager)}/")
    axe(page)
    page.get_by_role("button", name="Yes, everything is still right").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your profile is up to date")
    organisation.refresh_from_db()
    assert organisation.last_confirmed_at is not None


def test_somebody_without_an_organisation_finds_the_ways(page: Page, person, axe):
    person(page, UserFactory(name="Ana Ferreira"))

    page.goto("/en/my/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, Ana")
    expect(page.get_by_role("link", name="Register your organisation")).to_be_visible()
    axe(page)


def test_validator_merges_two_profiles(organisation, page: Page, person, axe):
    OrganisationFactory(listed=True, name="Blue Bay Cluster", city="Kiel", short_name="BBC")
    person(page, ValidatorFactory())

    page.goto(f"/en/profiles/{organisation.pk}/merge/")
    axe(page)
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("radio", name="BBC")).to_be_checked()
    axe(page)
    page.get_by_role("button", name="Merge the two profiles").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Blue Bay")
    expect(page.get_by_text("BBC", exact=True)).to_be_visible()
