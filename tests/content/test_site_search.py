"""One box for everything: profiles and pages by group, and nothing that the reader may not see."""

import pytest
from django.utils import translation
from wagtail.models import Locale

from eccp.content import site_search
from eccp.content.models import ArticlePage, CallPage, HelpPage, HomePage, SectionPage, TextPage
from eccp.content.tree import words
from eccp.directory.index.build import rebuild
from eccp.reference.models import CountryLabel
from tests.content.hub import page_of_country
from tests.factories import CountryFactory, OrganisationFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
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
    OrganisationFactory(published=True, name="Shore One Forklifts")
    section("news").add_child(instance=ArticlePage(title="Members share one forklift driver"))
    rebuild()
    run_tasks()

    text = client.get("/en/search/", {"q": asked}).content.decode()

    assert 0 < text.index('id="g-news"') < text.index('id="g-profiles"')
    assert "1 result for “share one forklift”" in text
    assert "No organisation has exactly these words. These come close." in text
    assert "Shore <mark>One</mark> <mark>Forklifts</mark>" in text


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

    with django_assert_num_queries(10):
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


@pytest.mark.parametrize(
    "asked", ["hydrogen valley", "hydrogen valleys", "the valleys of hydrogen", "Hydrogen’s valley"]
)
def test_number_and_small_words_make_no_difference(section, search, asked):
    section("news").add_child(instance=ArticlePage(title="Report", body=words("A hydrogen valley opens.")))

    answer = search(asked)

    assert (codes(answer), answer.forgiven) == ({"news": ["Report"]}, False)


def test_a_word_of_the_same_stem_is_another_word(section, search):
    section("news").add_child(instance=ArticlePage(title="Report", body=words("Only a sensorial one.")))

    assert codes(search("sensors")) == {}
    assert codes(search("sensorial")) == {"news": ["Report"]}


def test_misspelt_word_is_put_right_beside_others(section, search):
    section("news").add_child(instance=ArticlePage(title="Wetlands", body=words("Heron and otter.")))
    section("news").add_child(
        instance=ArticlePage(title="The osprey returns", body=words("Beside the heron."))
    )

    answer = search("heron opsrey")

    assert (codes(answer), answer.forgiven) == ({"news": ["The osprey returns"]}, True)


def test_pages_with_some_of_the_words_are_a_last_resort(section, search, client):
    section("news").add_child(instance=ArticlePage(title="The osprey returns"))

    answer = search("osprey xylophones")
    text = client.get("/en/search/?q=osprey+xylophones").content.decode()

    assert (codes(answer), answer.some_words, answer.forgiven) == (
        {"news": ["The osprey returns"]},
        True,
        False,
    )
    assert "No page has all these words. These have some of them." in text
    assert codes(search("quokka xylophones")) == {}


@pytest.fixture
def poland(section):
    country = CountryFactory(code="PL", name="Poland")
    CountryLabel.objects.create(country=country, language="fr", label="Pologne")
    CountryLabel.objects.create(country=country, language="pl", label="Polska")
    OrganisationFactory(country=country, published=True, name="Amber Works")
    return page_of_country("PL")


@pytest.mark.parametrize("asked", ["Poland", "pologne", "Polska", "les clusters en Pologne"])
def test_country_is_found_by_its_name_in_any_language(poland, search, asked):
    assert codes(search(asked))["topics"] == ["Poland"]


def test_country_reads_in_the_readers_language(poland, client, run_tasks):
    run_tasks()

    text = client.get("/fr/search/?q=pologne").content.decode()

    assert '<h3><a href="/fr/knowledge/countries/poland/"><mark>Pologne</mark></a></h3>' in text


def test_of_help_the_answer_is_found_that_has_the_words(section, search):
    page = HelpPage(
        title="Accounts",
        slug="accounts",
        body=[
            (
                "questions",
                {
                    "questions": [
                        {"question": "Who are you?", "answer": "<p>A marmot.</p>"},
                        {"question": "Where is my wombat?", "answer": "<p>At home.</p>"},
                    ]
                },
            )
        ],
    )
    section("help").add_child(instance=page)

    [group] = search("where is my wombat").groups

    assert [(str(hit.title), hit.url) for hit in group.hits] == [
        ("Where is my <mark>wombat</mark>?", "/en/help/accounts/#where-is-my-wombat")
    ]


def test_who_asks_how_gets_help_first(section, search):
    section("calls").add_child(instance=CallPage(title="Join a wombat"))
    section("help").add_child(instance=HelpPage(title="Join the wombats", slug="join"))

    assert [group.code for group in search("how to join a wombat").groups] == ["help", "calls"]
    assert [group.code for group in search("join a wombat").groups] == ["calls", "help"]


def test_pages_that_nobody_writes_are_found(section, search, client):
    assert str(search("figures").groups[0].hits[0].title) == "<mark>Figures</mark>"
    assert (
        search("eastern partnership").groups[0].hits[0].url == "/en/knowledge/countries/eastern-partnership/"
    )
    assert "Partenariat" in client.get("/fr/search/?q=partenariat+oriental").content.decode()


@pytest.mark.parametrize(
    ("language", "asked", "found"),
    [
        ("en", "how do I join", ["/en/my/new/", "/en/accounts/signup/"]),
        ("en", "register our company", ["/en/my/new/"]),
        ("en", "new account", ["/en/accounts/signup/"]),
        ("en", "company", []),
        ("en", "join a wombat", []),
        ("fr", "comment s’inscrire", ["/fr/my/new/", "/fr/accounts/signup/"]),
        ("fr", "créer un compte", ["/fr/accounts/signup/"]),
    ],
)
def test_ways_in_are_found_by_what_people_want_to_do(section, search, language, asked, found):
    with translation.override(language):
        hits = [hit.url for group in search(asked).groups for hit in group.hits]

    assert hits == found


def test_result_shows_where_the_words_stand(section, search):
    section("news").add_child(
        instance=ArticlePage(title="Report", lead="Short.", body=words("Ten cranes nest by the lake."))
    )

    [group] = search("cranes").groups

    assert "Ten <mark>cranes</mark> nest" in group.hits[0].text


@pytest.mark.parametrize(("name", "shown"), [("Aviation Works", 0), ("Validatron Works", 1)])
def test_profile_beside_pages_must_come_close_by_its_name(section, client, run_tasks, name, shown):
    OrganisationFactory(published=True, name=name)
    section("help").add_child(instance=HelpPage(title="Validation of wombats", slug="wombats"))
    rebuild()
    run_tasks()

    found = client.get("/en/search/?q=validation").context["found"]

    assert (found.profiles_forgiven, len(found.profiles)) == (True, shown)


def test_suggested_pages_have_the_words_in_their_title_and_errors_are_forgiven(section, run_tasks):
    section("news").add_child(instance=ArticlePage(title="Plover news"))
    section("news").add_child(instance=ArticlePage(title="Other birds", lead="A plover among them."))
    run_tasks()

    titles = [
        [str(title) for title, _kind, _url in site_search.suggested(typed)] for typed in ("plov", "plvoe")
    ]

    assert titles == [["<mark>Plover</mark> news"], ["<mark>Plover</mark> news"]]
    assert site_search.suggested("qqqqq") == []


def test_all_the_words_must_be_there_whatever_their_number(section, search):
    section("news").add_child(instance=ArticlePage(title="Report", body=words("One heron, two otters.")))
    section("news").add_child(instance=ArticlePage(title="Another", body=words("One heron.")))

    assert codes(search("herons otter")) == {"news": ["Report"]}
    assert codes(search(f"herons otter {'one two ' * 20}")) == {"news": ["Report"]}


def test_errors_are_forgiven_in_what_nobody_writes_too(section, search):
    answer = search("how do I register my organistion")

    assert (answer.forgiven, str(answer.groups[0].hits[0].url)) == (True, "/en/my/new/")
