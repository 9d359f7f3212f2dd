"""Feeds: what feedparser and RFC 4287 ask for, the filters of their lists, and cheap second questions."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.conf import settings as django_settings
from django.test import Client

from eccp.content.feed_lists import feed_of
from eccp.content.feeds import FEEDS, MOST
from eccp.content.models import ArticlePage, CallPage, ResourcePage, SectionPage
from eccp.directory.index.build import rebuild_now
from tests.factories import ArticleFactory, CallFactory, CountryFactory, OrganisationFactory, TermFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 26, 11, tzinfo=UTC)
DAY = timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# RFC 3339, section 5.6
DATE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
NAMES = ["calls", "news", "practices", "profiles", "resources"]


@pytest.fixture(autouse=True)
def at_noon(freeze, settings, tmp_path):
    settings.INDEX_DIR = tmp_path
    rebuild_now()
    freeze(NOW)


def get(name, query="", **headers):
    return Client().get(f"/en/feeds/{name}.atom{query}", headers=headers)


def parsed(name, query=""):
    answer = get(name, query)
    assert answer.status_code == 200
    found = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert not found.bozo, found.get("bozo_exception")
    return found


def titles(name, query=""):
    return [entry.title for entry in parsed(name, query).entries]


def broken(document):
    """Which of the musts of RFC 4287 a document does not keep."""
    feed = ET.fromstring(document)  # noqa: S314
    found = [] if feed.tag == f"{ATOM}feed" else ["root"]
    entries = feed.findall(f"{ATOM}entry")
    for one in (feed, *entries):
        where = one.findtext(f"{ATOM}title")
        found += [f"{where}: {n}" for n in ("id", "title", "updated") if len(one.findall(f"{ATOM}{n}")) != 1]
        if not (one.findall(f"{ATOM}author/{ATOM}name") or feed.findall(f"{ATOM}author/{ATOM}name")):
            found.append(f"{where}: author")
        links = one.findall(f"{ATOM}link")
        if [link.get("rel") for link in links].count("alternate") != 1:
            found.append(f"{where}: one alternate")
        found += [
            f"{where}: {link.get('href')}" for link in links if not re.match("https?://", link.get("href"))
        ]
        if not re.match(r"tag:[a-z0-9.-]+,\d{4}:\S+$", one.findtext(f"{ATOM}id")):
            found.append(f"{where}: id is no tag")
        dates = [one.findtext(f"{ATOM}{name}") for name in ("updated", "published")]
        found += [f"{where}: {date}" for date in dates if date and not DATE.fullmatch(date)]
    if "self" not in [link.get("rel") for link in feed.findall(f"{ATOM}link")]:
        found.append("self")
    if not feed.get(LANG):
        found.append("language")
    ids = [one.text for one in feed.iter(f"{ATOM}id")]
    return found + [one for one in set(ids) if ids.count(one) > 1]


def add(model, shows, **facts):
    page = model(live=False, **facts)
    SectionPage.objects.get(shows=shows).add_child(instance=page)
    page.save_revision().publish()
    return page


def fill():
    add(ArticlePage, "news", title="A & B <i>meet</i>", lead="Tom & Jerry said: 1 < 2.", date=NOW.date())
    add(ResourcePage, "library", title="A handbook", lead="How to.", kind="publication", year=2026)
    add(ResourcePage, "practices", title="Less heat", lead="What they did.", kind="practice")
    CallFactory(title="Ships & yards", lead="Money.", cutoffs=[NOW + 9 * DAY])
    OrganisationFactory(published=True, name="Heron & Sons <Cluster>")
    rebuild_now()


def test_there_are_feeds_of_all_lists():
    assert sorted(FEEDS) == NAMES
    assert feed_of("calls").name == "calls"
    assert feed_of("countries") is None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("filled", [True, False])
def test_valid_by_feedparser_and_by_the_specification(name, filled):
    if filled:
        fill()

    assert get(name)["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert len(parsed(name).entries) == int(filled)
    assert broken(get(name).content) == []
    assert broken(get(name, "?q=a%26b&country=DE").content) == []


def test_the_test_itself_finds_what_is_broken():
    fill()
    good = get("news").content.decode()
    page = good[good.index("<entry>") :]

    assert "A & B <i>meet</i>: updated" in broken(
        good.replace(page, re.sub("<updated>.*?</updated>", "", page))
    )
    assert broken(good.replace("tag:", "urn:"))
    assert broken(good.replace("T11:00:00+00:00", " 11:00"))
    assert broken(good.replace('href="http', 'href="/http'))
    assert broken(
        good.replace("<entry>", "<entry>", 1).replace(
            "</entry>", "</entry>" + page[: page.index("</entry>") + 8]
        )
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [("news", "A & B <i>meet</i>"), ("calls", "Ships & yards"), ("profiles", "Heron & Sons <Cluster>")],
)
def test_words_are_words_and_no_markup(name, title):
    fill()
    entry = ET.fromstring(get(name).content).find(f"{ATOM}entry")  # noqa: S314

    assert entry.findtext(f"{ATOM}title") == title
    if name == "news":
        assert entry.findtext(f"{ATOM}summary") == "Tom &amp; Jerry said: 1 &lt; 2."  # of the type html


def test_what_xml_cannot_say_is_left_out():
    CallFactory(title="Bell\x07 tab\x0b", lead="\x1f!")

    assert titles("calls") == ["Bell tab"]


def test_an_entry_of_a_call():
    horizon = TermFactory(scheme="funding_programme", code="horizon", label="Horizon Europe")
    cluster = OrganisationFactory(published=True, name="Heron Cluster")
    call = CallFactory(
        title="Ships", lead="Money.", cutoffs=[NOW + 9 * DAY], terms=[horizon], organisation=cluster
    )
    entry = parsed("calls").entries[0]

    assert entry.summary == "Cut-off: 7 March 2027, 12:00 Brussels time. Money."
    assert (entry.author, entry.tags[0].term) == ("Heron Cluster", "Horizon Europe")
    assert entry.link == f"{django_settings.SITE_URL}/en/calls/ships/"
    assert entry.id == f"tag:localhost,2020:content/{call.pk}"
    assert entry.updated == "2027-02-26T11:00:00+00:00"


def test_an_entry_keeps_its_identity_and_date_of_publication(freeze):
    call = CallFactory(cutoffs=[NOW + 90 * DAY])
    before = parsed("calls").entries[0]
    freeze(NOW + DAY)
    page = CallPage.objects.get(pk=call.pk)
    page.title, page.slug = "Another title", "another"
    page.save_revision().publish()
    after = parsed("calls").entries[0]

    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated_parsed > before.updated_parsed
    assert after.link != before.link


def test_the_newest_stands_first_and_fifty_are_enough(freeze):
    for n in range(MOST + 2):
        freeze(NOW + n * timedelta(minutes=1))
        CallFactory(title=f"Call {n:02}", cutoffs=[NOW + (90 - n) * DAY])

    found = titles("calls")
    assert len(found) == MOST
    assert found[:2] == ["Call 51", "Call 50"]


def test_the_filters_of_the_list_and_their_names_in_the_title():
    life = TermFactory(scheme="funding_programme", code="life", label="LIFE")
    CallFactory(title="Green", terms=[life], countries=[CountryFactory()], cutoffs=[NOW + DAY])
    CallFactory(title="Other", cutoffs=[NOW + DAY])
    CallFactory(title="Over", cutoffs=[NOW - DAY])

    assert titles("calls") == ["Other", "Green"]
    assert titles("calls", "?state=closed") == ["Over"]
    found = parsed("calls", "?funding_programme=life&country=DE")
    assert [entry.title for entry in found.entries] == ["Green"]
    assert found.feed.title == "European Cluster Collaboration Platform: Open calls (LIFE, Germany)"
    links = {link.rel: link.href for link in found.feed.links}
    assert (
        links["self"] == f"{django_settings.SITE_URL}/en/feeds/calls.atom?funding_programme=life&country=DE"
    )
    assert links["alternate"] == f"{django_settings.SITE_URL}/en/calls/?funding_programme=life&country=DE"


def test_a_narrowed_feed_is_another_one():
    assert parsed("calls").feed.id != parsed("calls", "?country=DE").feed.id


def test_profiles_are_validated_ones_with_the_filters_of_the_directory():
    OrganisationFactory(published=True, name="Heron", published_at=NOW - DAY)
    OrganisationFactory(published=True, name="Kite", country=CountryFactory(code="FR"), published_at=NOW)
    OrganisationFactory(listed=True, name="Listed")
    rebuild_now()

    assert titles("profiles") == ["Kite", "Heron"]
    assert titles("profiles", "?country=FR") == ["Kite"]
    assert titles("profiles", "?trust=listed") == ["Kite", "Heron"]
    assert "France" in parsed("profiles", "?country=FR").feed.title


def test_profiles_while_there_is_no_index(settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "none"
    answer = get("profiles")

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")


def test_a_feed_in_french_says_so():
    found = feedparser.parse(Client().get("/fr/feeds/calls.atom").content)

    assert found.feed.language == "fr"


def test_unchanged_costs_no_body(freeze):
    CallFactory(cutoffs=[NOW + 90 * DAY])
    first = get("calls")
    freeze(NOW + DAY)
    by_tag = get("calls", **{"If-None-Match": first["ETag"]})
    by_date = get("calls", **{"If-Modified-Since": first["Last-Modified"]})
    CallFactory(cutoffs=[NOW + 90 * DAY])
    changed = get("calls", **{"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]})

    assert [one.status_code for one in (by_tag, by_date, changed)] == [304, 304, 200]
    assert by_tag.content == b""
    assert first["Cache-Control"] == "public, max-age=600"


def test_an_empty_feed_does_not_change_with_the_clock(freeze):
    first = get("news").content
    freeze(NOW + DAY)

    assert get("news").content == first


@pytest.mark.parametrize(
    ("list_of", "name"),
    [("/en/calls/", "calls"), ("/en/news/", "news"), ("/en/knowledge/library/", "resources")],
)
def test_browsers_find_the_feed_of_a_list(list_of, name):
    html = Client().get(f"{list_of}?country=DE").content.decode()
    found = re.search(
        '<link rel="alternate" type="application/atom\\+xml" title="[^"]+" href="([^"]+)">', html
    )

    assert found
    assert found.group(1).startswith(f"/en/feeds/{name}.atom")
    assert Client().get(found.group(1).replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("name", ["nothing", "countries"])
def test_no_feed_of_that_name(name):
    assert get(name).status_code == 404


def test_no_feed_of_a_section_that_was_taken_back():
    SectionPage.objects.get(shows="calls").unpublish()

    assert get("calls").status_code == 404


def test_hostile_questions_do_no_harm():
    for query in ("?q=%ff%0b", "?state=x&deadline=1e9", "?country=" + "A" * 5000, "?country=%0b", "?page=x"):
        assert get("calls", query).status_code == 200, query
    assert get("calls", "?country=%00").status_code == 400


@pytest.mark.parametrize("rows", [1, 3])
def test_questions_do_not_grow_with_the_entries(rows, django_assert_num_queries):
    for _row in range(rows):
        CallFactory(
            cutoffs=[NOW + DAY],
            terms=[TermFactory(scheme="funding_programme")],
            organisation=OrganisationFactory(published=True),
        )
    get("calls")
    with django_assert_num_queries(9):
        get("calls")


def test_a_french_feed_has_french_words_marks_english_ones_and_leads_to_french_addresses():
    article = ArticleFactory(title="A mill that listens")

    feed = ET.fromstring(Client().get("/fr/feeds/news.atom").content)  # noqa: S314

    assert feed.get(LANG) == "fr"
    title = feed.findtext(f"{ATOM}title").replace("\u00a0", " ")
    assert title.startswith("Plateforme européenne de collaboration entre clusters : Actualités")
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.get(LANG) == "en"
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/fr/news/{article.slug}/")
    english = ET.fromstring(get("news").content)  # noqa: S314
    assert english.find(f"{ATOM}entry").get(LANG) is None


def test_the_words_of_a_french_feed_of_profiles_stand_in_french_quotes():
    feed = ET.fromstring(Client().get("/fr/feeds/profiles.atom?q=wind").content)  # noqa: S314

    assert "(«\u00a0wind\u00a0»)" in feed.findtext(f"{ATOM}title")
