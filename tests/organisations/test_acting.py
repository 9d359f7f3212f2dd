"""For which organisation one acts: what the head says, and how it is changed."""

import pytest
from django.test import Client

from eccp.organisations.models import Representative
from tests.factories import OrganisationFactory, RepresentativeFactory, UserFactory

pytestmark = pytest.mark.django_db
ACTS = "You act for"


@pytest.fixture
def two():
    """A person who acts for Alpha and Beta."""
    first = RepresentativeFactory(organisation__name="Alpha")
    second = RepresentativeFactory(person=first.person, organisation__name="Beta")
    return first, second


def acting(response):
    return response.context["acting"]["organisation"].name


def test_head_says_it_only_to_those_who_act_for_one(signed_in, two):
    pages = [
        client.get("/en/accounts/login/").content.decode()
        + client.get("/en/my/", follow=True).content.decode()
        for client in (Client(), signed_in(UserFactory()), signed_in(two[0].person))
    ]

    assert [ACTS in page for page in pages] == [False, False, True]


def test_with_one_organisation_there_is_nothing_to_switch(signed_in):
    page = signed_in(RepresentativeFactory().person).get("/en/account/").content.decode()

    assert ACTS in page
    assert "/en/my/act/" not in page


def test_switching_stays_until_it_is_changed(signed_in, two):
    client = signed_in(two[0].person)

    before = acting(client.get("/en/account/"))
    response = client.post(
        "/en/my/act/", {"organisation": two[1].organisation_id, "next": "/en/account/?a=b"}
    )

    assert before == "Alpha"
    assert response["Location"] == "/en/account/?a=b"
    assert acting(client.get("/en/account/")) == "Beta"
    assert acting(client.get("/en/my/")) == "Beta"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "/en/my/?organisation=1",
        "/en/my/1/team/",
        "/nowhere\\",
        "/\n",
    ],
)
def test_switching_leads_home_from_pages_of_one_and_from_elsewhere(signed_in, two, url):
    response = signed_in(two[0].person).post(
        "/en/my/act/", {"organisation": two[1].organisation_id, "next": url}
    )

    assert response["Location"] == "/en/my/"


@pytest.mark.parametrize("wanted", ["", "x", "-1", "9" * 30])
def test_switching_to_nothing_is_not_found(signed_in, two, wanted):
    assert signed_in(two[0].person).post("/en/my/act/", {"organisation": wanted}).status_code == 404


def test_nobody_acts_for_what_is_not_theirs(signed_in, two):
    client, foreign = signed_in(two[0].person), OrganisationFactory(published=True)

    response = client.post("/en/my/act/", {"organisation": foreign.pk})

    assert response.status_code == 404
    assert acting(client.get("/en/account/")) == "Alpha"


def test_page_of_one_chooses_it(signed_in, two):
    client = signed_in(two[0].person)

    here = acting(client.get(f"/en/my/{two[1].organisation_id}/team/"))

    assert (here, acting(client.get("/en/account/"))) == ("Beta", "Beta")


def test_it_ends_with_the_role(signed_in, two):
    client = signed_in(two[0].person)
    client.post("/en/my/act/", {"organisation": two[1].organisation_id})
    Representative.objects.filter(pk=two[1].pk).delete()

    assert acting(client.get("/en/account/")) == "Alpha"
    Representative.objects.filter(pk=two[0].pk).delete()
    assert ACTS not in client.get("/en/account/").content.decode()


def test_names_are_not_markup(signed_in):
    row = RepresentativeFactory(organisation__name="Tom & <b>Co</b>")

    page = signed_in(row.person).get("/en/account/").content.decode()

    assert "Tom &amp; &lt;b&gt;Co&lt;/b&gt;" in page
    assert "<b>Co" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_head_asks_once(signed_in, count, django_assert_num_queries, django_assert_max_num_queries):
    person = UserFactory()
    client = signed_in(person)
    with django_assert_max_num_queries(50) as without:
        client.get("/en/my/mails/")
    RepresentativeFactory.create_batch(count, person=person)

    with django_assert_num_queries(len(without)):
        assert acting(client.get("/en/my/mails/"))
