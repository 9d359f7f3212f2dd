"""What pages say of themselves to searchers and sharers."""

import json
import re
from datetime import date

import pytest
from wagtail.models import Locale

from eccp.content.meta import locale_of
from eccp.content.models import ArticlePage, CallPage, HelpPage, SectionPage
from tests.factories import ImageFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return lambda slug: SectionPage.objects.get(slug=slug)


def head_of(client, page):
    return client.get(page.url).content.decode()


def data_in(text):
    return [
        json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.+?)</script>', text)
    ]


def test_home_says_how_to_search(client, section):
    [site] = data_in(client.get("/en/").content.decode())

    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["target"].endswith("/en/search/?q={search_term_string}")


def test_article_names_its_author_and_day(client, section):
    organisation = OrganisationFactory(published=True, name="Kestrel Cluster")
    page = section("news").add_child(
        instance=ArticlePage(
            title="We grow", lead="By two.", date=date(2026, 3, 2), organisation=organisation
        )
    )

    text = head_of(client, page)

    [said] = data_in(text)
    assert (said["@type"], said["headline"], said["datePublished"]) == (
        "NewsArticle",
        "We grow",
        "2026-03-02",
    )
    assert said["author"]["name"] == "Kestrel Cluster"
    assert '<meta property="og:type" content="article">' in text
    assert '<meta name="description" content="By two.">' in text


def test_what_was_typed_cannot_leave_the_data(client, section):
    page = section("news").add_child(instance=ArticlePage(title="</script><script>alert(1)</script>"))

    text = head_of(client, page)

    assert "<script>alert(1)" not in text
    assert data_in(text)[0]["headline"] == "</script><script>alert(1)</script>"


def test_call_says_its_amount_only_where_there_is_one(client, section):
    with_budget = section("calls").add_child(instance=CallPage(title="A", budget=1000))
    without = section("calls").add_child(instance=CallPage(title="B"))

    assert data_in(head_of(client, with_budget))[0]["amount"]["value"] == 1000
    assert "inLanguage" not in data_in(head_of(client, with_budget))[0]
    assert "amount" not in data_in(head_of(client, without))[0]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves files open
def test_picture_whose_file_is_away_is_left_out(client, section):
    page = section("news").add_child(instance=ArticlePage(title="We grow", picture=ImageFactory()))

    assert "og:image" not in head_of(client, page)


@pytest.mark.parametrize("count", [0, 2])
def test_help_with_questions_is_a_page_of_questions(client, section, count):
    asked = [{"question": f"Why {number}?", "answer": "<p>So.</p>"} for number in range(count)]
    body = [{"type": "questions", "value": {"questions": asked}}] if asked else []
    page = section("help").add_child(
        instance=HelpPage(title="Why", slug="why-all-this", body=json.dumps(body))
    )

    [said] = data_in(head_of(client, page))

    assert said["@type"] == ("FAQPage" if count else "WebPage")
    assert len(said.get("mainEntity", [])) == count


def test_translations_name_each_other(client, section):
    page = section("news").add_child(instance=ArticlePage(title="We grow"))
    french, _made = Locale.objects.get_or_create(language_code="fr")
    assert "hreflang" not in re.findall(r"<head>.+?</head>", head_of(client, page), re.DOTALL)[0]

    copy = page.copy_for_translation(french, copy_parents=True)
    copy.save_revision().publish()

    text = head_of(client, page)
    assert re.search(r'hreflang="fr" href="[^"]+/fr/news/we-grow[^"]*"', text)
    assert 'hreflang="en"' in text


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", "en_GB"), ("fr", "fr_FR"), ("pt", "pt_PT"), ("el", "el_GR"), ("ga", "ga_IE")],
)
def test_open_graph_names_language_and_country(language, locale):
    assert locale_of(language) == locale


def test_the_language_that_is_named_is_that_of_the_text(client, section):
    page = section("news").add_child(instance=ArticlePage(title="We grow"))

    for text in (head_of(client, page), client.get(page.url.replace("/en/", "/fr/")).content.decode()):
        assert '<meta property="og:locale" content="en_GB">' in text
        assert data_in(text)[0]["inLanguage"] == "en"
