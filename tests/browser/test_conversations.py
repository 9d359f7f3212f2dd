"""Conversations as people have them: between two organisations, with a file, a block, somebody who leaves; a report."""

import re

import pytest
from playwright.sync_api import expect

from eccp.conversations import services
from eccp.conversations.models import Thread
from eccp.notices.models import OutgoingMail
from eccp.organisations.models import Representative, Role
from tests.browser.screens import NARROW
from tests.factories import OrganisationFactory, RepresentativeFactory, UserFactory, ValidatorFactory

WORDS = "We look for a partner with a test site. Shall we talk next week?"


@pytest.fixture
def two(base_url):
    """Kestrel Bay with Nora, Heron Hills with its manager Ines and her colleague Tom."""
    kestrel = OrganisationFactory(name="Kestrel Bay", published=True)
    heron = OrganisationFactory(name="Heron Hills", published=True)
    nora, ines, tom = (UserFactory(name=name) for name in ("Nora Holm", "Ines Marchetti", "Tom Reed"))
    RepresentativeFactory(person=nora, organisation=kestrel)
    RepresentativeFactory(person=ines, organisation=heron)
    RepresentativeFactory(person=tom, organisation=heron, role=Role.COLLEAGUE)
    return kestrel, heron, nora, ines, tom


def no_wider_than_the_screen(page):
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def status(page, words):
    return page.get_by_role("status").filter(has_text=words)


@pytest.mark.postgres
def test_two_organisations_talk_until_one_blocks_and_one_leaves(page, another, person, two, tmp_path):
    _kestrel, heron, nora, ines, tom = two
    person(page, nora)
    page.goto(heron.get_absolute_url())
    page.get_by_role("link", name="Get in touch").click()
    expect(page.get_by_label("for Kestrel Bay")).to_be_checked()
    page.get_by_label("Subject").fill("A test site for sensors")
    page.get_by_label("Your message").fill(WORDS)
    page.get_by_role("button", name="Send the message").click()
    expect(status(page, "Your message is sent.")).to_be_visible()
    assert {mail.to for mail in OutgoingMail.objects.all()} == {ines, tom}

    manager = another()
    person(manager, ines)
    manager.goto("/en/my/conversations/")
    expect(manager.locator("main").get_by_text("1 unread")).to_be_visible()
    manager.get_by_role("link", name="A test site for sensors").click()
    expect(manager.locator("li.new")).to_contain_text(WORDS)
    manager.get_by_label("Your message").fill("Gladly. This is what our site can do.")
    plan = tmp_path / "site.pdf"
    plan.write_bytes(b"%PDF-1.7\n%%EOF\n")
    manager.get_by_label(re.compile("^Files")).set_input_files(plan)
    manager.get_by_role("button", name="Send", exact=True).click()
    expect(status(manager, "Your message is sent.")).to_be_visible()
    expect(manager.get_by_role("link", name=re.compile("site.pdf"))).to_be_visible()

    colleague = another()
    person(colleague, tom)
    colleague.goto("/en/my/conversations/?show=unread")
    colleague.get_by_role("link", name="A test site for sensors").click()
    expect(colleague.get_by_text("Ines Marchetti, Heron Hills")).to_be_visible()

    page.goto("/en/my/conversations/")
    page.get_by_role("link", name="A test site for sensors").click()
    with page.expect_download() as given:
        page.get_by_role("link", name=re.compile("site.pdf")).click()
    assert given.value.suggested_filename == "site.pdf"
    page.get_by_label("Your message").fill("Thank you. And a second one?")

    manager.get_by_text("Take no more messages from them").click()
    manager.get_by_role("button", name="Block them").click()
    expect(status(manager, "You take no more messages from them.")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("This recipient takes no messages from you.")
    expect(page.get_by_label("Your message")).to_have_value("Thank you. And a second one?")

    manager.goto("/en/my/conversations/blocks/")
    manager.get_by_role("button", name=re.compile("Take messages again")).click()
    expect(status(manager, "They can write to you again.")).to_be_visible()
    Representative.objects.filter(person=tom).delete()
    answer = colleague.goto(f"/en/my/conversations/{Thread.objects.get().pk}/")
    assert answer.status == 404
    colleague.goto("/en/my/conversations/")
    expect(colleague.get_by_role("heading", name="No conversations yet")).to_be_visible()


def test_answer_goes_with_the_keyboard_alone_and_what_was_typed_is_kept(page, person, two):
    kestrel, heron, nora, ines, _tom = two
    services.begin(heron, by=nora, starter_for=kestrel, subject="A test site", text=WORDS)
    person(page, ines)
    page.goto("/en/my/")
    page.get_by_text("Your menu").locator("..").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("^Conversations")).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="A test site").focus()
    page.keyboard.press("Enter")
    words = page.get_by_label("Your message")
    words.focus()
    page.wait_for_load_state()
    page.keyboard.type("Gladly.")
    page.reload()
    page.get_by_role("button", name="Bring it back").press("Enter")
    expect(words).to_have_value("Gladly.")
    page.get_by_role("button", name="Send", exact=True).press("Enter")

    expect(status(page, "Your message is sent.")).to_be_visible()
    expect(page.locator(":target")).to_contain_text("Gladly.")
    page.reload()
    expect(page.get_by_role("button", name="Bring it back")).to_be_hidden()


def test_words_typed_before_the_script_came_are_kept_too(page, person, two):
    kestrel, heron, nora, ines, _tom = two
    thread = services.begin(heron, by=nora, starter_for=kestrel, subject="A test site", text=WORDS).thread
    person(page, ines)
    late = []
    page.route("**/keep*.js", lambda route: late.append(route), times=1)  # noqa: PLW0108 (it marks the function it gets)
    with page.expect_request("**/keep*.js"):
        page.goto(f"/en/my/conversations/{thread.pk}/", wait_until="commit")
    page.get_by_label("Your message").fill("Gladly.")
    late[0].continue_()
    page.wait_for_load_state()
    page.goto(f"/en/my/conversations/{thread.pk}/")

    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_label("Your message")).to_have_value("Gladly.")


def test_double_click_sends_one_message(page, person, two):
    kestrel, heron, nora, ines, _tom = two
    thread = services.begin(heron, by=nora, starter_for=kestrel, subject="A test site", text=WORDS).thread
    person(page, ines)
    page.goto(f"/en/my/conversations/{thread.pk}/")
    page.get_by_label("Your message").fill("Gladly.")
    page.get_by_role("button", name="Send", exact=True).dblclick()

    expect(page.locator(":target")).to_contain_text("Gladly.")
    assert thread.messages.filter(text="Gladly.").count() == 1


def test_error_is_reported_answered_and_closed(page, another, person, two):
    _kestrel, heron, nora, _ines, _tom = two
    page.goto(heron.get_absolute_url())
    page.get_by_role("link", name="Report an error in this profile").click()
    expect(page).to_have_url(re.compile(rf"/accounts/login/\?next=.*/profiles/{heron.pk}/report/"))
    person(page, nora)
    page.goto(f"/en/profiles/{heron.pk}/report/")
    page.get_by_label("A link does not work").check()
    page.get_by_label("Say it in your words").fill("The list of members is gone.")
    page.get_by_role("button", name="Send the report").click()
    expect(status(page, "Thank you.")).to_be_visible()

    validator = another()
    person(validator, ValidatorFactory())
    validator.goto("/en/my/conversations/?about=error")
    validator.get_by_role("link", name="A link does not work").click()
    validator.get_by_label("Your message").fill("They mended it. Thank you.")
    validator.get_by_role("button", name="Send and close the report").click()
    expect(status(validator, "the conversation is closed")).to_be_visible()

    page.reload()
    expect(page.get_by_text("They mended it. Thank you.")).to_be_visible()
    expect(page.get_by_text("nothing more can be written in it")).to_be_visible()


def test_all_of_it_works_without_scripts(another, person, two):
    kestrel, heron, nora, ines, _tom = two
    thread = services.begin(heron, by=nora, starter_for=kestrel, subject="A test site", text=WORDS).thread
    page = another(java_script_enabled=False)
    person(page, ines)
    page.goto(f"/en/my/conversations/{thread.pk}/")
    page.get_by_label("Your message").fill("Gladly.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(status(page, "Your message is sent.")).to_be_visible()
    page.get_by_text("Close this conversation").click()
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_text("nothing more can be written in it")).to_be_visible()


def test_pages_have_no_barrier_and_fit_a_phone(page, axe, person, two):
    kestrel, heron, nora, ines, _tom = two
    thread = services.begin(heron, by=nora, starter_for=kestrel, subject="A test site" * 9, text=WORDS).thread
    services.send(thread, by=nora, text="https://" + "a" * 120)
    services.block(services.begin(heron, by=UserFactory(), subject="B", text="C").thread, by=ines)
    listed = OrganisationFactory(listed=True)
    person(page, ines)
    page.set_viewport_size(NARROW)
    for address in (
        "/en/my/conversations/",
        f"/en/my/conversations/{thread.pk}/",
        "/en/my/conversations/blocks/",
        f"/en/profiles/{kestrel.pk}/contact/",
        f"/en/profiles/{listed.pk}/contact/",
        f"/en/profiles/{listed.pk}/report/",
        kestrel.get_absolute_url(),
    ):
        page.goto(address)
        no_wider_than_the_screen(page)
        axe(page)
    person(page, UserFactory())
    page.goto("/en/my/conversations/")
    axe(page)


def test_form_with_something_to_mend_has_no_barrier(another, axe, person, two):
    _kestrel, heron, nora, _ines, _tom = two
    page = another(bypass_csp=True, viewport=NARROW)
    person(page, nora)
    page.goto(f"/en/profiles/{heron.pk}/contact/")
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_role("alert")).to_contain_text("Write what you want to say.")

    no_wider_than_the_screen(page)
    axe(page, here=True)
