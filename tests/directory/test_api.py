"""The interface for programs: the same numbers as the page, problems as problems, nothing private."""

from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest

from eccp.core.limits import address
from eccp.directory.facets import NAMES
from eccp.organisations.models import ContactPerson, Label, Organisation
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

    answer = get(client, "?country=ES&country=FR&q=wood&facets=country&facets=trust").json()

    assert (answer["total"], answer["next"], answer["limit"], answer["smes"]) == (1, None, 20, 7)
    assert answer["facets"] == {"country": {"ES": 1}, "trust": {"validated": 1}}
    (item,) = answer["items"]
    assert (item["id"], item["name"], item["trust"], item["ecosystems"]) == (
        one.pk,
        "Wood",
        "validated",
        ["agri-food"],
    )
    assert item["url"].endswith(one.get_absolute_url())


def test_open_facets_are_counted_unless_others_are_asked_for(client, index):
    OrganisationFactory(published=True)
    index()

    assert list(get(client).json()["facets"]) == ["type", "country", "ecosystem", "technology", "service"]
    assert get(client, "?facets=trust&facets=trust").json()["facets"] == {"trust": {"validated": 1}}


@pytest.mark.parametrize("sort", ["relevance", "name", "newest", "confirmed"])
def test_cursor_leads_through_all_and_ends(client, index, sort):
    for _ in range(2):
        OrganisationFactory.create_batch(2, published=True, name="Wood of one name")
        OrganisationFactory(listed=True, name="Wood")
    OrganisationFactory(published=True, name="Wine")
    index()
    address = f"?limit=2&q=wood&sort={sort}"

    pages = [get(client, address).json()]
    while pages[-1]["next"]:
        pages.append(get(client, f"{address}&cursor={quote(pages[-1]['next'])}").json())

    assert [len(page["items"]) for page in pages] == [2, 2, 2]
    assert {page["total"] for page in pages} == {6}
    found = [item["id"] for page in pages for item in page["items"]]
    assert sorted(found) == sorted(
        Organisation.objects.filter(name__startswith="Wood").values_list("pk", flat=True)
    )
    assert [item["id"] for item in get(client, f"?q=wood&sort={sort}").json()["items"]] == found


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("?limit=101", "limit"),
        ("?limit=0", "limit"),
        ("?limit=x", "limit"),
        ("?limit=", "limit"),
        ("?limit=1&limit=2", "limit"),
        ("?limit=100000000000000000000000000", "limit"),
        ("?page=2", "page"),
        ("?contry=ES", "contry"),
        ("?sort=price", "sort"),
        ("?trust=maybe", "trust"),
        ("?country=", "country"),
        ("?country=%20", "country"),
        ("?country=E%00S", "country"),
        ("?facets=colour", "facets"),
        ("?bbox=1,2", "bbox"),
        ("?bbox=", "bbox"),
        ("?bbox=0,0,181,1", "bbox"),
        ("?cursor=", "cursor"),
        (f"?q={'a' * 201}", "q"),
    ],
)
def test_what_is_not_understood_is_a_problem_that_names_it(client, index, address, parameter):
    index()

    response = get(client, address)

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 422
    assert {error["parameter"] for error in response.json()["errors"]} == {parameter}


@pytest.mark.parametrize(
    ("address", "parameter"), [("?bbox=10,0,5,1", "bbox"), ("?cursor=made-up", "cursor")]
)
def test_what_has_no_sense_is_a_problem_that_names_it(client, index, address, parameter):
    index()

    response = get(client, address)

    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


@pytest.mark.parametrize("q", ["%FF", "%00", "%0A", "%F0%9F%8D%80", "a" * 200, "%22%28AND"])
def test_words_may_be_any_letters(client, index, q):
    OrganisationFactory(published=True)
    index()

    assert get(client, f"?q={q}").status_code == 200


def test_one_profile_takes_no_parameters(client):
    response = get(client, f"/{OrganisationFactory(published=True).pk}?limit=1")

    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (422, "limit")


def test_far_too_many_parameters_are_a_problem(client):
    response = get(client, "?" + "&".join(f"a{n}=1" for n in range(2001)))

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    "address",
    [
        "profiles/x",
        "profiles/999",
        f"profiles/{'9' * 30}",
        "profiless",
        "profiles/1/more",
        "profiles/a%0Ab",
        "",
    ],
)
def test_address_of_nothing_is_a_problem(client, address):
    response = client.get(f"/api/v1/{address}")

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_missing_index_is_a_problem_that_passes(client):
    response = get(client)

    assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
    assert response["Retry-After"] == "60"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["profiles", "profiles/1", "openapi.json"])
def test_it_can_only_be_read(client, method, address):
    response = getattr(client, method)(f"/api/v1/{address}")

    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", ["profiles", "calls/1", "openapi.json", "nothing"])
def test_a_browser_hears_that_scripts_of_other_sites_may_send_a_tag(client, address):
    asked = {
        "Origin": "https://portal.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
        "If-None-Match": '"a tag"',
    }
    response = client.options(f"/api/v1/{address}", headers=asked)

    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"


def test_head_has_the_headers_without_the_body(client, index):
    index()

    response = client.head(HERE)

    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == get(client)["ETag"]


def test_too_many_requests_from_one_address_have_to_wait(client, freeze):
    one = OrganisationFactory(published=True).pk
    freeze(datetime(2026, 3, 3, 12, 0, 20, tzinfo=UTC))
    for _ in range(299):
        assert get(client, "/x").status_code == 404
    assert get(client, f"/{one}").status_code == 200

    response = get(client, f"/{one}")

    assert (response.status_code, response["Content-Type"]) == (429, "application/problem+json")
    assert response["Retry-After"] == "40"
    assert client.get(f"{HERE}/{one}", REMOTE_ADDR="198.51.100.7").status_code == 200
    freeze(datetime(2026, 3, 3, 12, 1, tzinfo=UTC))
    assert get(client, f"/{one}").status_code == 200


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::3", "2001:db8:1:2:ffff::4", True),
        ("2001:db8:1:2::3", "2001:db8:1:3::3", False),
        ("198.51.100.7", "198.51.100.8", False),
        ("::ffff:198.51.100.7", "::ffff:198.51.100.8", False),
        ("::ffff:198.51.100.7", "198.51.100.7", True),
    ],
)
def test_one_household_is_one_asker(rf, one, other, same):
    assert (address(rf.get("/", REMOTE_ADDR=one)) == address(rf.get("/", REMOTE_ADDR=other))) is same


@pytest.mark.parametrize(
    ("proxies", "forwarded", "who"),
    [
        (0, "203.0.113.5", "198.51.100.7"),
        (1, "", "198.51.100.7"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "made-up, 203.0.113.5", "203.0.113.5"),
        (2, "made-up, 203.0.113.5, 192.0.2.1", "203.0.113.5"),
        (1, "made-up", "unknown"),
    ],
)
def test_asker_is_told_by_trusted_proxies_only(rf, settings, proxies, forwarded, who):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert address(rf.get("/", REMOTE_ADDR="198.51.100.7", headers={"X-Forwarded-For": forwarded})) == who


def test_without_proxies_another_forwarded_address_is_no_way_around_the_limit(client, freeze):
    freeze(datetime(2026, 3, 3, 12, tzinfo=UTC))

    said = [get(client, "/x", **{"X-Forwarded-For": f"203.0.113.{n % 250}"}).status_code for n in range(301)]

    assert said == [404] * 300 + [429]


def test_answer_changes_at_midnight_when_a_label_ends(client, index, freeze):
    freeze(datetime(2026, 3, 3, 22, 59, tzinfo=UTC))
    Label.objects.create(
        organisation=OrganisationFactory(published=True),
        level=TermFactory(scheme="label", code="gold"),
        issued_on=date(2025, 3, 4),
        expires_on=date(2026, 3, 3),
    )
    index()
    tag = get(client, "?label=gold")["ETag"]
    assert get(client, "?label=gold", **{"If-None-Match": tag}).status_code == 304

    freeze(datetime(2026, 3, 3, 23, 1, tzinfo=UTC))  # the next day in Brussels

    after = get(client, "?label=gold", **{"If-None-Match": tag})
    assert (after.status_code, after.json()["total"]) == (200, 0)


@pytest.mark.parametrize(
    "address", ["profiles", "profiles?limit=0", "profiles/999", "nothing", "openapi.json"]
)
def test_scripts_of_other_sites_may_read_every_answer(client, address):
    response = client.get(f"/api/v1/{address}", headers={"Origin": "https://portal.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert response["Access-Control-Expose-Headers"] == "ETag, Link, Retry-After"
    assert not response.cookies


def test_unchanged_answer_costs_no_body(client, index):
    OrganisationFactory(published=True)
    index()
    tag = get(client)["ETag"]

    again = get(client, **{"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert get(client, "?q=x", **{"If-None-Match": tag}).status_code == 200
    assert get(client)["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'


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

    with django_assert_num_queries(3):
        assert len(get(client).json()["items"]) == count


def test_description_of_the_interface_is_whole(client):
    described = client.get("/api/v1/openapi.json").json()

    operation = described["paths"]["/api/v1/profiles"]["get"]
    asked = {one["name"]: one["schema"] for one in operation["parameters"]}
    assert set(asked) == {"q", "bbox", "sort", "limit", "cursor", "facets", *NAMES}
    assert asked["limit"]["maximum"] == 100
    assert asked["country"]["type"] == "array"
    assert asked["facets"]["items"]["enum"] == list(NAMES)
    assert set(described["paths"]) == {
        f"/api/v1/{path}"
        for path in ("access", "calls", "calls/{pk}", "figures", "profiles", "profiles/{pk}")
    }
    assert set(operation["responses"]) == {"200", "304", "400", "422", "429", "503"}
    assert set(operation["responses"]["200"]["headers"]) == {"ETag", "Link"}
    assert set(operation["responses"]["429"]["headers"]) == {"Retry-After"}
    assert set(operation["responses"]["422"]["content"]) == {"application/problem+json"}
    assert described["info"]["license"]["url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "300 requests in 60 seconds" in described["info"]["description"]
