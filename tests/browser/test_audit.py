"""An administrator finds in the audit who published a profile, reads what changed, and takes it along."""

import csv
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eccp.organisations.models import Organisation
from eccp.organisations.services import profiles
from tests.browser.screens import NARROW
from tests.factories import AdministratorFactory, RepresentativeFactory, ValidatorFactory

AUDIT = "/backoffice/reports/audit/"
TABLE = "table.audit"
OTHERS = 55  # more than a page


@pytest.fixture
def published(pages: None) -> Organisation:
    """A profile that its manager edited and a validator published, among many that were only confirmed."""
    row = RepresentativeFactory(
        organisation__name="Kestrel Bay", organisation__city="Ulm", person__name="Nora Quill"
    )
    profiles.update(row.organisation, {"city": "Kiel"}, opened_at=row.organisation.version, by=row.person)
    profiles.publish(row.organisation, by=ValidatorFactory(name="Vera Voss"))
    other = RepresentativeFactory(organisation__name="Other Cluster", person__name="Otto Other")
    for _ in range(OTHERS):
        profiles.confirm(other.organisation, by=other.person)
    return row.organisation


@pytest.mark.postgres
def test_administrator_finds_who_published_a_profile(
    page: Page, person: Any, published: Organisation, axe: Any
) -> None:
    person(page, AdministratorFactory(name="Ada"))
    page.goto(AUDIT)
    rows = page.locator(f"{TABLE} tbody tr")
    expect(rows).to_have_count(50)
    axe(page, within=TABLE)

    page.get_by_role("main").get_by_placeholder("Search").fill("kestrel")
    expect(rows).to_have_count(2)

    first = rows.first
    expect(first).to_contain_text("Vera Voss")
    expect(first).to_contain_text("validator")
    expect(first).to_contain_text("Published")
    expect(first.get_by_role("link", name="Kestrel Bay")).to_have_attribute(
        "href", published.get_absolute_url()
    )
    summary = rows.nth(1).locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(rows.nth(1)).to_contain_text("Ulm → Kiel")
    axe(page, within=TABLE)


def test_what_was_found_is_taken_along_whole(page: Page, person: Any, published: Organisation) -> None:
    person(page, AdministratorFactory(name="Ada"))
    page.goto(f"{AUDIT}?person=otto")
    expect(page.locator(f"{TABLE} tbody tr")).to_have_count(50)

    page.get_by_role("button", name="Actions").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download CSV").click()

    with waiting.value.path().open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.reader(file))
    assert [row[3] for row in found[1:]] == ["Otto Other"] * OTHERS
    page.goto(AUDIT)
    expect(page.locator(f"{TABLE} tbody tr").first).to_contain_text("Audit downloaded")


def test_audit_is_read_on_a_telephone(another: Any, person: Any, published: Organisation, axe: Any) -> None:
    page = another(viewport=NARROW)
    person(page, AdministratorFactory(name="Ada"))
    page.goto(f"{AUDIT}?organisation=kestrel")

    rows = page.locator(f"{TABLE} tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Vera Voss")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe(page, within=TABLE)
