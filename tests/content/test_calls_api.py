"""Calls as programs read them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.conf import settings
from django.test import Client

from eccp.content.models import Cutoff
from tests.factories import CallFactory, CountryFactory, OrganisationFactory, TermFactory, cutoff_at

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 26, 11, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon(freeze):
    freeze(NOW)


def ask(query=""):
    answer = Client().get(f"/api/v1/calls{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_one_call_with_all_that_is_public():
    cluster = OrganisationFactory(published=True)
    call = CallFactory(
        title="Ships",
        lead="Money.",
        who="Small yards.",
        opens_on=date(2027, 1, 1),
        budget=2400000,
        grant=60000,
        reference="R-1",
        link="https://apply.example/",
        terms=[
            TermFactory(scheme="funding_programme", code="life"),
            TermFactory(scheme="applicant", code="smes"),
            TermFactory(code="health"),
        ],
        countries=[CountryFactory(code="FR"), CountryFactory()],
        organisation=cluster,
        cutoffs=[
            Cutoff(day=date(2027, 3, 2), hour=time(17), zone="Asia/Kolkata", label="Outline"),
            cutoff_at(NOW - DAY),
        ],
    )
    outline = {
        "label": "Outline",
        "utc": "2027-03-02T11:30:00Z",
        "local": "2027-03-02T17:00:00",
        "zone": "Asia/Kolkata",
        "over": False,
    }

    assert Client().get(f"/api/v1/calls/{call.pk}").json() == {
        "id": call.pk,
        "url": f"{settings.SITE_URL}/en/calls/ships/",
        "title": "Ships",
        "summary": "Money.",
        "status": "closing",
        "opens_on": "2027-01-01",
        "cutoffs": [
            {
                "label": "",
                "utc": "2027-02-25T11:00:00Z",
                "local": "2027-02-25T12:00:00",
                "zone": "Europe/Brussels",
                "over": True,
            },
            outline,
        ],
        "next_cutoff": outline,
        "funding_programmes": ["life"],
        "applicants": ["smes"],
        "who_may_apply": "Small yards.",
        "countries": ["FR", "DE"],
        "ecosystems": ["health"],
        "budget_eur": 2400000,
        "largest_grant_eur": 60000,
        "reference": "R-1",
        "apply_at": "https://apply.example/",
        "announced_by": cluster.pk,
        "calendar": f"{settings.SITE_URL}/en/calls/{call.pk}.ics",
        "changed_at": "2027-02-26T11:00:00Z",
    }


def test_a_call_without_anything():
    CallFactory(title="Bare")
    found = ask()["items"][0]

    assert (found["cutoffs"], found["next_cutoff"], found["budget_eur"], found["announced_by"]) == (
        [],
        None,
        None,
        None,
    )


def test_who_is_not_public_is_not_named():
    CallFactory(organisation=OrganisationFactory())

    assert ask()["items"][0]["announced_by"] is None


def test_the_list_with_its_filters_and_pages():
    life = TermFactory(scheme="funding_programme", code="life")
    for n in range(3):
        CallFactory(
            title=f"Call {n}", cutoffs=[NOW + (n + 1) * DAY], terms=[life], countries=[CountryFactory()]
        )
    CallFactory(title="Over", cutoffs=[NOW])

    def titles(query):
        return [item["title"] for item in ask(query)["items"]]

    assert titles("") == ["Call 0", "Call 1", "Call 2"]
    assert titles("?state=closed") == ["Over"]
    assert titles("?funding_programme=life&country=DE&deadline=7&state=open") == [
        "Call 0",
        "Call 1",
        "Call 2",
    ]
    CountryFactory(code="FR")
    assert titles("?country=FR") == []
    first = ask("?limit=2")
    assert (first["total"], first["next"], len(first["items"])) == (3, 2, 2)
    assert titles("?limit=2&page=2") == ["Call 2"]
    assert ask("?limit=2&page=2")["next"] is None
    assert ask("?limit=2&page=3")["items"] == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("?states=open", "states"),
        ("?state=over", "state"),
        ("?deadline=8", "deadline"),
        ("?limit=0", "limit"),
        ("?limit=101", "limit"),
        ("?page=0", "page"),
        ("?page=1&page=2", "page"),
        ("?country=%0a", "country"),
        ("?country=de", "country"),
    ],
)
def test_what_is_not_understood_is_said(query, parameter):
    answer = Client().get(f"/api/v1/calls{query}")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == parameter


@pytest.mark.parametrize(
    ("query", "status"), [("country=DE", 200), ("country=ZZ", 404), ("country=DE&country=ZZ", 404)]
)
def test_a_country_that_is_not_there_finds_no_calls_for_all(query, status):
    CountryFactory()
    CallFactory(title="For all")
    answer = Client().get(f"/api/v1/calls?{query}")

    assert answer.status_code == status
    if status == 404:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["detail"] == "There is no country with this code."


@pytest.mark.parametrize("query", ["?limit=100", "?limit=1", "?page=10000"])
def test_the_edges_are_understood(query):
    assert ask(query)["total"] == 0


def test_drafts_are_not_there():
    call = CallFactory(live=False)

    assert ask()["items"] == []
    assert Client().get(f"/api/v1/calls/{call.pk}").status_code == 404
    assert Client().get("/api/v1/calls/99999999999").status_code in {404, 422}


@pytest.mark.parametrize("rows", [1, 3])
def test_questions_do_not_grow_with_the_calls(rows, django_assert_num_queries):
    for _row in range(rows):
        CallFactory(
            cutoffs=[NOW + DAY],
            terms=[TermFactory(scheme="applicant")],
            countries=[CountryFactory()],
            organisation=OrganisationFactory(published=True),
        )
    ask()
    with django_assert_num_queries(7):
        ask()
