"""The list of news and the page of an article: order, facets, who brought it, what is related, how much it asks."""

import html
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eccp.content.contributing.pictures import keep
from eccp.content.models import ArticlePage, SectionPage
from eccp.content.related import related
from eccp.content.tree import words
from eccp.reference.models.terms import TermLabel
from tests.content.contributing import SMALL_COPIES, picture
from tests.factories import (
    ArticleFactory,
    CallFactory,
    CountryFactory,
    OrganisationFactory,
    TermFactory,
)

pytestmark = [pytest.mark.django_db, SMALL_COPIES]


def stored_picture(credit=""):
    return keep(picture(640, 480), title="P", description="A valve", credit=credit, place="", by=None)


def text(address="/en/news/"):
    response = Client().get(address)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def listed(address="/en/news/"):
    response = Client().get(address)
    assert response.status_code == 200
    return [row.page.title for row in response.context["rows"]]


def queries(address):
    client = Client()
    client.get(address)  # what a process remembers: the site, content types
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{address}{'&' if '?' in address else '?'}x=1")
    return len(asked)


def test_newest_stands_first_and_drafts_nowhere():
    ArticleFactory(title="Old", date=date(2025, 1, 1))
    ArticleFactory(title="New", date=date(2026, 1, 1))
    ArticleFactory(title="Draft", live=False)

    assert listed() == ["New", "Old"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=news", {"Plain"}),
        ("kind=achievement", {"Energy in France"}),
        ("ecosystem=energy", {"Energy in France"}),
        ("policy_area=green", {"Plain"}),
        ("country=FR", {"Energy in France"}),
        ("country=FR&kind=news", set()),
    ],
)
def test_facets_narrow(asked, found):
    ArticleFactory(
        title="Energy in France",
        kind="achievement",
        terms=[TermFactory(scheme="ecosystem", code="energy")],
        countries=[CountryFactory(code="FR")],
    )
    ArticleFactory(title="Plain", terms=[TermFactory(scheme="policy_area", code="green")])

    assert set(listed(f"/en/news/?{asked}")) == found


def test_list_of_one_organisation():
    mine, other = OrganisationFactory(name="Mine", published=True), OrganisationFactory(published=True)
    ArticleFactory(title="Of mine", organisation=mine)
    ArticleFactory(title="Of others", organisation=other)

    assert listed(f"/en/news/?organisation={mine.pk}") == ["Of mine"]
    assert listed("/en/news/?organisation=junk") == []
    assert "Mine" in [
        chip.label for chip in Client().get(f"/en/news/?organisation={mine.pk}").context["listing"].chips
    ]


def test_rows_say_who_brought_it_and_when():
    ArticleFactory(
        title="A",
        organisation=OrganisationFactory(name="Kestrel Cluster", published=True),
        date=date(2026, 3, 3),
    )
    ArticleFactory(title="B", date=date(2026, 3, 2))
    ArticleFactory(title="C", organisation=OrganisationFactory(name="Hidden Cluster"), date=date(2026, 3, 1))
    rows = {row.page.title: row for row in Client().get("/en/news/").context["rows"]}

    assert (rows["A"].by, bool(rows["A"].by_url)) == ("Kestrel Cluster", True)
    assert (rows["B"].by, rows["B"].by_url) == ("", "")
    assert (rows["C"].by, rows["C"].by_url) == ("Hidden Cluster", "")
    assert '<time datetime="2026-03-03">3 March 2026</time>' in text()
    assert "the platform" in text()


def test_empty_list_says_what_would_be_here():
    assert "The first news will stand here" in text()
    ArticleFactory()
    assert "Nothing here has all that you asked for." in text("/en/news/?kind=achievement")


def test_article_shows_its_parts():
    page = ArticleFactory(
        title="A title",
        lead="A lead.",
        body=words("<p>Words</p>"),
        organisation=OrganisationFactory(name="Kestrel Cluster", published=True),
        source_url="https://a.example/page",
        translated_by_machine=True,
        date=date(2026, 3, 3),
        picture=stored_picture(credit="Ana"),
        terms=[TermFactory(scheme="ecosystem", code="energy", label="Energy")],
        countries=[CountryFactory(code="FR")],
    )
    shown = text(page.url)

    for part in (
        "A lead.", "<p>Words</p>", "Kestrel Cluster", 'href="https://a.example/page" rel="noopener nofollow"',
        "Translated by a machine.", '<time datetime="2026-03-03">3 March 2026</time>', "Picture: Ana",
        '<a class="tag" href="/en/news/?ecosystem=energy">Energy</a>', '/en/news/?country=FR">France</a>',
    ):  # fmt: skip
        assert part in shown


def test_article_of_the_platform_says_so():
    assert "Written by the platform" in text(ArticleFactory().url)


def test_share_links_carry_title_address_and_tag_and_load_nothing():
    shown = Client().get(ArticleFactory(title="A & B").url).content.decode()
    links = [
        part.split('"')[0]
        for part in shown.split('<ul class="row line0 small share">')[1].split("</ul>")[0].split('href="')[1:]
    ]

    assert [link.split("?")[0] for link in links] == [
        "mailto:", "https://www.linkedin.com/feed/", "https://www.facebook.com/sharer/sharer.php",
        "https://x.com/intent/post", "https://bsky.app/intent/compose",
    ]  # fmt: skip
    assert all("ECCP" in link for link in links)
    assert all("news%2Farticle" in link or "news/article" in link or "a-b" in link for link in links)
    assert 'src="https://www.linkedin' not in shown


# --- related


def test_related_shares_most_then_is_newest():
    energy, green = TermFactory(code="energy"), TermFactory(scheme="policy_area", code="green")
    france = CountryFactory(code="FR")
    page = ArticleFactory(terms=[energy, green], countries=[france])
    ArticleFactory(title="One, old", terms=[energy], date=date(2025, 1, 1))
    ArticleFactory(title="One, new", countries=[france], date=date(2026, 1, 1))
    ArticleFactory(title="Three", terms=[energy, green], countries=[france], date=date(2024, 1, 1))
    ArticleFactory(title="None", terms=[TermFactory(code="other")])
    ArticleFactory(title="Draft", terms=[energy, green], live=False)

    assert [one.title for one in related(page)] == ["Three", "One, new", "One, old"]


def test_related_has_open_calls_but_no_closed_ones_and_at_most_four():
    energy = TermFactory(code="energy")
    page = ArticleFactory(terms=[energy])
    now = timezone.now()
    CallFactory(title="Open", terms=[energy], cutoffs=[now + timedelta(days=9)])
    CallFactory(title="Closed", terms=[energy], cutoffs=[now - timedelta(days=9)])
    ArticleFactory(title="An achievement", kind="achievement", terms=[energy])
    found = {one.title: one.kind for one in related(page)}
    assert found == {"Open": "Open call", "An achievement": "Achievement"}
    html = Client().get(page.get_url()).content.decode()
    assert re.search(r"Open call · Next cut-off: [^<]+ Brussels time, in 9 days</p>", html)
    assert re.search(r"Achievement · <time [^<]+</time></p>", html)

    for _number in range(5):
        ArticleFactory(terms=[energy])
    assert len(related(page)) == 4


def contributed_to(organisation):
    html = Client().get(organisation.get_absolute_url()).content.decode()
    return html.split('id="h-contributed"')[1].split("</section>")[0]


def test_profile_says_what_each_contribution_is(freeze):
    now = datetime(2027, 2, 26, 11, tzinfo=UTC)
    mine = OrganisationFactory(published=True)
    freeze(now - timedelta(days=30))
    CallFactory(title="Over", organisation=mine, cutoffs=[now - timedelta(days=1)])
    CallFactory(title="Ahead", organisation=mine, cutoffs=[now, now + timedelta(days=4)])
    ArticleFactory(title="Old", organisation=mine, date=date(2026, 3, 3))
    freeze(now)
    said = contributed_to(mine)

    assert '<p class="small quiet">Closed call</p>' in said
    assert "Open call · Next cut-off: Tuesday 2 March, 12:00 Brussels time, in 4 days</p>" in said
    assert 'News · <time datetime="2026-03-03">' in said
    assert "from them</a>" not in said  # all of it is here


def test_profile_leads_to_the_lists_that_have_more():
    mine = OrganisationFactory(published=True)
    now = timezone.now()
    CallFactory(title="Over", organisation=mine, cutoffs=[now - timedelta(days=9)])
    for number in range(3):
        ArticleFactory(title=f"Article {number}", organisation=mine)
    said = contributed_to(mine)

    assert "All news from them" not in said
    way = re.search(r'href="([^"]+)">All calls from them', said)[1].replace("&amp;", "&")
    assert [row.page.title for row in Client().get(way).context["rows"]] == ["Over"]

    ArticleFactory(title="Article 3", organisation=mine)
    assert f'href="/en/news/?organisation={mine.pk}">All news from them' in contributed_to(mine)


def test_page_about_nothing_has_nothing_related():
    ArticleFactory()
    assert related(ArticleFactory()) == []


# --- how much is asked


def fill(count, **more):
    terms = [TermFactory(scheme="ecosystem", code=f"e{count}{place}") for place in range(count)]
    for term in terms:
        TermLabel.objects.create(term=term, language="fr", label=f"{term.code} en français")
    areas = [TermFactory(scheme="policy_area", code=f"p{count}{place}") for place in range(count)]
    countries = [CountryFactory(code=code) for code in ("FR", "DE", "IT")[:count]]
    return [
        ArticleFactory(
            terms=[*terms, *areas],
            countries=countries,
            picture=stored_picture(),
            organisation=OrganisationFactory(published=True),
            **more,
        )
        for _number in range(count)
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("language", "number"), [("en", 10), ("fr", 11)])
def test_list_asks_the_same_however_many(count, language, number):
    fill(count)

    assert queries(f"/{language}/news/") == number


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("language", "number"), [("en", 11), ("fr", 12)])
def test_article_asks_the_same_however_much_belongs_to_it(count, language, number):
    page = fill(count)[0]

    assert queries(page.url.replace("/en/", f"/{language}/")) == number


def test_section_of_news_is_where_articles_are():
    assert SectionPage.objects.get(shows="news").url == "/en/news/"
    assert ArticleFactory().get_parent().specific == SectionPage.objects.get(shows="news")
    assert ArticlePage.objects.live().count() == 1
