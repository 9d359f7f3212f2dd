"""The main job, as people do it: sign up, register, mend, submit, answer, be published, be found; and be declined."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eccp.accounts.roles import ensure_roles
from eccp.core.names import fold
from eccp.directory.index.build import rebuild_now
from eccp.notices.models import OutgoingMail
from eccp.organisations.models import Organisation
from eccp.reference.models import Place, PlaceName
from eccp.reference.services.loading import load
from tests.factories import PASSWORD, UserFactory, ValidatorFactory

pytestmark = [pytest.mark.browser, pytest.mark.postgres]

CONTINUE = "Save and continue"


@pytest.fixture
def town(pages: None, settings: Any, tmp_path: Any) -> Place:
    """Reference data, one town, and an index of one's own."""
    settings.INDEX_DIR = tmp_path / "index"
    ensure_roles()
    load(places=False)
    place = Place.objects.create(
        pk=1, country_id="PL", name="Łódź", latitude=51.77, longitude=19.46, population=700_000
    )
    PlaceName.objects.create(place=place, key=fold("Łódź"), name="Łódź")
    rebuild_now()
    return place


@pytest.fixture
def validator(town: Place) -> Any:
    """Somebody who judges."""
    return ValidatorFactory(name="Victor Ash")


def sign_up(page: Page, run_tasks: Callable[..., Any], address: str, name: str) -> None:
    """Make an account and confirm the address by the link in the mail."""
    page.goto("/en/accounts/signup/")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail").fill(address)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name=re.compile("account|sign up", re.IGNORECASE)).last.click()
    expect(page).to_have_url(re.compile("confirm-email"))
    run_tasks()
    text = OutgoingMail.objects.filter(address=address).latest("pk").text
    page.goto(re.search(r"https?://\S+/confirm-email/\S+", text)[0])
    page.get_by_role("button", name=re.compile("confirm", re.IGNORECASE)).click()
    expect(page).to_have_url(re.compile("/en/my/"))


def begin(page: Page, name: str, website: str) -> None:
    """Choose country and type, give name, website and town."""
    page.goto("/en/my/new/")
    page.get_by_label("Country", exact=True).select_option("PL")
    page.get_by_role("radio", name=re.compile("^Cluster organisation")).check()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Website").fill(website)
    page.get_by_label("Town or city").fill("Lodz")
    page.get_by_role("button", name="Begin the profile").click()
    expect(page.get_by_text(re.compile(r"Step \d of 8"))).to_be_visible()


def step(page: Page, code: str) -> None:
    """Open a step of the profile that was begun last."""
    organisation = Organisation.objects.latest("pk")
    page.goto(f"/en/my/{organisation.pk}/edit/{code}/")


def fill_words(page: Page, summary: str) -> None:
    """Say who they are."""
    step(page, "about")
    page.get_by_label("Who you are, in one sentence").fill(summary)
    page.get_by_label("Description").first.fill("We bring weavers, sorters and a university together.")
    page.get_by_role("button", name=CONTINUE).click()


def fill_members(page: Page, companies: int, posts: str) -> None:
    """Count the members and the team."""
    step(page, "members")
    page.get_by_label("Small and medium-sized companies").fill(str(companies))
    page.get_by_label("Large companies").fill("1")
    page.get_by_label("Research and universities").fill("2")
    page.get_by_label("Public bodies").fill("0")
    page.get_by_label("Staff, in full-time posts").fill(posts)


def fill_focus(page: Page, *services: str) -> None:
    """Choose ecosystem and services."""
    step(page, "focus")
    page.get_by_role("group", name="Industrial ecosystems").locator("summary").click()
    for label in ("Textiles", *services):
        page.get_by_role("checkbox", name=label, exact=True).check()
    page.get_by_role("button", name=CONTINUE).click()


def fill_contact(page: Page) -> None:
    """Name the contact person."""
    step(page, "contact")
    page.get_by_label("Contact person", exact=True).fill("Ola Przykład")
    page.get_by_label("E-mail address of the contact person").fill("ola@przedza.example")
    page.get_by_role("button", name=re.compile("^Save")).first.click()


def submit(page: Page) -> None:
    """Agree and submit where the form ends."""
    step(page, "finish")
    page.get_by_role("checkbox", name=re.compile("I may speak for this organisation")).check()
    page.get_by_role("button", name="Submit for validation").click()


def fill_all(page: Page, name: str, website: str, companies: int) -> None:
    """Begin a profile and fill every step."""
    begin(page, name, website)
    fill_words(page, f"{name} turns worn cloth into yarn again.")
    fill_members(page, companies, "0.5")
    page.get_by_role("button", name=CONTINUE).click()
    fill_focus(page, "Innovation projects", "Internationalisation")
    fill_contact(page)


def test_an_organisation_registers_is_validated_and_is_found(
    page: Page,
    another: Callable[..., Page],
    person: Callable[..., Any],
    validator: Any,
    run_tasks: Callable[..., Any],
) -> None:
    sign_up(page, run_tasks, "ola@przedza.example", "Ola Przykład")

    # Two criteria fail at first, and say why.
    begin(page, "Klaster Przędza", "https://przedza.example")
    fill_words(page, "We turn worn cloth into yarn again.")
    fill_members(page, 9, "0.4")
    aside = page.locator("#what-we-check")
    expect(aside).to_contain_text("Give at least 15 members; you have 12.")
    expect(aside).to_contain_text("A team of at least 0.5 full-time posts is needed.")

    # They change while one mends them.
    page.get_by_label("Small and medium-sized companies").fill("14")
    page.get_by_label("Staff, in full-time posts").fill("0.5")
    expect(aside).to_contain_text("17 members.")
    expect(aside).to_contain_text("0.5 full-time posts run the cluster.")
    page.get_by_role("button", name=CONTINUE).click()
    fill_focus(page, "Innovation projects", "Internationalisation")
    fill_contact(page)
    submit(page)
    expect(page.get_by_text("Your profile is with the validators.")).to_be_visible()
    run_tasks()

    # The validator asks.
    desk = another()
    person(desk, validator)
    desk.goto("/en/validation/")
    desk.get_by_role("link", name="Look at it").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Klaster Przędza")
    desk.get_by_label("Words to the applicant").fill("Where can we see your list of members?")
    desk.get_by_role("button", name="Ask…").click()
    expect(desk.get_by_text("Where can we see your list of members?").first).to_be_visible()
    desk.get_by_role("button", name="Send the question").click()
    run_tasks()
    mail = OutgoingMail.objects.filter(address="ola@przedza.example").latest("pk")
    assert "Where can we see your list of members?" in mail.text

    # The applicant answers.
    page.reload()
    page.get_by_role("textbox").last.fill("At przedza.example/members.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("At przedza.example/members.")).to_be_visible()
    run_tasks()

    # The validator publishes.
    desk.goto("/en/validation/")
    desk.get_by_role("link", name="Look at it").click()
    expect(desk.get_by_text("At przedza.example/members.").first).to_be_visible()
    for verdict in desk.get_by_role("radio", name="Met", exact=True).all():
        verdict.check()
    desk.get_by_role("button", name="Publish…").click()
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk).to_have_url(re.compile("/en/validation/"))
    run_tasks()
    rebuild_now()

    # Everybody finds it: by a misspelt name, by facet, and on the map.
    visitor = another()
    visitor.goto("/en/directory/?q=przendza")
    expect(visitor.get_by_role("link", name="Klaster Przędza")).to_be_visible()
    visitor.goto("/en/directory/?ecosystem=textiles&country=PL")
    expect(visitor.get_by_role("heading", name="1 organisation")).to_be_visible()
    expect(visitor.locator("#map .leaflet-marker-icon")).to_have_count(1)
    visitor.get_by_role("link", name="Klaster Przędza").first.click()
    expect(visitor.get_by_text("Validated").first).to_be_visible()
    assert "ola@przedza.example" not in visitor.content()


def test_a_second_one_is_declined_with_its_reason(
    page: Page,
    another: Callable[..., Page],
    person: Callable[..., Any],
    validator: Any,
    run_tasks: Callable[..., Any],
) -> None:
    manager = UserFactory(name="Jan Mały")
    person(page, manager)
    fill_all(page, "Mały Klaster", "https://maly.example", 3)
    submit(page)
    run_tasks()

    desk = another()
    person(desk, validator)
    desk.goto("/en/validation/")
    desk.get_by_role("link", name="Look at it").click()
    desk.get_by_label("Words to the applicant").fill(
        "Six members are too few. Come back when you are fifteen."
    )
    desk.get_by_role("button", name="Decline…").click()
    expect(desk.get_by_text("Six members are too few.").first).to_be_visible()
    desk.get_by_role("button", name="Decline", exact=True).click()
    expect(desk).to_have_url(re.compile("/en/validation/"))
    run_tasks()

    page.reload()
    expect(page.get_by_text("Six members are too few.").first).to_be_visible()
    assert "Six members are too few." in OutgoingMail.objects.filter(to=manager).latest("pk").text
    assert not Organisation.objects.public().filter(name="Mały Klaster").exists()
    rebuild_now()
    visitor = another()
    visitor.goto("/en/directory/?q=maly")
    expect(visitor.get_by_role("link", name="Mały Klaster")).to_have_count(0)
