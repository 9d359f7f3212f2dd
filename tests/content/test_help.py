"""Help: it is made once, says what the code says, is searched, and every question has its own address."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client
from django.utils import translation

from eccp.content.anchors import anchors
from eccp.content.help import criteria
from eccp.content.help.finding import entries_of, find
from eccp.content.help.making import ensure_help
from eccp.content.models import HelpPage, SectionPage
from eccp.content.tree import ensure_pages
from eccp.organisations.criteria import cluster
from eccp.organisations.criteria.base import Answer, Facts
from eccp.organisations.types import all_types
from eccp.reference.models import today
from tests.factories import ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db
HELP = "/en/help/"


@pytest.fixture(autouse=True)
def first_pages():
    ServiceFactory()
    ensure_pages()


def html_of(address):
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def every_entry():
    return [entry for page in HelpPage.objects.order_by("path") for entry in entries_of(page, page.url)]


class Links(HTMLParser):
    """The addresses and the names of places in a page."""

    def __init__(self, html):
        super().__init__()
        self.hrefs, self.ids = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a" and "href" in given:
            self.hrefs.append(given["href"])
        if "id" in given:
            self.ids.append(given["id"])


def test_there_are_enough_questions_each_once():
    questions = [entry.title for entry in every_entry() if entry.kind == "Question"]

    assert len(questions) >= 25
    assert len(set(questions)) == len(questions)


def test_help_is_made_once_and_left_as_editors_changed_it():
    page = HelpPage.objects.get(slug="words")
    page.title = "Our words"
    page.save()
    HelpPage.objects.get(slug="team").delete()
    number = HelpPage.objects.count()

    ensure_help(SectionPage.objects.get(shows="help"))

    assert HelpPage.objects.count() == number + 1
    assert HelpPage.objects.get(slug="words").title == "Our words"


def test_every_link_of_help_leads_somewhere(signed_in):
    client = signed_in(UserFactory())
    dead, seen = [], set()
    for page in HelpPage.objects.all():
        for block in page.body:
            for href in Links(str(block.render())).hrefs:
                address = href.replace("../", HELP) if href.startswith("../") else href
                if address.startswith("#") or address in seen:
                    continue
                seen.add(address)
                if client.get(address, follow=True).status_code != 200:
                    dead.append(f"{page}: {href}")

    assert len(seen) >= 15
    assert dead == []


def test_each_question_stands_at_the_address_that_the_list_gives():
    for page in HelpPage.objects.all():
        there = Links(html_of(page.url)).ids
        assert len(there) == len(set(there))
        for entry in entries_of(page, page.url):
            _address, hash_sign, name = entry.url.partition("#")
            assert not hash_sign or name in there, entry.url
    assert "/en/help/validation/#what-counts-as-a-member" in html_of(HELP)


def test_names_of_places_last_as_long_as_their_words_and_are_never_twice_the_same():
    assert anchors(["What counts?", "Was zählt?", "What counts"]) == [
        "what-counts",
        "was-zahlt",
        "what-counts-2",
    ]
    assert anchors(["???"]) != [""]
    assert anchors([]) == []


def test_every_criterion_of_every_type_has_its_rule():
    codes = {one.code for kind in all_types() for one in kind.criteria}

    assert codes == set(criteria.RULES)
    page = html_of(f"{HELP}criteria/")
    for kind in criteria.all_rules():
        assert f'id="{kind.anchor}"' in page
        for rule in kind.rules:
            assert "%(" not in rule.rule
            assert rule.rule in page


def finding_of(code, **values):
    checks = {one.code: one.check for kind in all_types() for one in kind.criteria}
    return checks[code](Facts(values, programme_country=True, on=today())).answer


def number_in(code):
    """The first number that help gives in a rule."""
    return float(re.search(r"\d+(\.\d+)?", criteria.said(code))[0])


def test_the_numbers_in_help_are_those_that_the_code_judges_by():
    with translation.override("en"):
        posts, members = number_in("team"), int(number_in("size"))
        services, clusters = int(number_in("services")), int(number_in("clusters"))
    assert finding_of("team", management_fte=posts) is Answer.MET
    assert finding_of("team", management_fte=posts - 0.1) is Answer.NOT_MET
    assert finding_of("size", members_sme=members) is Answer.MET
    assert finding_of("size", members_sme=members - 1) is Answer.NOT_MET
    assert finding_of("services", services=[str(n) for n in range(services)]) is Answer.MET
    assert finding_of("services", services=[str(n) for n in range(services - 1)]) is Answer.NOT_MET
    assert finding_of("clusters", clusters=clusters) is Answer.MET
    assert finding_of("clusters", clusters=clusters - 1) is Answer.NOT_MET


def test_what_help_says_of_focus_kinds_and_majority_is_what_the_code_does():
    most, sectors = cluster.ECOSYSTEMS_AT_MOST, cluster.SECTORS_AT_MOST
    assert f"one to {most} industrial ecosystems and at most {sectors} sectors" in criteria.said("focus")
    assert finding_of("focus", ecosystems=["e"] * most, sectors=["s"] * sectors) is Answer.MET
    assert finding_of("focus", ecosystems=["e"] * (most + 1)) is Answer.LOOK
    assert finding_of("focus", ecosystems=["e"], sectors=["s"] * (sectors + 1)) is Answer.LOOK
    assert finding_of("focus", sectors=["s"]) is Answer.LOOK
    assert finding_of("focus") is Answer.NOT_MET
    assert (
        finding_of("industry", members_sme=5, members_large=1, members_research=6) is Answer.NOT_MET
    )  # exactly half
    assert finding_of("industry", members_sme=6, members_large=1, members_research=6) is Answer.MET
    assert finding_of("mix", members_sme=9, members_large=9, members_other=1) is Answer.NOT_MET
    assert finding_of("mix", members_sme=9, members_society=1) is Answer.MET


def test_answers_carry_the_numbers_of_this_installation():
    html = html_of(f"{HELP}validation/")
    assert f"within {settings.VALIDATION_HOURS} hours" in html
    assert f"{cluster.MEMBERS_AT_LEAST} members" in html
    assert "{" not in "".join(entry.text for entry in every_entry())


def test_criteria_follow_the_code_of_today(monkeypatch):
    monkeypatch.setitem(criteria.RULES, "size", (criteria.RULES["size"][0], {"members": 21}))

    assert "at least 21 members" in html_of(f"{HELP}criteria/")


def test_search_finds_questions_definitions_criteria_and_pages():
    found = Client().get(f"{HELP}?q=declined").context["found"]
    assert found[0].title == "My application was declined. What can I do?"
    assert {entry.kind for entry in Client().get(f"{HELP}?q=members").context["found"]} >= {
        "Question",
        "Criterion",
    }
    assert Client().get(f"{HELP}?q=EREK").context["found"][0].title == "EREK"
    assert "Getting started" in [
        entry.title for entry in Client().get(f"{HELP}?q=getting+started").context["found"]
    ]


def test_search_takes_all_words_and_beginnings_of_words_and_titles_first():
    entries = every_entry()
    titles = [entry.title for entry in find("passw forg", entries)]
    assert titles[0] == "I forgot my password."
    assert find("password zebra", entries) == []
    assert find("  ", entries) == []
    assert find("ÉMBED", entries) == find("embed", entries) != []


def test_search_leaves_out_what_says_nothing_and_forgives_errors_in_titles():
    found = [find(asked, every_entry()) for asked in ("how do I find partners", "forgot pasword")]

    assert [rows[0].title for rows in found] == ["How do I find a partner?", "I forgot my password."]


def test_readers_of_french_are_told_that_the_answers_are_in_english():
    told = "The answers are in English so far."

    assert told not in html_of("/en/help/")
    with translation.override("fr"):
        said = translation.gettext(told)
    assert said in html_of("/fr/help/")


def test_search_without_an_answer_says_what_to_do_and_keeps_the_words():
    page = html_of(f"{HELP}?q=<b>zebra")

    assert "Nothing in help for “&lt;b&gt;zebra”" in page
    assert 'value="&lt;b&gt;zebra"' in page
    assert "/en/contact/" in page


def test_help_says_nothing_of_rooms_that_are_not_built():
    text = " ".join(entry.text for entry in every_entry()).lower()
    assert [
        word
        for word in ("newsletter edition", "matchmaking", "partner search", "book a meeting")
        if word in text
    ] == []


def test_the_page_says_what_the_platform_adds_in_french_too():
    page = html_of("/fr/help/criteria/")

    assert page.count('class="lines rules"') == sum(bool(kind.criteria) for kind in all_types())


@pytest.mark.parametrize(
    ("template", "place"),
    [
        ("account/signup.html", "help/getting-started/"),
        ("organisations/form/checks.html", "help/validation/#what-counts-as-a-member"),
        ("organisations/form/checks.html", "help/criteria/"),
        ("mail/validation/declined.html", "help/criteria/"),
        ("mail/validation/declined.txt", "help/criteria/"),
    ],
)
def test_people_are_led_to_help_where_they_need_it(template, place):
    assert place in get_template(template).template.source
    assert f"/en/{place}" in {entry.url for entry in every_entry()}
