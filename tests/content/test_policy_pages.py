"""Pages of policy areas and ecosystems: only what carries their term; and the list of both."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import PageViewRestriction

from eccp.content.models import PolicyAreaPage, SectionPage
from eccp.content.topic_pages import ensure_policy_pages
from eccp.content.topic_texts import ECOSYSTEM_LEADS, POLICY_LEADS
from eccp.reference.models import Term, TermLabel
from eccp.reference.services.loading import load
from tests.content.hub import article, page_of_term, resource
from tests.factories import CallFactory, OrganisationFactory, TermFactory

pytestmark = pytest.mark.django_db
TOURISM = "/en/knowledge/policy/tourism-ecosystem/"
GREEN = "/en/knowledge/policy/green/"


@pytest.fixture
def tourism():
    term = TermFactory(scheme="ecosystem", code="tourism")
    page_of_term("tourism")
    return term


@pytest.fixture
def green():
    term = TermFactory(scheme="policy_area", code="green")
    page_of_term("green")
    return term


def text_of(path):
    response = Client().get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def known_of(path):
    return Client().get(path).context["known"]


def in_it(term, **facts):
    organisation = OrganisationFactory(**{"published": True, **facts})
    organisation.terms.add(term)
    return organisation


def test_every_term_of_both_lists_has_a_page_with_words_of_our_own():
    load(places=False)

    made = ensure_policy_pages()

    terms = Term.objects.filter(scheme__in=["policy_area", "ecosystem"])
    assert {page.term_id for page in made} == {term.pk for term in terms}
    assert [page.title for page in made if not page.lead] == []
    assert len(ECOSYSTEM_LEADS) == 14
    assert {"green", "digital", "social-economy", "resilience"} <= set(POLICY_LEADS)
    assert ensure_policy_pages() == []
    for page in made:
        page.full_clean()


def test_a_policy_area_and_an_ecosystem_of_one_name_have_two_addresses():
    TermFactory(scheme="ecosystem", code="digital")
    TermFactory(scheme="policy_area", code="digital")

    ensure_policy_pages()

    assert sorted(PolicyAreaPage.objects.values_list("slug", flat=True)) == ["digital", "digital-ecosystem"]


@pytest.mark.parametrize(("valid_to", "pages"), [(date(2020, 1, 1), 0), (date(2099, 1, 1), 1)])
def test_a_retired_term_gets_no_page(valid_to, pages):
    TermFactory(scheme="ecosystem", code="old", valid_to=valid_to)

    assert len(ensure_policy_pages()) == pages


def test_an_editors_words_and_decisions_stay(tourism):
    PolicyAreaPage.objects.update(lead="An editor's words.", live=False)

    assert ensure_policy_pages() == []
    assert PolicyAreaPage.objects.get().lead == "An editor's words."


def test_a_term_has_one_page_in_a_language(tourism):
    page = PolicyAreaPage.objects.get()
    page.clean()

    with pytest.raises(ValidationError) as wrong:
        PolicyAreaPage(title="Again", term=tourism, locale=page.locale).clean()

    assert "term" in wrong.value.message_dict


def test_ecosystem_shows_the_validated_ones_and_partnerships_apart(tourism):
    in_it(tourism, name="Valley of inns")
    in_it(tourism, name="Beds across borders", type="eu_partnership")
    in_it(tourism, name="A draft", published=False)
    in_it(tourism, name="Only listed", published=False, listed=True)
    in_it(TermFactory(scheme="ecosystem", code="health"), name="A hospital")

    known = known_of(TOURISM)

    assert [one.name for one in known.organisations.rows] == ["Valley of inns"]
    assert [one.name for one in known.partnerships.rows] == ["Beds across borders"]
    html = text_of(TOURISM)
    assert "/en/directory/?ecosystem=tourism" in html
    assert "/en/directory/?ecosystem=tourism&amp;type=eu_partnership" in html


def test_pages_show_what_carries_the_term(green, tourism):
    other = TermFactory(scheme="policy_area", code="skills")
    CallFactory(title="Green money", terms=[green])
    CallFactory(title="Money for skills", terms=[other])
    CallFactory(title="Money for all")
    article("Green news", terms=[green, tourism])
    article("Other news", terms=[other])
    resource("Green book", terms=[green])

    hub = known_of(GREEN).hub

    assert [one.title for one in hub.calls.rows] == ["Green money"]
    assert [one.title for one in hub.news.rows] == ["Green news"]
    assert [one.title for one in hub.resources.rows] == ["Green book"]
    assert "/en/calls/?policy_area=green" in text_of(GREEN)
    assert "Green news" in text_of(TOURISM)


def test_a_policy_area_names_the_organisations_that_wrote_about_it(green):
    writer, silent = OrganisationFactory(name="Writer", published=True), in_it(green, name="Silent")
    withdrawn = OrganisationFactory(name="Withdrawn", visibility="unpublished")
    for number, organisation in enumerate((writer, withdrawn)):
        article(f"Green {number}", terms=[green], organisation=organisation)
    article("Of others", organisation=silent)

    assert [one.name for one in known_of(GREEN).organisations.rows] == ["Writer"]
    assert "Organisations that wrote about it" in text_of(GREEN)


def test_what_an_editor_closed_is_not_named(green):
    article("Open news", terms=[green])
    closed = article("Closed news", terms=[green])
    assert known_of(GREEN).hub.news.total == 2

    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert [one.title for one in known_of(GREEN).hub.news.rows] == ["Open news"]

    PageViewRestriction.objects.create(page=SectionPage.objects.get(shows="news"), restriction_type="login")
    assert known_of(GREEN).hub.news.total == 0


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (TOURISM, ["No validated organisation names this ecosystem yet.", "/en/my/new/"]),
        (GREEN, ["No call about it is open today.", "/en/calls/"]),
    ],
)
def test_where_nothing_is_known_it_says_what_to_do(tourism, green, path, words):
    html = text_of(path)

    assert [word for word in words if word not in html] == []


def test_list_has_two_groups_in_the_order_of_the_code_lists(tourism, green):
    html = text_of("/en/knowledge/policy/")

    assert html.index("Policy areas</h2>") < html.index(">Green<") < html.index(">Industrial ecosystems<")
    assert f'href="{TOURISM}"' in html


def test_an_empty_list_leads_to_the_directory():
    assert "There is nothing here yet." in text_of("/en/knowledge/policy/")


def test_in_french_the_term_is_french_and_the_lead_is_marked(tourism):
    TermLabel.objects.create(term=tourism, language="fr", label="Le tourisme")

    html = text_of("/fr/knowledge/policy/tourism-ecosystem/")

    assert "<h1>Le tourisme</h1>" in html
    assert '<p class="lead" lang="en">' in html
    assert ">Le tourisme<" in text_of("/fr/knowledge/policy/")


@pytest.mark.parametrize(("language", "queries"), [("en", 9), ("fr", 10)])
@pytest.mark.parametrize("count", [1, 3, 10])
def test_page_asks_the_same_however_much_there_is(
    tourism, count, language, queries, django_assert_num_queries
):
    for number in range(count):
        in_it(tourism)
        in_it(tourism, type="eu_partnership")
        article(f"News {number}", terms=[tourism])
        resource(f"Resource {number}", terms=[tourism])
        CallFactory(terms=[tourism])
    path = f"/{language}/knowledge/policy/tourism-ecosystem/"
    text_of(path)

    with django_assert_num_queries(queries):
        known = known_of(path)

    totals = (known.organisations.total, known.partnerships.total, known.hub.calls.total)
    assert totals == (count, count, count)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_many(count, django_assert_num_queries):
    for number in range(count):
        TermFactory(scheme="ecosystem", code=f"e{number}")
        TermFactory(scheme="policy_area", code=f"p{number}")
    ensure_policy_pages()
    text_of("/en/knowledge/policy/")

    with django_assert_num_queries(9):
        response = Client().get("/en/knowledge/policy/")

    assert [len(group["rows"]) for group in response.context["groups"]] == [count, count]


def test_address_by_code_leads_to_the_page_or_the_directory(tourism, green):
    assert Client().get("/en/knowledge/of/ecosystem/tourism/")["Location"] == TOURISM
    assert Client().get("/en/knowledge/of/policy_area/green/")["Location"] == GREEN
    PolicyAreaPage.objects.update(live=False)
    there = Client().get("/en/knowledge/of/ecosystem/tourism/")
    assert there["Location"] == "/en/directory/?ecosystem=tourism"
    assert Client().get("/en/knowledge/of/policy_area/green/").status_code == 404
    assert Client().get("/en/knowledge/of/service/green/").status_code == 404
