"""What is open to whom: read without an account, used by an Armenian cluster, closed to a Georgian one."""

import pytest
from playwright.sync_api import Page, expect

from eccp.content.tree import ensure_pages
from eccp.reference.models import Participation
from eccp.reference.services.loading import load
from tests.browser.screens import NARROW
from tests.factories import AdministratorFactory, RepresentativeFactory

CENTRE = "/en/capacity-building/"


@pytest.fixture
def loaded(base_url):
    """The reference data as shipped, and the page that hangs on them."""
    load(places=False)
    ensure_pages()


def manager_in(country, name):
    return RepresentativeFactory(
        organisation__country_id=country,
        organisation__country=None,
        organisation__name=name,
        organisation__published=True,
    )


@pytest.mark.postgres
@pytest.mark.usefixtures("loaded")
def test_armenian_cluster_uses_what_is_closed_to_a_georgian_one(page: Page, another, person, axe):
    armenian, georgian = manager_in("AM", "Ararat Cluster"), manager_in("GE", "Kazbek Cluster")

    person(page, armenian.person)
    page.goto("/en/my/")
    expect(page.locator("#open-to-you")).to_contain_text("Armenia takes part in the Single Market Programme.")
    page.get_by_role("navigation", name="About this site").get_by_role(
        "link", name="Capacity building"
    ).click()
    expect(page.get_by_role("heading", name="A needs survey that members answer")).to_be_visible()
    axe(page)

    other = another()
    person(other, georgian.person)
    other.goto("/en/my/")
    expect(other.locator("#open-to-you")).to_contain_text(
        "Closed to organisations in Georgia: Events, Capacity"
    )
    other.goto(CENTRE)
    expect(other.get_by_role("heading", level=1)).to_have_text("Capacity building centre")
    expect(other.get_by_text("Georgia does not take part in it.")).to_be_visible()
    expect(other.get_by_text("You act for Kazbek Cluster, Georgia.")).to_be_visible()
    expect(other.get_by_text("A needs survey that members answer")).to_have_count(0)
    axe(other)
    other.get_by_role("link", name="See what is open to Georgia").click()
    expect(other.get_by_role("heading", name="Georgia on")).to_be_visible()
    expect(other.locator("#service-capacity-building")).to_be_visible()


@pytest.mark.usefixtures("loaded")
def test_anybody_asks_with_the_keyboard_and_shares_the_answer(page: Page, another, axe):
    page.goto("/en/access/")
    page.get_by_label("Country of your organisation").focus()
    page.keyboard.type("Armenia")
    page.keyboard.press("Tab")
    page.get_by_label("Date").fill("2020-12-14")
    page.get_by_role("button", name="Show what is open").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Armenia on 14 December 2020")).to_be_visible()
    expect(page.get_by_text("11 of 12 services are open.")).to_be_visible()
    expect(page.get_by_text("but without financial instruments.")).to_be_visible()
    axe(page)

    friend = another(viewport=NARROW, java_script_enabled=False)
    friend.goto(page.url)
    expect(friend.get_by_role("heading", name="Armenia on 14 December 2020")).to_be_visible()
    friend.get_by_label("Country of your organisation").select_option("GE")
    friend.get_by_role("button", name="Show what is open").click()
    expect(friend.get_by_text("9 of 12 services are open.")).to_be_visible()


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    "address", ["/en/access/", "/en/access/?country=XK", "/en/access/?country=ZZ&on=x", CENTRE]
)
def test_pages_fit_a_phone(another, axe, address):
    page = another(viewport=NARROW)

    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    small = page.locator("main a.hit, main button, main select, main input").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)"
    )
    assert small == []
    axe(page)


@pytest.mark.usefixtures("loaded")
def test_administrator_ends_a_participation_and_the_answer_changes(page: Page, another, person):
    person(page, AdministratorFactory(name="Adam Keys"))
    reader = another()
    row = Participation.objects.get(programme="SMP", country="AM")
    reader.goto("/en/access/?country=AM&on=2026-03-03")
    expect(reader.get_by_text("11 of 12 services are open.")).to_be_visible()

    page.goto(f"/backoffice/snippets/reference/participation/edit/{row.pk}/")
    page.locator("#id_ends_on").fill("2025-12-31")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url("**/participation/")

    reader.reload()
    expect(reader.get_by_text("9 of 12 services are open.")).to_be_visible()
    expect(reader.get_by_text("It took part in the Single Market Programme (SMP)").first).to_be_visible()
    page.goto(f"/backoffice/snippets/reference/participation/history/{row.pk}/")
    expect(page.locator("del", has_text="31 December 2027")).to_be_visible()
    expect(page.locator("ins", has_text="31 December 2025")).to_be_visible()
    expect(page.get_by_role("cell", name="Adam Keys")).to_be_visible()
