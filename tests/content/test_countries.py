"""The page of a country: what the platform knows, who is counted as what, and what it costs."""

import re
from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from eccp.content.country_counts import counted
from eccp.content.models import CountryPage, Cutoff
from eccp.core import slots
from eccp.organisations.models import CountryLink
from eccp.reference.models import Country, CountryLabel
from tests.content.hub import article, page_of_country, resource
from tests.factories import (
    AccessExceptionFactory,
    ApplicationFactory,
    CallFactory,
    CountryFactory,
    OrganisationFactory,
    ParticipationFactory,
    PartnerFactory,
    ProgrammeFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db
HERE = "/en/knowledge/countries/ukraine/"


@pytest.fixture
def ukraine():
    country = CountryFactory(code="UA", name="Ukraine", groups="eap")
    page_of_country("UA")
    return country


def text_of(path=HERE):
    response = Client().get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def numbers(kind=""):
    country = counted(Country.objects.filter(pk="UA"), kind).get()
    return country.published, country.unpublished, country.listed


def soon(days=10):
    return timezone.now() + timedelta(days=days)


# --- Who is counted as what


@pytest.mark.parametrize(
    ("visibility", "applications", "expected"),
    [
        ("published", [], (1, 0, 0)),
        ("published", ["declined"], (1, 0, 0)),
        ("draft", [], (0, 1, 0)),
        ("draft", ["submitted"], (0, 1, 0)),
        ("draft", ["asked"], (0, 1, 0)),
        ("draft", ["declined"], (0, 1, 0)),
        ("draft", ["withdrawn"], (0, 1, 0)),
        ("listed", [], (0, 0, 1)),
        ("listed", ["submitted"], (0, 1, 1)),
        ("listed", ["declined"], (0, 1, 1)),
        ("listed", ["declined", "withdrawn"], (0, 0, 1)),
        ("unpublished", [], (0, 0, 0)),
        ("unpublished", ["published"], (0, 0, 0)),
        ("unpublished", ["declined", "published"], (0, 0, 0)),
        ("unpublished", ["published", "submitted"], (0, 1, 0)),
        ("archived", [], (0, 0, 0)),
        ("archived", ["declined"], (0, 0, 0)),
    ],
)
def test_each_profile_counts_as_what_it_is(ukraine, visibility, applications, expected):
    one = OrganisationFactory(country=ukraine, visibility=visibility, published_at=timezone.now())
    for days, status in enumerate(applications, start=1):
        ApplicationFactory(
            organisation=one,
            status=status,
            submitted_at=timezone.now() - timedelta(days=10 - days),
            decided=status in {"declined", "published"},
        )

    assert numbers() == expected


def test_claim_of_a_listed_profile_is_no_application_for_it(ukraine):
    one = OrganisationFactory(country=ukraine, listed=True)
    ApplicationFactory(organisation=one, kind="claim")

    assert numbers() == (0, 0, 1)


def test_only_profiles_of_the_country_and_type_count(ukraine):
    OrganisationFactory(country=ukraine, published=True)
    OrganisationFactory(country=ukraine, type="training_provider", published=True)
    OrganisationFactory(country__code="DE", published=True)

    assert numbers() == (2, 0, 0)
    assert numbers("cluster_organisation") == (1, 0, 0)


def test_page_says_the_numbers_with_their_definition_and_names_no_draft(ukraine):
    OrganisationFactory(country=ukraine, name="Kyiv Digital", published=True)
    OrganisationFactory(country=ukraine, name="Secret Draft")
    OrganisationFactory(country=ukraine, name="Odesa Register", listed=True)

    html = text_of()

    assert "Published: validated by a person, and shown to everybody." in html
    assert "Not published: begun by people of the country" in html
    assert "Kyiv Digital" in html
    assert "Odesa Register" in html
    assert "Secret Draft" not in html
    assert "1 more is listed from a register and not validated." in html
    assert "All 2 organisations of Ukraine in the directory" in html
    assert "/en/directory/?country=UA" in html


def test_validated_profiles_stand_before_listed_ones_and_the_newest_first(ukraine):
    OrganisationFactory(country=ukraine, name="A listed one", listed=True)
    old, new = timezone.now() - timedelta(days=9), timezone.now()
    OrganisationFactory(country=ukraine, name="An old one", published=True, published_at=old)
    OrganisationFactory(country=ukraine, name="The new one", published=True, published_at=new)

    html = text_of()

    assert html.index("The new one") < html.index("An old one") < html.index("A listed one")


# --- Partnerships, and who seeks partners


def test_partnerships_say_how_they_hang_on_the_country(ukraine):
    coordinated = PartnerFactory(
        organisation__name="Coordinated", role="coordinator", country=ukraine
    ).organisation
    PartnerFactory(organisation=coordinated, country=ukraine)
    PartnerFactory(organisation__name="Joined", country=ukraine)
    by_profile = OrganisationFactory(country=ukraine, published=True)
    PartnerFactory(organisation__name="By profile", country=None, profile=by_profile)
    aims = OrganisationFactory(name="Aims", type="eu_partnership", published=True)
    CountryLink.objects.create(organisation=aims, link="targets", country=ukraine)
    OrganisationFactory(name="Sits here", type="eu_partnership", country=ukraine, published=True)
    seeks = OrganisationFactory(name="Seeks", type="eu_partnership", published=True)
    CountryLink.objects.create(organisation=seeks, link="seeks", country=ukraine)
    PartnerFactory(organisation__name="Elsewhere", country=CountryFactory(code="FR"))
    PartnerFactory(
        organisation__name="Not published", organisation__published=False, organisation__visibility="draft",
        country=ukraine,
    )  # fmt: skip

    found = Client().get(HERE).context["known"].partnerships

    assert {one.name: str(one.said) for one in found.rows} == {
        "Coordinated": "Coordinated from here",
        "Joined": "With a partner from here",
        "By profile": "With a partner from here",
        "Aims": "Opens this market for companies",
        "Sits here": "Has its seat here",
        "Seeks": "Seeks partners here",
    }
    assert found.total == 6


def test_who_seeks_partners_here_comes_from_elsewhere(ukraine):
    for name, country, link in (
        ("Wants to come", CountryFactory(code="FR"), "seeks"),
        ("Is here", ukraine, "seeks"),
        ("Works with them", CountryFactory(code="FR"), "cooperates"),
    ):
        one = OrganisationFactory(name=name, country=country, published=True)
        CountryLink.objects.create(organisation=one, link=link, country=ukraine)
    draft = OrganisationFactory(country=CountryFactory(code="FR"), name="A draft")
    CountryLink.objects.create(organisation=draft, link="seeks", country=ukraine)

    found = Client().get(HERE).context["known"].seeking

    assert [one.name for one in found.rows] == ["Wants to come"]


# --- Calls, news, resources


def test_a_cutoff_is_said_with_the_clock_that_the_call_names(ukraine):
    lisbon = Cutoff(day=date(2090, 12, 5), hour=time(23, 59), zone="Europe/Lisbon")
    CallFactory(countries=[ukraine], cutoffs=[lisbon])

    said = "Next cut-off: Tuesday 5 December 2090, 23:59 Lisbon time (Wednesday 6 December 2090, 00:59 Brussels time), in"
    assert said in Client().get(HERE).content.decode()


def test_calls_that_name_the_country_come_first_and_those_for_all_are_counted(ukraine):
    CallFactory(title="For Ukraine later", countries=[ukraine], cutoffs=[soon(20)])
    CallFactory(title="For Ukraine soon", countries=[ukraine], cutoffs=[soon(5)])
    CallFactory(title="Is over", countries=[ukraine], cutoffs=[timezone.now() - timedelta(minutes=1)])
    CallFactory(title="Opens later", countries=[ukraine], opens_on=soon(3).date(), cutoffs=[soon(9)])
    CallFactory(title="For France", countries=[CountryFactory(code="FR")], cutoffs=[soon()])
    CallFactory(title="For all", cutoffs=[soon()])
    CallFactory(title="For all too")
    CallFactory(title="A draft", countries=[ukraine], cutoffs=[soon()], live=False)

    known = Client().get(HERE).context["known"]

    assert [one.title for one in known.hub.calls.rows] == ["For Ukraine soon", "For Ukraine later"]
    assert "Brussels time, in 5 days</p>" in Client().get(HERE).content.decode()
    assert known.country.calls_for_all == 2
    assert "All 4 open calls for Ukraine, with those for all countries" in text_of()
    assert "4 calls" in Client().get("/en/calls/?country=UA&state=open").content.decode()


def test_without_a_call_that_names_it_the_page_says_so_and_leads_to_those_for_all(ukraine):
    CallFactory(title="For all", cutoffs=[soon()])

    html = text_of()

    assert "No open call names Ukraine today." in html
    assert "1 call is open to all countries" in html
    assert 'href="/en/calls/?country=UA&amp;state=open"' in Client().get(HERE).content.decode()


def test_only_a_country_of_the_eastern_partnership_leads_to_the_table_of_the_six(ukraine):
    table = 'href="/en/knowledge/countries/eastern-partnership/"'
    assert table in Client().get(HERE).content.decode()

    Country.objects.filter(pk="UA").update(groups="enp")

    assert table not in Client().get(HERE).content.decode()


def test_news_are_the_newest_first_and_knowledge_is_beside_them(ukraine):
    for day in range(1, 7):
        article(f"News {day}", date(2026, 3, day), countries=[ukraine])
    article("Of France", countries=[CountryFactory(code="FR")])
    resource("A handbook", year=2024, countries=[ukraine])

    hub = Client().get(HERE).context["known"].hub

    assert [one.title for one in hub.news.rows] == ["News 6", "News 5", "News 4", "News 3"]
    assert hub.news.total == 6
    assert [one.title for one in hub.resources.rows] == ["A handbook"]
    html = text_of()
    assert '<a class="hit" href="/en/news/?country=UA">All 6</a>' in html
    assert "/en/knowledge/library/a-handbook/" in html


def test_what_no_list_has_as_a_whole_opens_in_place(ukraine):
    for number in range(4):
        resource(f"Handbook {number}", year=2020 + number, countries=[ukraine])
    assert "more-lines" not in knowledge_of(text_of())

    resource("The oldest handbook", year=1999, countries=[ukraine])

    part = knowledge_of(text_of())
    assert re.search(r"<summary[^>]*>1 more\s*</summary>", part)
    assert part.index("more-lines") < part.index("The oldest handbook")
    assert part.index("Handbook 0") < part.index("more-lines")


def knowledge_of(html):
    """The part of the page with resources."""
    return html[html.index('id="h-knowledge"') :]


# --- Access


def test_access_is_said_with_programme_dates_and_what_is_left_out(ukraine):
    ServiceFactory(code="events", name="Matchmaking events")
    ServiceFactory(code="loans", name="Loans", instrument="financial instruments")
    cosme = ProgrammeFactory(
        code="COSME", name="COSME", runs_from=date(2014, 1, 1), runs_to=date(2020, 12, 31)
    )
    for programme in (cosme, ProgrammeFactory(runs_to=date(2099, 12, 31))):
        ParticipationFactory(
            programme=programme,
            country=ukraine,
            excluded_instruments="financial instruments",
            confirmed=False,
        )

    html = text_of()

    assert "Programme country (SMP)" in html
    assert "Services that its organisations may use: 1 of 2." in html
    assert "<strong>Closed:</strong> Loans" in html
    assert "but without financial instruments" in html
    assert "COSME, 1 January 2014 to 31 December 2020, without financial instruments" in html
    assert "/en/access/?country=UA" in html


def test_a_country_outside_is_told_so_with_its_exception(ukraine):
    service = ServiceFactory(code="events", name="Matchmaking events")
    ProgrammeFactory(runs_to=date(2099, 12, 31))
    assert "may use: 0 of 1." in text_of()

    AccessExceptionFactory(service=service, country=ukraine)

    html = text_of()
    assert "Not a programme country today" in html
    assert "may use: 1 of 1." in html


def test_kosovo_has_its_footnote():
    CountryFactory(code="XK", name="Kosovo", note="This designation is without prejudice to positions.")
    OrganisationFactory(country=Country.objects.get(pk="XK"), listed=True)
    page_of_country("XK")

    html = text_of("/en/knowledge/countries/kosovo/")

    assert "<h1>Kosovo*</h1>" in html
    assert "* This designation is without prejudice to positions." in html


# --- Nothing known


def test_an_empty_country_is_kind_and_says_what_to_do(ukraine, monkeypatch):
    monkeypatch.setitem(slots._slots, "country.page", [])

    html = text_of()

    assert "No organisation of Ukraine has a public profile yet. Yours can be the first." in html
    assert "/en/my/new/" in html
    assert "No European partnership on the platform has a partner in Ukraine" in html
    assert "Nobody elsewhere names Ukraine yet." in html
    assert "No news about it yet." in html
    assert 'id="map"' not in html


def test_upper_rooms_speak_in_the_slot(ukraine, monkeypatch):
    asked = []

    def filler(country, request):
        asked.append((country.pk, request.path))

    monkeypatch.setitem(slots._slots, "country.page", [slots.Entry(1, "none.html", filler)])
    text_of()

    assert asked == [("UA", HERE)]


# --- In French


def test_in_french_the_name_is_french_and_the_editors_words_are_marked(ukraine):
    CountryLabel.objects.create(country=ukraine, language="fr", label="Ukraine (fr)")
    germany = CountryFactory(code="DE")
    CountryLabel.objects.create(country=germany, language="fr", label="Allemagne")
    PartnerFactory(organisation__country=germany, country=ukraine)
    CountryPage.objects.filter(country=ukraine).update(lead="Large and busy.", policy="They have one.")

    html = text_of("/fr/knowledge/countries/ukraine/")

    assert "<h1>Ukraine (fr)</h1>" in html
    assert "Allemagne" in html
    assert '<p class="lead" lang="en">Large and busy.</p>' in html
    assert html.split("<main ")[1].split(">")[0].count("lang=") == 0


# --- Closed by an editor


@pytest.mark.parametrize("above", [False, True])
def test_a_page_that_an_editor_closed_asks_to_sign_in(ukraine, above):
    page = CountryPage.objects.get(country=ukraine)
    closed = page.get_parent() if above else page
    text_of()

    PageViewRestriction.objects.create(page=closed, restriction_type="login")

    assert Client().get(HERE).status_code == 302
    assert [row.page_id for row in page.get_view_restrictions()] == [closed.pk]


def test_what_closes_a_page_closes_those_that_repeat_it():
    page = article("Ours")
    alias = page.create_alias(parent=page.get_parent(), update_slug="again")

    PageViewRestriction.objects.create(page=page, restriction_type="login")

    for one in (alias, page):
        assert [row.page_id for row in one.get_view_restrictions()] == [page.pk]
        assert [row.page_id for row in Page.get_view_restrictions(one)] == [page.pk]


# --- What it costs


@pytest.mark.parametrize(("language", "queries"), [("en", 11), ("fr", 12)])
@pytest.mark.parametrize("count", [1, 3, 10])
def test_page_asks_the_same_however_much_there_is(
    ukraine, count, language, queries, django_assert_num_queries
):
    ServiceFactory()
    for number in range(count):
        abroad = CountryFactory(code=f"X{number}", name=f"Abroad {number}")
        CountryLabel.objects.create(country=abroad, language="fr", label=f"Ailleurs {number}")
        OrganisationFactory(country=ukraine, published=True)
        OrganisationFactory(country=ukraine)
        OrganisationFactory(country=ukraine, listed=True)
        PartnerFactory(organisation__country=abroad, country=ukraine)
        seeks = OrganisationFactory(country=abroad, published=True)
        CountryLink.objects.create(organisation=seeks, link="seeks", country=ukraine)
        CallFactory(countries=[ukraine, abroad], cutoffs=[soon(), soon(20)])
        CallFactory(cutoffs=[soon()])
        article(f"News {number}", countries=[ukraine])
        resource(f"Resource {number}", countries=[ukraine])
        ProgrammeFactory(code=f"P{number}")
        ParticipationFactory(country=ukraine, programme__code=f"P{number}")
    path = f"/{language}/knowledge/countries/ukraine/"
    text_of(path)

    with django_assert_num_queries(queries):
        response = Client().get(path)

    known = response.context["known"]
    assert (known.public, known.partnerships.total, known.seeking.total) == (2 * count, count, count)
    assert (known.hub.calls.total, known.country.calls_for_all) == (count, count)
