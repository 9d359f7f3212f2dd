"""Validation as people do it: judged with the keyboard alone, a question, an answer, and the decision."""

import pytest
from playwright.sync_api import expect

from eccp.notices.models import OutgoingMail
from eccp.validation import services
from eccp.validation.models import Application, NoteTemplate
from tests.browser.screens import NARROW
from tests.factories import ValidatorFactory
from tests.validation.profiles import CODES, managed

QUESTION = "Three names appear twice in your list. Which members did you mean?"


@pytest.fixture
def application(base_url):
    organisation, manager = managed(name="Kestrel Bay Blue Cluster")
    return services.submit(organisation, by=manager, consent=True)


def no_wider_than_the_screen(page):
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.postgres
def test_application_is_judged_with_the_keyboard_asked_about_answered_and_published(
    page, another, person, application
):
    person(page, ValidatorFactory(name="Ilse Brandt"))
    page.goto("/en/validation/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kestrel Bay Blue Cluster", level=1)).to_be_visible()
    page.wait_for_load_state()

    for _code in CODES:
        page.keyboard.press("j")
        page.keyboard.press("m")
    expect(page.locator("[data-done]")).to_have_text("Every criterion has its verdict.")
    page.keyboard.press("q")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.get_by_label("The mail")).to_contain_text(QUESTION)
    page.get_by_role("button", name="Send the question").press("Enter")
    expect(
        page.get_by_role("status").filter(has_text="The clock stands until the answer comes.")
    ).to_be_visible()
    assert QUESTION in OutgoingMail.objects.latest("pk").text

    applicant = another()
    person(applicant, application.submitted_by)
    applicant.goto(f"/en/applications/{application.pk}/")
    expect(applicant.get_by_text(QUESTION).first).to_be_visible()
    applicant.get_by_label("Your answer").fill("Sorry, an old file. The right list is on the page now.")
    applicant.get_by_role("button", name="Send the answer").click()
    expect(applicant.get_by_role("status").filter(has_text="the clock goes on")).to_be_visible()

    page.goto("/en/validation/")
    page.keyboard.press("n")
    expect(page.get_by_text("Sorry, an old file.")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("p")
    expect(page.get_by_role("heading", name="Publish: Kestrel Bay Blue Cluster?")).to_be_visible()
    page.get_by_role("button", name="Publish", exact=True).press("Enter")
    expect(page.get_by_role("status").filter(has_text="Published: Kestrel Bay Blue Cluster.")).to_be_visible()

    applicant.reload()
    expect(applicant.get_by_text("Your profile is validated and published.")).to_be_visible()
    application.refresh_from_db()
    assert application.status == Application.Status.PUBLISHED


def test_decision_bar_counts_and_leads_to_what_is_open(page, person, application):
    person(page, ValidatorFactory())
    page.goto(f"/en/validation/{application.pk}/")

    page.locator("#k-team").get_by_label("Met", exact=True).check()

    expect(page.locator("[data-done]")).to_have_text("1 of 7 judged.")
    expect(page.locator("[data-open]")).to_have_text("Criterion 2 is open")
    assert page.locator("#k-team").get_attribute("class") == "crit stack"


def test_letters_do_nothing_while_one_types_and_can_be_switched_off(page, person, application):
    person(page, ValidatorFactory())
    page.goto(f"/en/validation/{application.pk}/")
    words = page.get_by_label("Your words to the applicant")
    words.focus()
    page.keyboard.type("jmp")
    expect(words).to_have_value("jmp")

    page.keyboard.press("Escape")
    page.get_by_text("Keyboard").click()
    page.get_by_label("Switch the letters off").check()
    page.keyboard.press("m")

    expect(page.locator("input[type=radio]:checked")).to_have_count(0)


def test_template_goes_into_the_field_beside_it(page, person, application):
    NoteTemplate.objects.create(title="Twice", criterion="size", text=QUESTION)
    person(page, ValidatorFactory())
    page.goto(f"/en/validation/{application.pk}/")
    row = page.locator("#k-size")
    row.get_by_text("Note and question").click()
    row.get_by_label("A template for these words").select_option("Twice")

    row.get_by_role("button", name="Insert").click()

    expect(row.get_by_label("Question to the applicant")).to_have_value(QUESTION)
    assert page.url.endswith(f"/en/validation/{application.pk}/")


def test_judging_works_without_scripts(another, person, application):
    page = another(java_script_enabled=False)
    person(page, ValidatorFactory())
    page.goto(f"/en/validation/{application.pk}/")
    for code in CODES:
        page.locator(f"#k-{code}").get_by_label("Met", exact=True).check()
    page.get_by_role("button", name="Publish…").click()
    page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.get_by_role("status").filter(has_text="Published: Kestrel Bay Blue Cluster.")).to_be_visible()


def test_pages_have_no_barrier_and_fit_a_phone(page, axe, person, application):
    validator = ValidatorFactory()
    person(page, validator)
    for address in ("/en/validation/", f"/en/validation/{application.pk}/"):
        page.set_viewport_size(NARROW)
        page.goto(address)
        no_wider_than_the_screen(page)
        axe(page)
    services.ask(application, {"size": QUESTION}, by=validator)
    person(page, application.submitted_by)
    for address in (f"/en/applications/{application.pk}/", f"/en/applications/{application.pk}/withdraw/"):
        page.goto(address)
        no_wider_than_the_screen(page)
        axe(page)


def test_preview_has_no_barrier(another, axe, person, application):
    page = another(bypass_csp=True, viewport=NARROW)
    person(page, ValidatorFactory())
    page.goto(f"/en/validation/{application.pk}/")
    page.get_by_label("Your words to the applicant").fill("Too few members so far.")
    page.get_by_role("button", name="Decline…").click()
    expect(page.get_by_label("The mail")).to_contain_text("Too few members so far.")

    no_wider_than_the_screen(page)
    axe(page, here=True)
