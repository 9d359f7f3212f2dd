"""The page that says what is open to whom, and the same as data."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from eccp.reference.services.loading import load
from tests.factories import AccessExceptionFactory, CountryFactory, ParticipationFactory, ServiceFactory

pytestmark = pytest.mark.django_db
HERE = "/en/access/"
API = "/api/v1/access"


@pytest.fixture
def loaded(db):
    load(places=False)


def words(response):
    return " ".join(response.content.decode().split())


@pytest.mark.usefixtures("loaded")
def test_page_without_a_question_says_the_rules_and_the_countries(client, freeze):
    freeze(datetime(2026, 3, 3, 12, 0, tzinfo=UTC))

    response = client.get(HERE)

    assert "The rules on 3 March 2026" in words(response)
    taking_part = [row.country_id for row in response.context["taking_part"]]
    assert len(taking_part) == 27 + 11
    assert {"AM", "DE", "XK"} < set(taking_part)
    assert not {"GB", "GE", "NO"} & set(taking_part)
    assert "unless the country takes part without financial instruments" in words(response)


@pytest.mark.usefixtures("loaded")
def test_page_answers_for_a_country_and_a_date(client):
    content = words(client.get(HERE, {"country": "GE", "on": "2020-12-14"}))

    assert "Georgia on 14 December 2020" in content
    assert "9 of 12 services are open." in content
    assert "Georgia does not take part in it." in content
    assert '<option value="GE" selected>Georgia</option>' in content
    assert 'value="2020-12-14"' in content


def test_empty_date_is_today_in_brussels(client, freeze):
    country = CountryFactory(code="AM", name="Armenia")
    ParticipationFactory(country=country)
    ServiceFactory()
    freeze(datetime(2027, 12, 31, 22, 59, tzinfo=UTC))
    assert "Everything is open. Today counts" in words(client.get(HERE, {"country": "AM"}))

    freeze(datetime(2027, 12, 31, 23, 1, tzinfo=UTC))
    assert "0 of 1 services are open. Today counts" in words(client.get(HERE, {"country": "AM", "on": ""}))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"country": "ZZ"}, "We know no country with the code “ZZ”."),
        ({"country": ""}, "Choose a country."),
        ({"on": "2020-12-14"}, "Choose a country."),
        ({"country": "AM", "on": "14.12.2020"}, "“14.12.2020” is no date. Write it as 2020-12-14"),
        ({"country": "AM", "on": "2021-02-29"}, "“2021-02-29” is no date."),
        ({"country": "AM", "on": "<b>"}, "“&lt;b&gt;” is no date."),
        ({"country": "<b>"}, "We know no country with the code “&lt;b&gt;”."),
    ],
)
def test_what_is_not_understood_is_said_and_the_rest_kept(client, asked, said):
    CountryFactory(code="AM", name="Armenia")

    response = client.get(HERE, asked)

    assert response.status_code == 200
    assert said in words(response)
    if asked.get("country") == "AM":
        assert '<option value="AM" selected>' in words(response)
    if asked.get("on") == "2020-12-14":
        assert "The rules on 14 December 2020" in words(response)


@pytest.mark.parametrize("code", ["EL", "el", "GR", "gr"])
def test_codes_of_european_statistics_are_understood(client, code):
    CountryFactory(code="GR", name="Greece", nuts0="EL")

    response = client.get(HERE, {"country": code})

    assert '<option value="GR" selected>Greece</option>' in words(response)
    assert response.context["country"].code == "GR"


def test_exception_for_an_event_stands_with_its_service(client):
    country = CountryFactory(code="NO", name="Norway")
    AccessExceptionFactory(country=country, event="fair", event_name="Fair of clusters")

    content = words(client.get(HERE, {"country": "NO"}))

    assert (
        "An exception opens Fair of clusters to Norway, without an end. Reason: So it was agreed." in content
    )
    assert "0 of 1 services are open." in content


@pytest.mark.usefixtures("loaded")
def test_footnote_stands_where_kosovo_stands(client):
    assert words(client.get(HERE, {"country": "XK"})).count("This designation is without prejudice") == 1
    assert words(client.get(HERE)).count("This designation is without prejudice") == 1


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_page_is_only_read(method):
    assert getattr(Client(), method)(HERE).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_however_many_services(client, count, django_assert_num_queries):
    country = CountryFactory(code="AM")
    for number in range(count):
        ServiceFactory(code=f"service-{number}")
        ParticipationFactory(country=country, programme__code=f"P{number}")

    with django_assert_num_queries(7):
        client.get(HERE, {"country": "AM", "on": "2026-03-03"})


# as data


@pytest.mark.usefixtures("loaded")
def test_data_say_the_same_in_words_of_programs(client):
    answer = client.get(API, {"country": "am", "on": "2020-12-14"}).json()

    assert answer["country"] == {"code": "AM", "name": "Armenia", "footnote": ""}
    assert (answer["on"], answer["programme_country"]) == ("2020-12-14", True)
    told = {one["service"]: one for one in answer["services"]}
    assert told["financial-instruments"]["rule"] == "excluded_instrument"
    assert told["capacity-building"]["programme"] == "COSME"
    assert told["directory"]["programme"] is None
    assert [one["service"] for one in answer["services"]][:2] == ["news-and-calls", "partnerships-and-policy"]


@pytest.mark.parametrize(
    ("asked", "status", "parameter"),
    [
        ("", 422, "country"),
        ("?country=A", 422, "country"),
        ("?country=AMX", 422, "country"),
        ("?country=ΑΜ", 422, "country"),
        ("?country=AM&country=GE", 422, "country"),
        ("?country=AM&on=", 422, "on"),
        ("?country=AM&on=14.12.2020", 422, "on"),
        ("?country=AM&on=1607904000", 422, "on"),
        ("?country=AM&on=2021-02-29", 422, "on"),
        ("?country=AM&on=2020-12-14T00:00:00", 422, "on"),
        ("?country=AM&when=2020-12-14", 422, "when"),
    ],
)
def test_what_is_not_understood_is_a_problem_that_names_it(client, asked, status, parameter):
    CountryFactory(code="AM")

    response = client.get(API + asked)

    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert {error["parameter"] for error in response.json()["errors"]} == {parameter}


def test_country_that_is_not_there_is_a_problem(client):
    response = client.get(f"{API}?country=ZZ")

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_unchanged_data_cost_no_body(client):
    CountryFactory(code="AM")
    tag = client.get(f"{API}?country=AM&on=2026-03-03")["ETag"]

    again = client.get(f"{API}?country=AM&on=2026-03-03", headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
