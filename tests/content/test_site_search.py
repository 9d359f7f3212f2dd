"""One box for everything: profiles and pages by group, and nothing that the reader may not see."""

import pytest
from wagtail.models import Locale

from eccp.content import site_search
from eccp.content.models import ArticlePage, CallPage, HelpPage, HomePage, SectionPage, TextPage
from eccp.content.tree import ensure_pages, words
from eccp.directory.index.build import rebuild
from tests.factories import OrganisationFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    ensure_pages()
    return lambda slug: SectionPage.objects.get(slug=slug)


@pytest.fixture
def search(run_tasks):
    """Search once what waits to be indexed is."""

    def ask(words, only=""):
        run_tasks()
        return site_search.answer(words, only)

    return ask


def codes(answer):
    return {group.code: [hit.page.title for hit in group.hits] for group in answer.groups}


def test_pages_stand_by_what_they_are(section, search):
    section("news").add_child(instance=ArticlePage(title="Hydrogen valley opens"))
    section("calls").add_child(instance=CallPage(title="Hydrogen trucks"))
    section("help").add_child(instance=HelpPage(title="Hydrogen words", slug="hydrogen-words"))

    found = codes(search("hydrogen"))

    assert found == {
        "calls": ["Hydrogen trucks"],
        "news": ["Hydrogen valley opens"],
        "help": ["Hydrogen words"],
    }


def test_word_begun_finds_its_page(section, search):
    section("news").add_child(instance=ArticlePage(title="Photonics week"))

    assert codes(search("photon")) == {"news": ["Photonics week"]}


def test_typing_error_is_forgiven_in_titles(section, search):
    section("news").add_child(instance=ArticlePage(title="Photonics week"))

    answer = search("phtonics")

    assert (codes(answer), answer.forgiven) == ({"news": ["Photonics week"]}, True)


@pytest.mark.parametrize("asked", ["share one forklift", '"share one forklift"', "“share one forklift”"])
def test_page_with_all_the_words_stands_above_profiles_that_come_close(section, client, run_tasks, asked):
    OrganisationFactory(published=True, name="Start One Forklifts")
    section("news").add_child(instance=ArticlePage(title="Members share one forklift driver"))
    rebuild()
    run_tasks()

    text = client.get("/en/search/", {"q": asked}).content.decode()

    assert 0 < text.index('id="g-news"') < text.index('id="g-profiles"')
    assert "1 result for “share one forklift”" in text
    assert "No organisation has exactly these words. These come close." in text
    assert "Start <mark>One</mark> <mark>Forklifts</mark>" in text


def test_profile_whose_name_has_the_words_stands_above_pages(section, client, run_tasks):
    OrganisationFactory(published=True, name="Share One Forklift")
    section("news").add_child(instance=ArticlePage(title="Members share one forklift driver"))
    rebuild()
    run_tasks()

    text = client.get("/en/search/?q=share+one+forklift").content.decode()

    assert text.index('id="g-profiles"') < text.index('id="g-news"')
    assert "2 results" in text


def test_title_with_all_the_words_stands_above_what_only_says_them(section, search):
    section("calls").add_child(instance=CallPage(title="Wagtails", lead="For those who share one forklift."))
    for title, lead in (("Drivers", "They share one forklift."), ("They share one forklift", "")):
        section("news").add_child(instance=ArticlePage(title=title, lead=lead))

    found = codes(search("share one forklift"))

    assert list(found.items()) == [
        ("news", ["They share one forklift", "Drivers"]),
        ("calls", ["Wagtails"]),
    ]


def test_draft_and_closed_pages_are_not_found(section, search):
    section("news").add_child(instance=ArticlePage(title="Zebra draft", live=False))
    centre = HomePage.objects.get().add_child(
        instance=TextPage(title="Zebra centre", slug="zebra", body=words("x"), service=ServiceFactory())
    )
    centre.add_child(instance=TextPage(title="Zebra slides", slug="slides", body=words("zebra")))

    assert search("zebra").groups == []
    assert site_search.suggested("zebra") == []


def test_page_is_shown_once_in_the_readers_language(section, client, run_tasks):
    page = section("news").add_child(instance=ArticlePage(title="Osprey one"))
    french, _made = Locale.objects.get_or_create(language_code="fr")
    copy = page.copy_for_translation(french, copy_parents=True)
    copy.title = "Osprey deux"
    copy.save_revision().publish()
    run_tasks()

    english, french_one = (client.get(f"/{code}/search/?q=osprey").context["found"] for code in ("en", "fr"))

    assert (codes(english), codes(french_one)) == ({"news": ["Osprey one"]}, {"news": ["Osprey deux"]})


def test_only_one_kind_shows_all_of_it(section, search):
    for number in range(7):
        section("news").add_child(instance=ArticlePage(title=f"Heron {number}"))

    some, every = search("heron"), search("heron", "news")

    assert (len(some.groups[0].hits), some.groups[0].total) == (5, 7)
    assert len(every.groups[0].hits) == 7
    assert search("heron", "nonsense").only == ""


def test_page_shows_profiles_beside_pages(section, client, run_tasks):
    OrganisationFactory(published=True, name="Kingfisher Cluster")
    section("news").add_child(instance=ArticlePage(title="Kingfisher grows"))
    rebuild()
    run_tasks()

    text = client.get("/en/search/?q=kingfisher").content.decode()

    assert "2 results" in text
    assert "<mark>Kingfisher</mark> Cluster" in text
    assert "<mark>Kingfisher</mark> grows" in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [("", "profiles and pages are searched together"), ("?q=qqqq", "Nothing was found for “qqqq”")],
)
def test_nothing_is_said_kindly(section, client, asked, said):
    assert said in client.get(f"/en/search/{asked}").content.decode()


def test_what_was_typed_stays_text(section, client):
    text = client.get("/en/search/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert(1)" not in text


def test_suggestions_have_pages_with_their_kind(section, client, run_tasks):
    section("news").add_child(instance=ArticlePage(title="Plover news"))
    run_tasks()

    text = client.get("/en/search/suggestions/?q=plov").content.decode()

    assert "<mark>Plover</mark> news" in text
    assert "1 suggestion" in text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_asks_the_same_however_much_is_found(
    section, client, run_tasks, django_assert_num_queries, *, language, count
):
    for number in range(count):
        section("news").add_child(instance=ArticlePage(title=f"Curlew {number}", lead="x"))
    run_tasks()
    client.get(f"/{language}/search/?q=curlew")

    with django_assert_num_queries(7):
        response = client.get(f"/{language}/search/?q=curlew")

    assert response.context["found"].groups[0].total == count


@pytest.mark.parametrize(
    "words", ['"', '""" "', 'valves" OR title', '"hydrogen', "valves\" NEAR('", "a:b -(c", "\\'"]
)
def test_signs_that_mean_something_to_the_index_are_only_words(section, search, words):
    section("news").add_child(instance=ArticlePage(title="Hydrogen valley opens"))

    found = codes(search(words))

    assert found == ({"news": ["Hydrogen valley opens"]} if words == '"hydrogen' else {})
    assert site_search.suggested(words) == [] or words == '"hydrogen'


@pytest.mark.parametrize(
    ("words", "found"), [('"hydrogen"', True), ('"', False), ("--", False), ('hydrogen" OR curlew*', False)]
)
def test_lists_take_them_for_words_too(section, client, run_tasks, words, found):
    section("news").add_child(instance=ArticlePage(title="Hydrogen valley opens", date="2026-03-03"))
    run_tasks()

    response = client.get("/en/news/", {"q": words})

    assert response.status_code == 200
    assert ("Hydrogen valley opens" in response.content.decode()) is found
