"""The home page: what is open, what is new, and nothing that is over or hidden."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from eccp.content.models import ArticlePage, CallPage, Cutoff, SectionPage
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    return SectionPage.objects.get(slug="news")


@pytest.fixture
def calls(news):
    return SectionPage.objects.get(slug="calls")


def call(section, title, days):
    at = timezone.now() + timedelta(days=days)
    page = CallPage(title=title)
    page.cutoffs = [Cutoff(day=at.date(), hour=at.time().replace(microsecond=0))]
    return section.add_child(instance=page)


def test_says_kindly_that_there_is_nothing(client, news):
    text = client.get("/en/").content.decode()

    assert "No call is open at the moment." in text
    assert "There is no news yet." in text


def test_shows_the_three_calls_that_close_next(client, calls):
    for title, days in [("Fourth", 40), ("First", 2), ("Over", -2), ("Third", 20), ("Second", 9)]:
        call(calls, title, days)

    shown = client.get("/en/").context["calls"]

    assert [row.page.title for row in shown] == ["First", "Second", "Third"]
    html = client.get("/en/").content.decode()
    assert '<a class="hit" href="/en/calls/?state=open">All 4 open calls</a>' in html
    assert "4 calls" in client.get("/en/calls/?state=open").content.decode()


def test_without_a_profile_there_is_no_empty_map_and_no_example_that_finds_nothing(news):
    def there():
        text = Client(headers={"Cookie": "sessionid=x"}).get("/en/").content.decode()
        return [word for word in ("For example", "<img") if word in text]

    assert there() == []
    OrganisationFactory(published=True)

    assert there() == ["For example", "<img"]


def test_the_number_of_calls_is_said_only_where_there_are_more(client, calls):
    call(calls, "Only one", 2)

    assert '<a class="hit" href="/en/calls/">All open calls</a>' in client.get("/en/").content.decode()


def test_shows_the_three_newest_articles_that_are_live(client, news):
    for day in range(1, 6):
        news.add_child(instance=ArticlePage(title=f"Day {day}", date=date(2026, 3, day), live=day != 4))

    shown = client.get("/en/").context["articles"]

    assert [page.title for page in shown] == ["Day 5", "Day 3", "Day 2"]


@pytest.mark.parametrize("count", [1, 30])
def test_asks_the_same_however_much_there_is(client, news, calls, count, django_assert_max_num_queries):
    for number in range(count):
        call(calls, f"Call {number}", 5 + number)
        news.add_child(instance=ArticlePage(title=f"News {number}"))
    client.get("/en/")

    with django_assert_max_num_queries(12) as asked:
        client.get("/en/")

    assert len(asked) <= 12
