"""A page at the address of each language: its own text, a translation elsewhere, or another language's text."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Locale, Page

from eccp.config.languages import INTERFACE_LANGUAGES, LANGUAGES, PAGES_ONLY
from eccp.config.preparing import ensure_languages
from eccp.content.models import HomePage, TextPage
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tree():
    ensure_languages()  # afterwards: the pages that a translation is made of are in English only


@pytest.fixture
def about():
    page = TextPage(title="About wind", slug="wind", lead="Wind in English.")
    HomePage.objects.get().add_child(instance=page)
    return page


def translated(page, language, slug, *, live=True, **words):
    """A translation of the page, and of all those above it."""
    locale = Locale.objects.get_or_create(language_code=language)[0]
    copy = page.copy_for_translation(locale, copy_parents=True)
    for above in copy.get_ancestors().filter(locale=locale, live=False):
        above.specific.save_revision().publish()
    copy.slug = slug
    for name, text in words.items():
        setattr(copy, name, text)
    revision = copy.save_revision()
    if live:
        revision.publish()
    return Page.objects.get(pk=copy.pk).specific


def page_of(path, **headers):
    response = Client().get(path, headers=headers)
    assert response.status_code == 200, response.headers.get("Location")
    return response.content.decode()


def interface_of(html):
    return html.split('<html lang="')[1][:2]


def marks_of(html):
    """How the page's own words are marked; nothing around the platform's words is."""
    assert "lang=" not in html.split("<main ")[1].split(">")[0]
    return html.split("<h1")[1].split(">")[0]


@pytest.mark.parametrize(
    ("asked", "lands"),
    [("fr-BE,fr;q=0.9,en;q=0.5", "fr"), ("de,en;q=0.5", "en"), ("de-DE,nl;q=0.8,fr;q=0.2", "fr"), ("", "en")],
)
def test_the_first_address_leads_to_a_language_that_the_platform_speaks(asked, lands):
    response = Client().get("/", headers={"Accept-Language": asked})

    assert response["Location"] == f"/{lands}/"
    assert "Accept-Language" in response["Vary"]


def test_the_languages_to_choose_from_are_those_that_the_platform_speaks(about):
    html = page_of("/en/wind/")

    assert html.count("hreflang=") == 2 * len(INTERFACE_LANGUAGES)
    assert 'href="/fr/wind/" lang="fr"' in html
    assert sorted([*PAGES_ONLY, *INTERFACE_LANGUAGES]) == [code for code, _name in LANGUAGES]


def test_an_english_page_is_as_it_was(about):
    html = page_of("/en/wind/", **{"Accept-Language": "fr"})

    assert (interface_of(html), "lang=" in marks_of(html), 'rel="canonical"' in html) == ("en", False, False)


def test_where_nothing_is_translated_the_english_text_stands_in_a_french_page(about):
    html = page_of("/fr/wind/")

    assert "Wind in English." in html
    assert interface_of(html) == "fr"
    assert 'lang="en"' in marks_of(html)
    assert '<p class="lead" lang="en">Wind in English.</p>' in html
    assert '<link rel="canonical" href="http://localhost:8000/en/wind/">' in html


def test_a_french_tree_without_this_page_shows_the_english_one(about):
    translated(HomePage.objects.get(), "fr", "accueil", title="Accueil")

    assert 'lang="en"' in marks_of(page_of("/fr/wind/"))
    assert Client().get("/fr/nothing/").status_code == 404


def test_a_translation_is_shown_at_its_own_address_and_the_others_lead_there(about):
    french = translated(about, "fr", "vent", lead="Le vent.")

    html = page_of("/fr/vent/")
    assert french.get_url() == "/fr/vent/"
    assert "Le vent." in html
    assert (interface_of(html), "lang=" in marks_of(html)) == ("fr", False)
    assert Client().get("/fr/wind/")["Location"] == "/fr/vent/"
    assert Client().get("/en/vent/")["Location"] == "/en/wind/"


def test_a_translation_that_is_not_published_leads_nowhere(about):
    translated(about, "fr", "vent", live=False)

    assert "Wind in English." in page_of("/fr/wind/")
    assert Client().get("/fr/vent/").status_code == 404


def test_a_translation_below_a_page_that_is_not_published_makes_no_circle(about):
    french = translated(about, "fr", "wind")
    Page.objects.filter(pk=french.get_parent().pk).update(live=False)

    assert 'lang="en"' in marks_of(page_of("/fr/wind/"))


def test_a_german_page_has_its_address_and_a_frame_in_the_readers_language(about):
    german = translated(about, "de", "windkraft", lead="Der Wind.")

    for asked, spoken in (("de,en", "en"), ("de,fr;q=0.5", "fr")):
        response = Client().get("/de/windkraft/", headers={"Accept-Language": asked})
        html = response.content.decode()
        assert "Der Wind." in html
        assert interface_of(html) == spoken
        assert 'lang="de"' in marks_of(html)
        assert '<link rel="canonical" href="http://localhost:8000/de/windkraft/">' in html
        assert response["Content-Language"] == "de"
        assert "Accept-Language" in response["Vary"]
    assert 'href="/en/windkraft/" lang="en"' in html
    assert Client().get("/en/windkraft/")["Location"] == "/en/wind/"
    for active in ("en", "fr", "de"):
        with override(active):
            assert german.get_url() == "/de/windkraft/"
            assert german.full_url == "http://localhost:8000/de/windkraft/"
            assert about.get_url() == "/en/wind/"


def test_a_page_that_is_only_in_german_is_found_below_every_prefix(about):
    german = translated(about, "de", "windkraft", lead="Der Wind.")
    about.delete()

    assert german.get_url() == "/de/windkraft/"
    html = page_of("/en/windkraft/")
    assert (interface_of(html), 'lang="de"' in marks_of(html)) == ("en", True)


def test_no_page_is_made_up_in_a_language_that_has_none(about):
    translated(about, "de", "windkraft")

    for path in ("/de/nothing/", "/it/wind/", "/it/", "/mt/windkraft/", "/de/directory/"):
        response = Client().get(path)
        assert response.status_code == 404, path
        assert interface_of(response.content.decode()) == "en"
    assert Client().get("/de/wind/")["Location"] == "/de/windkraft/"
    assert Client().get("/de/windkraft").headers["Location"] == "/de/windkraft/"


def test_a_page_that_is_closed_is_closed_in_every_language(about):
    about.service = ServiceFactory()
    about.save_revision().publish()

    for path in ("/en/wind/", "/fr/wind/"):
        response = Client().get(path)
        assert (response.status_code, "Wind in English." in response.content.decode()) == (403, False)
    assert "lang=" not in marks_of(response.content.decode())  # the refusal is in the reader's language
    translated(about, "de", "windkraft", lead="Der Wind.")
    response = Client().get("/de/windkraft/")
    assert (response.status_code, "Der Wind." in response.content.decode()) == (403, False)


def test_every_language_of_the_union_can_have_pages(about):
    for code in PAGES_ONLY:
        page = translated(about, code, f"wind-{code}")
        assert page.get_url() == f"/{code}/wind-{code}/"
        assert f'lang="{code}"' in marks_of(page_of(page.get_url()))


def test_a_page_that_is_not_translated_costs_two_questions_more_at_most(about):
    def asked(path):
        Client().get(path)
        with CaptureQueriesContext(connection) as queries:
            Client().get(path)
        return len(queries)

    assert asked("/fr/wind/") - asked("/en/wind/") <= 2
