"""The interface for programs: the same numbers as the page, problems as problems, nothing private."""

from datetime import date

import pytest

from eccp.organisations.models import ContactPerson, Label
from tests.factories import CountryFactory, OrganisationFactory, TermFactory

pytestmark = pytest.mark.django_db

HERE = "/api/v1/profiles"


def get(client, address="", **headers):
    return client.get(HERE + address, headers=headers or None)


def test_answer_has_total_facets_and_items(client, index):
    spain = CountryFactory(code="ES", name="Spain")
    one = OrganisationFactory(published=True, name="Wood", country=spain, parts__members_sme=7)
    one.terms.add(TermFactory(code="agri-food"))
    OrganisationFactory(listed=True)
    index()

    answer = get(client, "?country=ES&country=FR&q=wood").json()

    assert (answer["total"], answer["page"], answer["limit"], answer["smes"]) == (1, 1, 20, 7)
    assert answer["facets"]["country"] == {"ES": 1}
    assert answer["facets"]["trust"] == {"validated": 1}
    (item,) = answer["items"]
    assert (item["id"], item["name"], item["trust"], item["ecosystems"]) == (
        one.pk,
        "Wood",
        "validated",
        ["agri-food"],
    )
    assert item["url"].endswith(one.get_absolute_url())


def test_pages_give_all_and_end(client, index):
    OrganisationFactory.create_batch(5, published=True)
    index()

    pages = [get(client, f"?limit=2&sort=name&page={n}").json()["items"] for n in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert len({item["id"] for page in pages for item in page}) == 5


@pytest.mark.parametrize(
    "address",
    [
        "?limit=101",
        "?limit=0",
        "?limit=x",
        "?page=0",
        "?sort=price",
        "?trust=maybe",
        "?bbox=1,2",
        f"?q={'a' * 201}",
    ],
)
def test_what_is_not_understood_is_a_problem(client, index, address):
    index()

    response = get(client, address)

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 422


@pytest.mark.parametrize("address", ["/x", "/999", "s", "/1/more"])
def test_address_of_nothing_is_a_problem(client, address):
    response = get(client, address)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_missing_index_is_a_problem_that_passes(client):
    response = get(client)

    assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")


def test_unchanged_answer_costs_no_body(client, index):
    OrganisationFactory(published=True)
    index()
    tag = get(client)["ETag"]

    again = get(client, **{"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert get(client, "?q=x", **{"If-None-Match": tag}).status_code == 200


def test_published_profile_has_its_criteria_without_private_facts(client):
    organisation = OrganisationFactory(published=True, parts__management_fte="7.77", parts__members_sme=12)
    ContactPerson.objects.create(organisation=organisation, name="Privata", email="privata@example.eu")
    Label.objects.create(
        organisation=organisation,
        level=TermFactory(scheme="label", code="gold"),
        issued_on=date(2026, 1, 1),
        expires_on=date(2027, 1, 1),
    )

    response = get(client, f"/{organisation.pk}")

    profile = response.json()
    criteria = {one["code"]: (one["answer"], one["found"]) for one in profile["criteria"]}
    assert criteria["team"] == ("met", "")
    assert criteria["size"] == ("not_met", "12 members.")
    assert profile["values"]["labels"][0]["expires_on"] == "2027-01-01"
    text = response.content.decode()
    assert [word for word in ("rivata", "7.77", "management_fte", "contact") if word in text] == []


def test_listed_profile_has_no_criteria(client):
    assert get(client, f"/{OrganisationFactory(listed=True).pk}").json()["criteria"] == []


@pytest.mark.parametrize("visibility", ["draft", "unpublished"])
def test_what_is_not_public_is_not_there(client, visibility):
    response = get(client, f"/{OrganisationFactory(visibility=visibility).pk}")

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_many(client, index, count, django_assert_num_queries):
    OrganisationFactory.create_batch(count, published=True)
    index()

    with django_assert_num_queries(4):
        assert len(get(client).json()["items"]) == count


def test_description_of_the_interface_is_whole(client):
    described = client.get("/api/v1/openapi.json").json()

    asked = {
        one["name"]: one["schema"] for one in described["paths"]["/api/v1/profiles"]["get"]["parameters"]
    }
    assert asked["limit"]["maximum"] == 100
    assert asked["country"]["type"] == "array"
    assert set(described["paths"]) >= {"/api/v1/profiles", "/api/v1/profiles/{pk}"}
