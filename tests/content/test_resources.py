"""The library and the good practices: their lists, facets and tables, and the page of a resource."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from eccp.content.models import ResourcePage
from eccp.content.resources import payback
from eccp.reference.models.geography import CountryLabel
from eccp.reference.models.terms import TermLabel
from tests.factories import CountryFactory, DocumentFactory, OrganisationFactory, ResourceFactory, TermFactory

pytestmark = pytest.mark.django_db
LIBRARY, PRACTICES = "/en/knowledge/library/", "/en/knowledge/good-practice/"
PRACTICE = ResourcePage.Kind.PRACTICE


def listed(address=LIBRARY):
    response = Client().get(address)
    assert response.status_code == 200
    return [row.page.title for row in response.context["rows"]]


def html_of(address):
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def options(address, name):
    boxes = Client().get(address).context["listing"].boxes
    return [
        (one.value, one.label, one.count)
        for box in boxes
        if box.name == name
        for one in box.at_first + box.rest
    ]


def test_the_newest_stand_first_and_those_without_a_year_last():
    ResourceFactory(title="Old", year=2019)
    ResourceFactory(title="No year")
    ResourceFactory(title="New", year=2026)
    ResourceFactory(title="Kit", year=2024, kind="toolkit")
    ResourceFactory(title="Not for the library", year=2026, kind="practice")
    ResourceFactory(title="Gone", year=2026).unpublish()

    assert listed() == ["New", "Kit", "Old", "No year"]
    assert listed(f"{LIBRARY}?kind=toolkit") == ["Kit"]
    assert listed(f"{LIBRARY}?kind=practice") == ["New", "Kit", "Old", "No year"]  # no kind of the library


def test_years_are_offered_from_the_newest_on():
    for year in (2019, 2026, 2024, 2024):
        ResourceFactory(year=year)

    assert options(LIBRARY, "year") == [("2026", "2026", 1), ("2024", "2024", 2), ("2019", "2019", 1)]
    assert len(listed(f"{LIBRARY}?year=2024&year=2019")) == 3
    assert len(listed(f"{LIBRARY}?year=none")) == 4


def test_files_are_found_by_their_language_in_the_readers_words():
    german = DocumentFactory(title="Bericht")
    ResourceFactory(
        title="Both", files=[(german, "de"), (DocumentFactory(), "en"), (DocumentFactory(), "de")]
    )
    ResourceFactory(title="English", files=[(DocumentFactory(), "en")])
    ResourceFactory(title="None")

    assert options(LIBRARY, "language") == [("en", "English", 2), ("de", "German", 1)]
    assert listed(f"{LIBRARY}?language=de") == ["Both"]
    assert [one[1] for one in options("/fr/knowledge/library/", "language")] == ["Anglais", "Allemand"]


def test_files_say_their_kind_language_and_size():
    ResourceFactory(title="Guide", files=[(DocumentFactory(title="The file"), "de")])
    page = ResourcePage.objects.get(title="Guide")

    (file,) = Client().get(page.url).context["row"].files
    assert file.facts == "TXT, 5\xa0bytes, German"
    response = Client().get(file.url)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response) == b"Hello"


def test_facets_of_subjects_and_readers_count_the_others_choices():
    green = TermFactory(scheme="policy_area", code="green", label="Green")
    firms = TermFactory(scheme="target_group", code="companies", label="Companies")
    ResourceFactory(title="Both", terms=[green, firms])
    ResourceFactory(title="Green", terms=[green])

    assert options(f"{LIBRARY}?target_group=companies", "policy_area") == [("green", "Green", 1)]
    assert listed(f"{LIBRARY}?target_group=companies&policy_area=green") == ["Both"]


def test_an_empty_library_says_what_would_be_there_and_a_narrow_search_what_to_drop():
    assert "The first publication will stand here" in html_of(LIBRARY)
    ResourceFactory(title="Heat", year=2024)

    page = html_of(f"{LIBRARY}?q=nothing&year=2024")

    assert "Nothing here has all that you asked for. Drop one thing" in page
    assert 'href="?year=2024">Without “nothing” (1)' in page
    assert 'name="robots" content="noindex' in page


def test_words_find_titles_leads_and_authors(run_tasks):
    ResourceFactory(title="Waste heat", lead="Pipes.", author="Solmyra Hub")
    ResourceFactory(title="Fees", lead="Money.")
    run_tasks()

    for words in ("heat", "pipe", "solmyra"):
        assert listed(f"{LIBRARY}?q={words}") == ["Waste heat"], words


@pytest.mark.parametrize(("language", "asked"), [("en", 14), ("fr", 15)])
@pytest.mark.parametrize("count", [1, 3])
def test_library_asks_the_same_however_many(count, language, asked):
    for number in range(count):
        term = TermFactory(scheme="target_group", code=f"group-{number}")
        TermLabel.objects.create(term=term, language="fr", label=f"groupe {number}")
        ResourceFactory(year=2020 + number, terms=[term], files=[(DocumentFactory(), "en")])
    address = f"/{language}/knowledge/library/"
    Client().get(address)

    with CaptureQueriesContext(connection) as seen:
        response = Client().get(address)

    assert response.context["listing"].total == count
    assert len(seen) == asked, "\n".join(query["sql"][:200] for query in seen)


@pytest.mark.parametrize(("language", "asked"), [("en", 13), ("fr", 14)])
@pytest.mark.parametrize("count", [1, 3])
def test_practices_ask_the_same_however_many(count, language, asked):
    for code in ("DE", "FR", "AT")[:count]:
        country = CountryFactory(code=code)
        CountryLabel.objects.create(country=country, language="fr", label=f"pays {code}")
        term = TermFactory(scheme="technique", code=f"technique-{code.lower()}")
        ResourceFactory(kind=PRACTICE, terms=[term], countries=[country])
    address = f"/{language}/knowledge/good-practice/"
    Client().get(address)

    with CaptureQueriesContext(connection) as seen:
        response = Client().get(address)

    assert response.context["listing"].total == count
    assert len(seen) == asked, "\n".join(query["sql"][:200] for query in seen)


def test_practices_are_narrowed_by_sector_technique_and_country():
    food = TermFactory(scheme="erek_sector", code="food", label="Food")
    water = TermFactory(scheme="technique", code="water", label="Saving water")
    ResourceFactory(title="Jars", kind=PRACTICE, terms=[food, water], countries=[CountryFactory(code="FR")])
    ResourceFactory(title="Doors", kind=PRACTICE, countries=[CountryFactory()])
    ResourceFactory(title="A book", kind="publication", terms=[food])

    assert sorted(listed(PRACTICES)) == ["Doors", "Jars"]
    assert listed(f"{PRACTICES}?erek_sector=food&technique=water&country=FR") == ["Jars"]
    assert options(PRACTICES, "country") == [("FR", "France", 1), ("DE", "Germany", 1)]


def test_a_practice_says_what_was_saved_and_how_soon_it_paid():
    ResourceFactory(
        title="Jars", kind=PRACTICE, saving="4,100 m³ a year", payback_months=14, company="Orchard Lane"
    )

    for address in (PRACTICES, f"{PRACTICES}jars/"):
        page = html_of(address)
        assert "4,100 m³ a year" in page
        assert "14 months" in page
        assert "Orchard Lane" in page


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (None, ""),
        (0, "0 months"),
        (1, "1 month"),
        (23, "23 months"),
        (24, "2 years"),
        (25, "25 months"),
        (12, "12 months"),
    ],
)
def test_payback_is_said_in_months_and_from_two_full_years_on_in_years(months, words):
    with translation.override("en"):
        assert payback(months) == words


def test_a_practice_leads_to_validated_providers_the_nearest_first():
    food = TermFactory(scheme="erek_sector", code="food")
    provider = {"type": "resource_efficiency_provider"}
    OrganisationFactory(name="A far one", country__code="FR", published=True, **provider)
    OrganisationFactory(name="Near", published=True, **provider)
    OrganisationFactory(name="Z near and of the sector", published=True, **provider).terms.add(food)
    OrganisationFactory(name="Near, listed", listed=True, **provider)
    OrganisationFactory(name="Near, a draft", **provider)
    OrganisationFactory(name="Near, a cluster", published=True)
    page = ResourceFactory(kind=PRACTICE, terms=[food], countries=[CountryFactory()])

    helps = Client().get(page.url).context["helps"]

    assert [one.name for one in helps.near] == ["Z near and of the sector", "Near"]
    assert [one.name for one in helps.others] == ["A far one"]
    assert helps.near_url == "/en/directory/?type=resource_efficiency_provider&country=DE&trust=validated"
    assert helps.all_url == "/en/directory/?type=resource_efficiency_provider&trust=validated"


def test_a_practice_without_a_provider_near_says_so():
    page = ResourceFactory(kind=PRACTICE, countries=[CountryFactory()])
    assert "No support provider has a validated profile yet" in html_of(page.url)
    OrganisationFactory(type="resource_efficiency_provider", country__code="FR", published=True)

    assert "There is none in the same country yet" in html_of(page.url)
    assert Client().get(ResourceFactory().url).context["helps"] is None


@pytest.mark.parametrize("count", [1, 3])
def test_a_practices_page_asks_the_same_however_much_it_shows(count):
    page = ResourceFactory(
        kind=PRACTICE,
        terms=[TermFactory(scheme="technique") for _number in range(count)],
        countries=[CountryFactory(code=code) for code in ("DE", "FR", "AT")[:count]],
        files=[(DocumentFactory(), "en") for _number in range(count)],
    )
    for _number in range(count):
        OrganisationFactory(type="resource_efficiency_provider", published=True)
    Client().get(page.url)

    with CaptureQueriesContext(connection) as seen:
        response = Client().get(page.url)

    assert len(response.context["row"].files) == count
    assert len(seen) == 13, "\n".join(query["sql"][:200] for query in seen)


def table(address):
    response = Client().get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    return list(csv.DictReader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))


def test_the_table_has_the_rows_of_the_list():
    ResourceFactory(title="=1+1", year=2024, author="Solmyra", files=[(DocumentFactory(), "de")])
    ResourceFactory(title="Other", year=2023)

    (row,) = table("/en/knowledge/library.csv?year=2024")

    assert row["Title"] == "'=1+1"  # no spreadsheet takes it for a formula
    assert (row["Kind"], row["Author"], row["Year"]) == ("Publication", "Solmyra", "2024")
    assert "(TXT, 5\xa0bytes, German)" in row["Files"]
    assert row["Page"].endswith("/en/knowledge/library/1-1/")


def test_the_table_of_practices_is_narrowed_like_their_list():
    water = TermFactory(scheme="technique", code="water", label="Saving water")
    ResourceFactory(title="Jars", kind=PRACTICE, terms=[water], saving="4,100 m³", payback_months=0)
    ResourceFactory(title="Doors", kind=PRACTICE)

    (row,) = table("/en/knowledge/good-practice.csv?technique=water")

    assert (row["Title"], row["Technique"], row["Saved"]) == ("Jars", "Saving water", "4,100 m³")
    assert row["Paid back after, in months"] == "0"
    assert len(table("/fr/knowledge/good-practice.csv")) == 2


def test_nothing_was_published_next_year():
    page = ResourcePage(title="Soon", year=date.today().year + 1, slug="soon")

    with pytest.raises(Exception, match="still to come"):
        page.clean()
    ResourcePage(title="Now", year=date.today().year, slug="now").clean()


def test_knowledge_counts_what_its_sections_hold_and_shows_the_newest():
    empty = Client().get("/en/knowledge/").context["cards"]
    assert {str(card.page): card.counted for card in empty}["Library"] == ""
    for number in range(4):
        ResourceFactory(title=f"Book {number}")
    ResourceFactory(title="Jars", kind=PRACTICE)
    OrganisationFactory(type="national_association", published=True)
    OrganisationFactory(type="national_association", listed=True)

    context = Client().get("/en/knowledge/").context

    counted = {str(card.page): card.counted for card in context["cards"]}
    assert counted["Library"] == "4 publications and toolkits"
    assert counted["Good practice in resource efficiency"] == "1 good practice"
    assert counted["Cluster networks"] == "1 validated network"
    assert counted["Countries"] == "1 country with validated profiles"
    assert [page.title for page in context["newest"]] == ["Jars", "Book 3", "Book 2"]
