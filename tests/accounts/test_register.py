"""The register of processing: complete, true to what the clock does, and for everybody."""

from typing import Any

import pytest
from django.test import Client

from eccp.accounts import services
from eccp.accounts.models import RetentionPeriod
from eccp.accounts.processing import ACTIVITIES, Period, activities
from eccp.core import personal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["holdings", "retentions"])
def test_everything_held_and_forgotten_belongs_to_exactly_one_activity(kind: str) -> None:
    covered = {code: [one.code for one in ACTIVITIES if one.covers(code)] for code in getattr(personal, kind)}

    assert covered
    assert {code: found for code, found in covered.items() if len(found) != 1} == {}


def test_every_activity_says_all_that_the_regulation_asks_for() -> None:
    for entry in activities():
        said = entry.as_data()
        empty = {key for key, value in said.items() if not value} - {"retention", "beyond_retention"}
        assert empty == set(), entry.activity.code
        assert said["retention"] or said["beyond_retention"] or entry.activity.code in {"log", "pages"}


def test_the_page_shows_the_periods_of_now(client: Client) -> None:
    assert "7 days" in client.get("/en/privacy/register/").content.decode()
    services.ensure_periods()
    RetentionPeriod.objects.filter(code="accounts.archives").update(days=5)

    page = client.get("/en/privacy/register/").content.decode()
    data = client.get("/en/privacy/register.json").json()

    assert "5 days" in page
    accounts = next(one for one in data["activities"] if one["code"] == "accounts")
    assert [row["days"] for row in accounts["retention"] if "Archives" in row["what"]] == [5]


def test_the_page_names_who_answers_for_the_data(client: Client, settings: Any) -> None:
    assert "The operator of this installation" in client.get("/en/privacy/register/").content.decode()
    settings.CONTROLLER_NAME = "Cluster Agency"
    settings.CONTROLLER_CONTACT = "data@agency.example"
    settings.DPO_CONTACT = "dpo@agency.example"

    page = client.get("/en/privacy/register/").content.decode()

    assert "Cluster Agency" in page
    assert 'href="mailto:dpo@agency.example"' in page


def test_every_page_leads_to_it(client: Client) -> None:
    assert 'href="/en/privacy/register/"' in client.get("/en/farewell/").content.decode()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day"),
        (7, "7 days"),
        (30, "1 month"),
        (60, "2 months"),
        (365, "1 year"),
        (1095, "3 years"),
        (400, "400 days"),
    ],
)
def test_periods_are_said_as_people_say_them(days: int, words: str) -> None:
    assert Period("", "", days).words == words


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_many(
    client: Client, django_assert_num_queries: Any, count: int
) -> None:
    RetentionPeriod.objects.bulk_create(
        RetentionPeriod(code=code, days=9) for code in list(personal.retentions)[:count]
    )

    with django_assert_num_queries(1):
        client.get("/en/privacy/register/")
