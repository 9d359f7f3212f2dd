"""Calls as people find them: with filters, at one's own clock, with a reminder, on the phone and with the keyboard."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from eccp.content.models import Reminder
from tests.browser.screens import NARROW
from tests.factories import CallFactory, CountryFactory, TermFactory, UserFactory

DAY = timedelta(days=1)


@pytest.fixture
def calls(base_url):
    """Three open calls in two programmes, and one that is closed."""
    now = timezone.now().replace(microsecond=0)
    life = TermFactory(scheme="funding_programme", code="life", label="LIFE")
    horizon = TermFactory(scheme="funding_programme", code="horizon", label="Horizon Europe")
    smes = TermFactory(scheme="applicant", code="smes", label="Small companies")
    return [
        CallFactory(
            title="Cold chains",
            cutoffs=[now - DAY, now + 3 * DAY],
            terms=[life, smes],
            link="https://apply.example/",
        ),
        CallFactory(
            title="Hydrogen", cutoffs=[now + 40 * DAY], terms=[horizon], countries=[CountryFactory()]
        ),
        CallFactory(title="Advice", terms=[life]),
        CallFactory(title="Old motors", cutoffs=[now - DAY], terms=[horizon], link="https://apply.example/"),
    ]


def titles(page):
    return page.locator("#hub-results h3")


def no_wider_than_the_screen(page):
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.postgres
def test_filters_narrow_the_list_and_what_is_taken_away(page, calls, axe):
    page.goto("/en/calls/")
    expect(titles(page)).to_have_text(["Cold chains", "Hydrogen", "Advice"])
    axe(page)

    page.get_by_label("LIFE").check()
    expect(titles(page)).to_have_text(["Cold chains", "Advice"])
    expect(page.get_by_role("link", name="Feed (Atom)")).to_have_attribute(
        "href", "/en/feeds/calls.atom?funding_programme=life"
    )
    page.get_by_role("link", name="Calendar", exact=True).click()
    expect(page.get_by_role("heading", name="These cut-offs in your calendar")).to_be_in_viewport()
    expect(page.get_by_label("Google, Outlook and others ask for this address:")).to_have_value(
        re.compile(r"/en/calls\.ics\?funding_programme=life$")
    )
    with page.expect_download() as table:
        page.get_by_role("link", name="Table (CSV)").click()
    lines = table.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[2] for line in lines] == ["title", "Cold chains", "Advice"]
    axe(page)

    page.locator("#hub-chips").get_by_role("link", name="LIFE").click()
    page.get_by_role("link", name="1 closed call").click()
    expect(titles(page)).to_have_text(["Old motors"])
    page.get_by_role("link", name="Old motors").click()
    expect(page.get_by_text("This call is closed.")).to_be_visible()
    expect(page.get_by_role("link", name="Go to the application")).to_have_count(0)
    axe(page)


def test_a_reminder_with_the_keyboard(page, calls, person, axe):
    nora = UserFactory(name="Nora Holm")
    person(page, nora)
    page.goto(calls[0].get_url())
    expect(page.locator(".cutoffs .over s")).to_have_count(1)
    page.get_by_label("How long before").focus()
    page.keyboard.press("7")  # the choice that begins with it
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("The next cut-off is less than 7 days away")).to_be_visible()
    assert Reminder.objects.get().days == 7
    axe(page)
    page.get_by_role("link", name="All my reminders").click()
    expect(page.get_by_role("heading", name="My reminders")).to_be_visible()
    axe(page)
    page.get_by_label("How long before: Cold chains").select_option("1")
    page.get_by_role("button", name="Change it").click()
    expect(page).to_have_url("/en/my/reminders/")
    assert Reminder.objects.get().days == 1
    page.get_by_role("button", name="Switch it off").click()
    expect(page.get_by_text("No reminders yet")).to_be_visible()
    assert not Reminder.objects.exists()


def test_others_sign_in_first_and_are_led_back(page, calls):
    page.goto(calls[1].get_url())
    page.get_by_role("link", name="Sign in to be reminded").click()

    expect(page.get_by_label("E-mail")).to_be_visible()
    assert f"next=%2Fen%2Fcalls%2F{calls[1].slug}%2F%23remind" in page.url


def test_ones_own_time_stands_beside_that_of_brussels(another, calls):
    there = another(timezone_id="America/New_York")
    there.goto("/en/calls/")
    expect(there.locator(".own-time").first).to_contain_text("where you are")
    here = another(timezone_id="Europe/Paris")
    here.goto("/en/calls/")
    expect(here.locator("time[data-done]").first).to_be_visible()
    expect(here.locator(".own-time")).to_have_count(0)


def test_on_the_phone(another, calls, axe):
    phone = another(viewport=NARROW)
    phone.goto("/en/calls/")
    no_wider_than_the_screen(phone)
    phone.get_by_role("button", name="Filters").click()
    phone.locator("#facets").get_by_label("Horizon Europe").check()
    phone.locator("#hub-done").get_by_role("button", name="Show 1 result").click()
    expect(titles(phone)).to_have_text(["Hydrogen"])
    axe(phone)
    phone.get_by_role("link", name="Hydrogen").click()
    no_wider_than_the_screen(phone)
    axe(phone)


@pytest.mark.parametrize("words", ["x" * 200, "Donaudampfschifffahrtsgesellschaftskapitaen" * 2])
@pytest.mark.parametrize("asked", ["/en/calls/?q={}", "/en/calls/?q={}&country={}", "/en/search/?q={}"])
def test_long_words_stay_inside_the_screen(page, another, calls, asked, words):
    for screen in (page, another(viewport=NARROW)):
        screen.goto(asked.format(words, words))
        no_wider_than_the_screen(screen)


def test_without_scripts(another, calls):
    plain = another(java_script_enabled=False)
    plain.goto("/en/calls/")
    plain.get_by_label("LIFE").check()
    plain.get_by_role("button", name="Show the results").first.click()

    expect(titles(plain)).to_have_text(["Cold chains", "Advice"])
    expect(plain.locator("time").first).to_contain_text("Brussels time")
