"""How many questions the pages of the hub ask, with a little content and with ten times as much.

Nothing is remembered here but what every process knows after its first page: words, sizes of pictures. The
limit is 12 for the home page, an article, the list of calls and the page of a country; it holds for the rest too.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eccp.content.contributing.pictures import keep
from eccp.content.models import CallPage, CountryPage
from eccp.content.topic_pages import ensure_country_pages
from eccp.reference.models import CountryLabel
from tests.content.contributing import picture
from tests.factories import (
    ArticleFactory,
    CallFactory,
    CountryFactory,
    OrganisationFactory,
    ParticipationFactory,
    ResourceFactory,
    TermFactory,
)

LIMIT = 12
QUESTIONS = {
    "en": {
        "home": 10,
        "article": 11,
        "calls": 11,
        "call": 10,
        "country": 11,
        "news": 10,
        "countries": 9,
        "plain": 6,
    },
    "fr": {
        "home": 12,
        "article": 12,
        "calls": 12,
        "call": 11,
        "country": 12,
        "news": 11,
        "countries": 10,
        "plain": 7,
    },
}
PAGES = {
    "home": "/",
    "article": "/news/article-0/",
    "calls": "/calls/",
    "call": "/calls/call-0/",
    "country": "/knowledge/countries/georgia/",
    "news": "/news/",
    "countries": "/knowledge/countries/",
    "plain": "/about/",
}

# Wagtail leaves the file open in which it makes the small copy of a picture.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]


def fill(number: int) -> None:
    """A hub with so many calls, articles, resources and organisations, all about the same things."""
    country = CountryFactory(code="GE", name="Georgia")
    ParticipationFactory(country=country)
    terms = [TermFactory(scheme=scheme) for scheme in ("ecosystem", "funding_programme", "applicant")]
    about = {"terms": terms, "countries": [country]}
    soon = timezone.now() + timedelta(days=20)
    for one in range(number):
        brought_by = OrganisationFactory(country=country, published=True)
        OrganisationFactory(country=country, type="eu_partnership", published=True)
        CallFactory(title=f"Call {one}", cutoffs=[soon, soon + timedelta(days=90)], **about)
        CallFactory(title=f"For all {one}", terms=terms)
        ArticleFactory(
            title=f"Article {one}",
            date=date(2026, 3, 3),
            picture=keep(picture(640, 480), title="P", description="A valve", credit="", place="", by=None),
            organisation=brought_by,
            **about,
        )
        ResourceFactory(title=f"Resource {one}", **about)
    ensure_country_pages()


def questions(path: str) -> int:
    """How many questions a page asks that is made anew by a process which has made pages before."""
    Client().get(path)
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as asked:
        response = Client().get(path)
    assert response.status_code == 200
    return len(asked)


def of_somebody(address: str) -> Any:
    """A page that is made for somebody who brings a cookie, as pages of the cache are not."""
    return Client(headers={"Cookie": "sessionid=x"}).get(address)


def says(words: str, asked: str = "") -> bool:
    """Whether the list of calls says this to somebody whose page is made anew."""
    return words in of_somebody(f"/en/calls/{asked}").content.decode()


def known(language: str = "en") -> Any:
    """What the page of the country knows."""
    return of_somebody(f"/{language}{PAGES['country']}").context["known"]


@pytest.mark.parametrize("number", [1, 10])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_asks_more_than_twelve_questions_however_much_there_is(language, number):
    fill(number)

    asked = {name: questions(f"/{language}{path}") for name, path in PAGES.items()}

    assert asked == QUESTIONS[language]
    assert max(asked.values()) <= LIMIT


# What is remembered for a minute saves most of them.


def test_what_is_the_same_for_everybody_is_not_asked_again(settings):
    settings.KEEP_PAGES = True
    fill(1)

    assert (questions("/en/calls/"), questions("/en/knowledge/countries/georgia/")) == (5, 5)


def test_a_list_is_rendered_again_after_a_minute(settings, freeze):
    settings.KEEP_PAGES = True
    fill(1)
    now = timezone.now()
    freeze(now)
    assert says("2 calls")
    CallPage.objects.update(title="Another title")

    freeze(now + timedelta(seconds=59))
    assert not says("Another title")
    freeze(now + timedelta(seconds=61))
    assert says("Another title")


def test_what_is_published_or_taken_down_is_in_the_list_at_once(settings):
    settings.KEEP_PAGES = True
    fill(1)
    assert says("2 calls")

    new = CallFactory(title="The third one")
    assert says("3 calls")
    assert says("The third one")
    new.title = "Under a better name"
    new.save_revision().publish()
    assert says("Under a better name")
    new.unpublish()
    assert says("2 calls")
    assert not says("Under a better name")


def test_a_list_that_is_asked_for_anything_is_rendered_anew(settings):
    settings.KEEP_PAGES = True
    fill(1)
    assert says("2 calls")
    assert says("2 calls", "?country=GE")
    CallPage.objects.update(title="Another title")

    assert not says("Another title")
    assert says("Another title", "?country=GE")
    assert says("Another title", "?page=1")


def test_the_words_of_a_country_page_are_never_old(settings):
    settings.KEEP_PAGES = True
    fill(1)
    assert known().page.policy == ""
    CountryPage.objects.filter(country="GE").update(policy="They have one.")

    assert known().page.policy == "They have one."


def test_what_is_remembered_is_in_the_language_of_the_reader(settings):
    settings.KEEP_PAGES = True
    fill(1)
    CountryLabel.objects.create(country_id="GE", language="fr", label="Géorgie")

    assert (known("en").name, known("fr").name, known("en").name) == ("Georgia", "Géorgie", "Georgia")
