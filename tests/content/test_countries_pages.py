"""Which countries have a page, the list of them, and addresses that stay."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from eccp.content.models import CountryPage, SectionPage
from eccp.content.topic_pages import ensure_country_pages, strategic
from eccp.core.clock import run_due
from eccp.reference.models import Country, CountryLabel
from eccp.reference.models.base import today
from tests.content.hub import page_of_country
from tests.factories import CountryFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
HERE = "/en/knowledge/countries/"


def have_a_page():
    return sorted(CountryPage.objects.values_list("country", flat=True))


def text_of(path):
    response = Client().get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


# --- Which have a page


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"published": True}, ["FR"]),
        ({"listed": True}, ["FR"]),
        ({}, []),
        ({"visibility": "unpublished"}, []),
        ({"visibility": "archived"}, []),
    ],
)
def test_a_country_has_a_page_as_soon_as_a_profile_is_public(facts, expected):
    OrganisationFactory(country=CountryFactory(code="FR", name="France"), **facts)

    ensure_country_pages()

    assert have_a_page() == expected


def test_countries_of_strategic_interest_have_one_without_profiles():
    CountryFactory(code="AM", name="Armenia")
    CountryFactory(code="FR", name="France")

    ensure_country_pages()

    page = CountryPage.objects.get()
    assert (page.country_id, page.strategic, page.title, page.slug) == ("AM", True, "Armenia", "armenia")
    assert len(strategic()) == 19


def test_it_may_run_again_and_changes_nothing():
    CountryFactory(code="AM", name="Armenia")
    CountryFactory(code="GE", name="Georgia")
    ensure_country_pages()
    CountryPage.objects.filter(country="AM").update(lead="An editor's words.", live=False)

    assert ensure_country_pages() == []
    assert CountryPage.objects.get(country="AM").lead == "An editor's words."
    assert not CountryPage.objects.get(country="AM").live


def test_an_address_that_is_taken_gets_a_number():
    CountryFactory(code="GE", name="Georgia")
    section = SectionPage.objects.get(shows="countries")
    section.add_child(instance=CountryPage(title="G", slug="georgia", country=CountryFactory(code="FR")))

    assert page_of_country("GE").slug == "georgia-2"


def test_without_the_section_nothing_is_made():
    CountryFactory(code="GE", name="Georgia")
    SectionPage.objects.get(shows="countries").delete()

    assert ensure_country_pages() == []


def test_the_clock_makes_them():
    OrganisationFactory(country=CountryFactory(code="FR", name="France"), published=True)

    assert "content.ensure_country_pages" in run_due(datetime(2026, 3, 3, tzinfo=UTC))
    assert have_a_page() == ["FR"]


def test_a_country_has_one_page_in_a_language():
    CountryFactory(code="GE", name="Georgia")
    page = page_of_country("GE")
    page.full_clean()
    again = CountryPage(title="Georgia again", slug="again", country_id="GE", locale=page.locale)

    with pytest.raises(ValidationError) as wrong:
        again.clean()

    assert wrong.value.message_dict == {"country": ["It has a page in this language already."]}


# --- The list


@pytest.fixture
def some():
    day = today().replace(year=2004)
    for code, name, facts in (
        ("FR", "France", {"eu_from": day}),
        ("GB", "United Kingdom", {"eu_from": day, "eu_to": today().replace(year=2020)}),
        ("AL", "Albania", {"groups": "candidate"}),
        ("GE", "Georgia", {"groups": "eap candidate enp"}),
        ("JP", "Japan", {}),
        ("XK", "Kosovo", {"groups": "candidate", "note": "Without prejudice."}),
    ):
        OrganisationFactory(country=CountryFactory(code=code, name=name, **facts), published=True)
    ensure_country_pages()


def groups_of(path=HERE):
    context = Client().get(path).context
    return {group.code: [row.label for row in group.rows] for group in context["groups"]}


def test_countries_stand_in_the_first_group_that_they_belong_to_today(some):
    assert groups_of() == {
        "eu": ["France"],
        "neighbours": ["Albania", "Kosovo"],
        "eastern": ["Georgia"],
        "strategic": ["Japan"],
        "others": ["United Kingdom"],
    }
    html = text_of(HERE)
    assert "6 countries." in html
    assert "* Kosovo: Without prejudice." in html
    assert f"{HERE}eastern-partnership/" in html


def test_they_are_sorted_by_their_names_in_the_readers_language(some):
    OrganisationFactory(country=CountryFactory(code="CH", name="Switzerland", groups="efta"), published=True)
    CountryLabel.objects.create(country_id="CH", language="fr", label="Suisse")
    CountryLabel.objects.create(country_id="AL", language="fr", label="Ähm")
    CountryLabel.objects.create(country_id="XK", language="fr", label="Zosovo")
    ensure_country_pages()

    assert groups_of("/fr/knowledge/countries/")["neighbours"] == ["Ähm", "Suisse", "Zosovo"]
    assert "/fr/knowledge/countries/switzerland/" in text_of("/fr/knowledge/countries/")


@pytest.mark.parametrize(
    ("words", "found"),
    [("FRAN", ["France"]), ("an", ["Albania", "France", "Japan"]), ("zz", []), ("%20", None)],
)
def test_letters_narrow_the_list(some, words, found):
    shown = sorted(name for names in groups_of(f"{HERE}?q={words}").values() for name in names)

    assert shown == (
        found if found is not None else sorted(name for names in groups_of().values() for name in names)
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("fr", ["France"]),
        ("UK", ["United Kingdom"]),
        ("gb", ["United Kingdom"]),
        ("Frankr", ["France"]),
        ("nippon", ["Japan"]),
        ("ppon", []),
        ("zz", []),
    ],
)
def test_a_country_is_found_by_its_code_and_by_its_names_elsewhere(some, words, found):
    Country.objects.filter(pk="GB").update(nuts0="UK")
    CountryLabel.objects.create(country_id="FR", language="de", label="Frankreich")
    CountryLabel.objects.create(country_id="JP", language="ja-Latn", label="Nippón")

    assert [name for names in groups_of(f"{HERE}?q={words}").values() for name in names] == found


def test_a_search_without_result_says_so_and_leads_back(some):
    html = text_of(f"{HERE}?q=zz")

    assert "0 of 6 countries have “zz” in their names." in html
    assert "Show all countries" in html
    assert 'content="noindex, follow"' in html


def test_a_country_with_nothing_to_show_is_left_out(some):
    section = SectionPage.objects.get(shows="countries")
    empty = section.add_child(
        instance=CountryPage(title="Peru", slug="peru", country=CountryFactory(code="PE", name="Peru"))
    )
    assert "others" in groups_of()
    assert groups_of()["others"] == ["United Kingdom"]

    CountryPage.objects.filter(pk=empty.pk).update(policy="They have one.")

    assert groups_of()["others"] == ["Peru", "United Kingdom"]


def test_an_empty_list_says_what_to_do():
    html = text_of(HERE)

    assert "No country has a page yet." in html
    assert "/en/my/new/" in html


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_many(count, language, django_assert_num_queries):
    for number in range(count):
        country = CountryFactory(code=f"X{number}", name=f"Country {number}")
        OrganisationFactory(country=country, published=True)
    ensure_country_pages()
    path = f"/{language}/knowledge/countries/"
    Client().get(path)

    with django_assert_num_queries({"en": 9, "fr": 10}[language]):
        response = Client().get(path)

    assert response.context["total"] == count


# --- Addresses by code


@pytest.mark.parametrize("code", ["GE", "ge"])
def test_address_by_code_leads_to_the_page_wherever_it_is(some, code):
    response = Client().get(f"/fr/knowledge/of/country/{code}/")
    assert response["Location"] == "/fr/knowledge/countries/georgia/"

    page = CountryPage.objects.get(country="GE")
    page.slug = "sakartvelo"
    page.save_revision().publish()

    assert Client().get(f"/en/knowledge/of/country/{code}/")["Location"] == f"{HERE}sakartvelo/"


def test_country_without_a_page_leads_to_the_directory(some):
    CountryPage.objects.filter(country="GE").update(live=False)

    assert Client().get("/en/knowledge/of/country/GE/")["Location"] == "/en/directory/?country=GE"
    assert Client().get("/en/knowledge/of/country/ZZ/").status_code == 404
    assert Client().get("/en/knowledge/of/colour/red/").status_code == 404


def test_profile_leads_to_its_country(some):
    organisation = CountryPage.objects.get(country="GE").country.organisations.get()

    assert "/en/knowledge/of/country/ge/" in text_of(organisation.get_absolute_url())
