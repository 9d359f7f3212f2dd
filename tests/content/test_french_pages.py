"""The French of the first pages: beside the English ones, made once, and never over what an editor did."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override
from wagtail.models import Locale, Page, PageViewRestriction

from eccp.config.preparing import ensure_languages
from eccp.content import texts, texts_fr
from eccp.content.models import CountryPage, HelpPage, HomePage, SectionPage, TextPage
from eccp.content.topic_pages import ensure_country_pages
from eccp.content.tree import ensure_pages, words
from eccp.reference.models import CountryLabel, Scheme
from tests.factories import ArticleFactory, CallFactory, OrganisationFactory, ServiceFactory, TermFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def french():
    ensure_languages()
    ServiceFactory()
    ensure_pages()
    return Locale.objects.get(language_code="fr")


def html(path):
    response = Client().get(path)
    assert response.status_code == 200, response.headers.get("Location")
    return response.content.decode()


def said(page):
    """What a reader of the page reads, without what marks it up."""
    return re.sub("<[^>]+>", " ", page["lead"] + page.get("body", ""))


def test_there_is_french_for_each_first_page_and_no_other():
    sections = {
        f"{section['above']}/{section['slug']}" if "above" in section else section["slug"]
        for section in texts.SECTIONS
    }

    assert set(texts_fr.SECTIONS) == sections
    assert set(texts_fr.PAGES) == {page["slug"] for page in texts.PAGES}


@pytest.mark.parametrize("slug", [page["slug"] for page in texts.PAGES])
def test_a_french_page_has_the_headings_links_and_paragraphs_of_the_english_one(slug):
    english = next(page for page in texts.PAGES if page["slug"] == slug)
    french = texts_fr.PAGES[slug]

    def marks(page):
        found = re.findall(r'<(\w+)(?: href="([^"]*)")?', page["body"])
        return [(element, address.replace("/en/", "/fr/")) for element, address in found]

    assert marks(french) == marks(english)


@pytest.mark.parametrize("page", [*texts_fr.PAGES.values(), texts_fr.CAPACITY_BUILDING])
def test_french_has_the_signs_of_french(page):
    assert re.findall(r"'|(?<![\u00a0\d])[:;?!»%](?!\d)|«(?!\u00a0)", said(page)) == []


def test_each_first_page_stands_in_french_at_the_same_place(french):
    for english in (
        *SectionPage.objects.filter(locale=Locale.get_default()),
        *TextPage.objects.filter(locale=Locale.get_default()),
    ):
        there = english.get_translation(french)
        assert there.get_url() == english.get_url().replace("/en/", "/fr/")
        assert (there.live, there.show_in_menus, there.alias_of_id) == (True, english.show_in_menus, None)
        assert there.title != english.title or there.title == "Contact"


def test_a_reader_reads_french_and_can_change_to_english(french):
    about = html("/fr/about/")

    assert "<h1>À propos de la plateforme</h1>" in about
    assert 'hreflang="en" href="http://localhost:8000/en/about/"' in about
    assert 'hreflang="fr" href="http://localhost:8000/fr/about/"' in about
    assert '<main id="main" tabindex="-1" class="page">' in about


def test_what_closes_the_english_page_closes_the_french_one(french):
    assert Client().get("/fr/capacity-building/").status_code == 403
    assert TextPage.objects.get(slug="capacity-building", locale=french).service.code == "capacity-building"


def test_a_second_run_makes_nothing_and_changes_nothing(french):
    Page.objects.filter(slug="about", locale=french).update(title="Notre page")
    before = set(Page.objects.values_list("pk", "title", "live"))

    ensure_pages()

    assert set(Page.objects.values_list("pk", "title", "live")) == before


def test_what_an_editor_took_away_in_english_is_not_said_in_french():
    ensure_pages()
    TextPage.objects.filter(slug="about").update(live=False)
    PageViewRestriction.objects.create(page=TextPage.objects.get(slug="data"), restriction_type="login")

    ensure_languages()
    ensure_pages()

    made = set(TextPage.objects.filter(locale__language_code="fr").values_list("slug", flat=True))
    assert made == {page["slug"] for page in texts.PAGES} - {"about", "data"}


def test_a_place_that_an_editor_has_taken_stays_theirs():
    ensure_pages()
    ensure_languages()
    fr = Locale.objects.get(language_code="fr")
    english = HomePage.objects.get()
    home = Page.get_first_root_node().add_child(
        instance=HomePage(
            title="Accueil",
            slug="accueil",
            sentence="Ici",
            lead="Chez nous",
            locale=fr,
            translation_key=english.translation_key,
        )
    )
    home.add_child(instance=TextPage(title="Nous", slug="about", body=words("<p>Nous.</p>"), locale=fr))

    ensure_pages()

    assert HomePage.objects.filter(locale=fr).get().title == "Accueil"
    assert [page.title for page in TextPage.objects.filter(slug="about", locale=fr)] == ["Nous"]
    assert SectionPage.objects.get(slug="news", locale=fr).get_url() == "/fr/news/"


def test_without_the_language_only_the_english_pages_are_made():
    ensure_pages()

    assert set(Page.objects.filter(depth__gt=1).values_list("locale__language_code", flat=True)) == {"en"}


def test_a_french_list_has_what_is_written_in_english_and_leads_to_it_in_french(french):
    article = ArticleFactory(title="A mill that listens")

    for path in ("/fr/", "/fr/news/"):
        assert f'href="/fr/news/{article.slug}/"' in html(path)
        assert f'href="/en/news/{article.slug}/"' not in html(path)


def test_the_way_back_from_an_english_text_is_french(french):
    article = ArticleFactory()

    page = html(f"/fr/news/{article.slug}/")

    assert '<a itemprop="item" href="/fr/news/"><span itemprop="name">Actualités</span></a>' in page
    assert '<a itemprop="item" href="/en/news/">' not in page


def test_countries_programmes_and_help_are_listed_though_they_are_english(french):
    profile = OrganisationFactory(published=True)
    CountryLabel.objects.create(country=profile.country, language="fr", label="Pays des essais")
    ensure_country_pages()
    place = CountryPage.objects.get(country=profile.country).get_url().replace("/en/", "/fr/")
    guide = HelpPage.objects.get(slug="getting-started")

    assert re.search(
        rf'href="{place}"[^>]*>\s*(<[^>]+>)*\s*Pays des essais', html("/fr/knowledge/countries/")
    )
    assert re.search(r"<h1[^>]*>\s*Pays des essais", html(place))
    assert f'href="/fr/help/{guide.slug}/"' in html("/fr/help/")


def test_a_page_below_a_section_that_is_english_only_stands_among_the_french_ones(french):
    knowledge = SectionPage.objects.get(slug="knowledge", locale=Locale.get_default())
    knowledge.add_child(instance=SectionPage(title="Glossaries", slug="glossaries", shows="pages"))

    cards = html("/fr/knowledge/")

    assert 'href="/fr/knowledge/glossaries/"' in cards
    assert cards.count('href="/fr/knowledge/library/"') == 1


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("place", "most"), [("/fr/", 12), ("/fr/news/", 12), ("/fr/news/first/", 12), ("/fr/help/", 12)]
)
def test_french_asks_no_more_than_a_page_may(french, place, most, count, django_assert_max_num_queries):
    for number in range(count):
        ArticleFactory(slug="first" if number == 0 else f"article-{number}")
    html(place)

    with django_assert_max_num_queries(most):
        html(place)


def marked(page, words):
    """Whether these words stand in an element that says they are English."""
    own = re.sub("</?mark>", "", page.split("<main ")[1])
    return re.search(rf'<[^>]* lang="en"[^>]*>(<[^>]+>|\s)*{re.escape(words)}', own) is not None


@pytest.mark.parametrize(
    "place",
    [
        "/fr/",
        "/fr/news/",
        "/fr/news/mill/",
        "/fr/search/?q=mill+that+listens",
        "/fr/news/other/",
    ],
)
def test_english_words_on_french_pages_are_marked(french, place, run_tasks):
    term = TermFactory(scheme=Scheme.ECOSYSTEM)
    for slug, title in (("mill", "A mill that listens"), ("other", "Another mill")):
        article = ArticleFactory(slug=slug, title=title, lead=f"{title}, says its lead.")
        article.terms.add(term)
        article.save_revision().publish()
    run_tasks()
    page = html(place)

    assert marked(page, "A mill that listens")
    assert not marked(html(place.replace("/fr/", "/en/")), "A mill that listens")
    assert place != "/fr/news/" or marked(page, "A mill that listens, says its lead.")


def test_help_in_english_is_marked_in_its_list_and_where_it_is_found(french):
    guide = HelpPage.objects.get(slug="getting-started")

    assert marked(html("/fr/help/"), guide.title)
    assert marked(html(f"/fr/help/?q={guide.title}"), guide.title)


def test_a_call_in_english_marks_its_words_and_not_those_of_the_platform(french):
    call = CallFactory(title="Wind for all", who="Small firms.")

    page = html(call.get_url().replace("/en/", "/fr/"))

    assert marked(page, "Wind for all")
    assert marked(page, "<p>Small firms.")
    assert re.search(r'<h2 id="h-when">Dates limites</h2>', page)
    assert '<main id="main" tabindex="-1" class="page">' in page
    assert '<meta property="og:locale" content="en_GB">' in page
    assert "inLanguage" not in page.split("ld+json")[1]


def test_a_search_in_help_that_finds_nothing_says_which_language_the_answers_have(french):
    words = "Les réponses sont en anglais"

    assert words in html("/fr/help/?q=introuvable")
    assert words not in html("/fr/help/")
    assert "The answers are in English" not in html("/en/help/?q=introuvable")


def test_an_approximate_figure_is_said_as_french_says_it():
    figure = {"label": "Entreprises", "about": True, "value": 140}

    with override("fr"):
        said = render_to_string("content/published_figures.html", {"figures": [figure]})

    assert '<span class="small quiet">environ</span> 140' in said
