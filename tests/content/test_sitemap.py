"""The map of the site: every public page with its languages, nothing that is closed."""

import xml.etree.ElementTree as ET

import pytest
from wagtail.models import Locale, Page

from eccp.content.models import ArticlePage, HomePage, SectionPage, TextPage
from eccp.content.tree import words
from tests.factories import OrganisationFactory, ServiceFactory

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def news():
    return SectionPage.objects.get(slug="news")


def sitemap(client):
    return ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 (our own)


def addresses(client):
    return [one.text for one in sitemap(client).iterfind(".//s:loc", NAMES)]


def test_has_live_pages_and_no_others(client, news):
    news.add_child(instance=ArticlePage(title="Live"))
    news.add_child(instance=ArticlePage(title="Draft", live=False))

    found = addresses(client)

    assert "http://localhost:8000/en/news/live/" in found
    assert "http://localhost:8000/en/" in found
    assert not [one for one in found if "draft" in one]


def test_leaves_out_what_is_for_users_of_a_service(client, news):
    home = HomePage.objects.get()
    centre = home.add_child(
        instance=TextPage(title="Centre", slug="centre", body=words("x"), service=ServiceFactory())
    )
    centre.add_child(instance=TextPage(title="Slides", slug="slides", body=words("x")))
    home.add_child(instance=TextPage(title="Centre two", slug="centre-two", body=words("x")))

    found = addresses(client)

    assert [one for one in found if "/centre" in one] == ["http://localhost:8000/en/centre-two/"]


def test_names_the_translations_of_a_page(client, news):
    page = news.add_child(instance=ArticlePage(title="Live"))
    french, _made = Locale.objects.get_or_create(language_code="fr")
    page.copy_for_translation(french, copy_parents=True).save_revision().publish()

    entry = next(
        one
        for one in sitemap(client).iterfind("s:url", NAMES)
        if one.find("s:loc", NAMES).text.endswith("/en/news/live/")
    )

    links = {one.get("hreflang"): one.get("href") for one in entry.iterfind("x:link", NAMES)}
    assert set(links) == {"en", "fr"}
    assert links["fr"].startswith("http://localhost:8000/fr/news/live")


def test_a_new_page_is_a_change(client, news):
    tag = client.get("/sitemap.xml")["ETag"]
    assert client.get("/sitemap.xml", headers={"If-None-Match": tag}).status_code == 304
    news.add_child(instance=ArticlePage(title="Live"))

    changed = client.get("/sitemap.xml", headers={"If-None-Match": tag})

    assert changed.status_code == 200
    assert b"/en/news/live/" in changed.content


@pytest.mark.parametrize("count", [1, 3])
def test_asks_the_same_however_many(client, news, count, django_assert_num_queries):
    for number in range(count):
        news.add_child(instance=ArticlePage(title=f"Live {number}"))
    client.get("/sitemap.xml")

    with django_assert_num_queries(11):
        response = client.get("/sitemap.xml")

    assert response.content.count(b"/news/live-") == count
    assert Page.objects.live().count() > count


@pytest.mark.parametrize("place", ["directory/", "figures/", "access/", "privacy/register/"])
def test_pages_that_no_editor_writes_stand_in_both_languages(client, place):
    entries = {one.find("s:loc", NAMES).text: one for one in sitemap(client).iterfind("s:url", NAMES)}

    for language in ("en", "fr"):
        links = entries[f"http://localhost:8000/{language}/{place}"].iterfind("x:link", NAMES)
        assert {link.get("hreflang"): link.get("href") for link in links} == {
            "en": f"http://localhost:8000/en/{place}",
            "fr": f"http://localhost:8000/fr/{place}",
        }


def test_a_profile_stands_in_both_languages(client):
    profile = OrganisationFactory(published=True)

    found = [one for one in addresses(client) if "/profiles/" in one]

    place = profile.get_absolute_url().removeprefix("/en/")
    assert found == [f"http://localhost:8000/{language}/{place}" for language in ("en", "fr")]
