"""The six countries of the Eastern Partnership: today's numbers, and those of the presentation beside them."""

import csv
from datetime import date

import pytest
from django.test import Client

from eccp.content.eastern_partnership import THEN, Pair, published_then, table
from eccp.content.tree import ensure_pages
from eccp.reference.models import CountryLabel
from tests.content.hub import page_of_country
from tests.factories import CountryFactory, OrganisationFactory, ParticipationFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
HERE = "/en/knowledge/countries/eastern-partnership/"
SIX = {
    "AM": "Armenia",
    "AZ": "Azerbaijan",
    "BY": "Belarus",
    "GE": "Georgia",
    "MD": "Moldova",
    "UA": "Ukraine",
}


@pytest.fixture
def six():
    """The countries, with the participations of the presentation's day and of today."""
    cosme = ProgrammeFactory(code="COSME", runs_from=date(2014, 1, 1), runs_to=date(2020, 12, 31))
    smp = ProgrammeFactory(runs_to=date(2099, 12, 31))
    for code, name in SIX.items():
        country = CountryFactory(code=code, name=name, groups="eap enp")
        if code in {"AM", "MD", "UA"}:
            for programme, confirmed in ((cosme, True), (smp, False)):
                ParticipationFactory(
                    programme=programme,
                    country=country,
                    confirmed=confirmed,
                    excluded_instruments="financial instruments",
                )
    CountryFactory(code="TN", name="Tunisia", groups="enp")


def text_of(path=HERE):
    response = Client().get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_figures_of_the_presentation_are_as_they_were(six):
    shown = table()

    assert {row.country.pk: (bool(row.programme_then), row.then) for row in shown.rows} == {
        "AM": (True, Pair(1, 0)),
        "AZ": (False, Pair(0, 2)),
        "BY": (False, Pair(3, 2)),
        "GE": (False, Pair(4, 3)),
        "MD": (True, Pair(2, 5)),
        "UA": (True, Pair(23, 23)),
    }
    assert (shown.then, shown.then.share) == (Pair(33, 35), 49)
    assert date(2020, 12, 14) == THEN
    assert set(published_then()) == set(SIX)


def test_todays_numbers_are_of_cluster_organisations(six):
    for facts in (
        {"published": True},
        {"published": True},
        {},
        {"listed": True},
        {"visibility": "archived"},
        {"published": True, "type": "training_provider"},
    ):
        OrganisationFactory(country=CountryFactory(code="GE"), **facts)
    OrganisationFactory(country=CountryFactory(code="TN"), published=True)

    shown = table()

    assert {row.label: row.now for row in shown.rows if row.now.total} == {"Georgia": Pair(2, 1)}
    assert (shown.now, shown.now.share) == (Pair(2, 1), 67)


@pytest.mark.parametrize(
    ("pair", "share"), [(Pair(0, 0), None), (Pair(0, 2), 0), (Pair(1, 0), 100), (Pair(2, 5), 29)]
)
def test_share_of_nothing_is_no_number(pair, share):
    assert pair.share == share


def test_page_says_source_dates_and_what_is_left_out(six):
    html = text_of()

    assert html.count("<caption") == 2
    assert ">14 December 2020</caption>" in html
    assert '<th scope="col">SMP</th>' in html
    assert '<th scope="col">COSME</th>' in html
    assert "<sup>1</sup> without financial instruments, to be confirmed" in html
    assert "<sup>1</sup> without financial instruments</p>" in html
    assert "Source of the figures of 2020: ECCP presentation of 14 December 2020" in html
    assert "Entries that were only taken from a register are in neither number." in html
    assert "Tunisia" not in html


def test_where_countries_are_in_different_programmes_each_says_its_own(six):
    other = ProgrammeFactory(code="OTHER", runs_to=date(2099, 12, 31))
    ParticipationFactory(programme=other, country=CountryFactory(code="GE"))

    html = text_of()

    assert '<th scope="col">Programme</th>' in html
    assert "<td>Yes (OTHER)</td>" in html


def test_a_confirmed_participation_goes_before_one_to_be_confirmed(six):
    other = ProgrammeFactory(code="OTHER", runs_to=date(2099, 12, 31))
    ParticipationFactory(programme=other, country=CountryFactory(code="UA"), confirmed=True)

    assert next(row for row in table().rows if row.country.pk == "UA").programme.code == "OTHER"


def test_countries_lead_to_their_pages(six):
    assert "/en/knowledge/countries/georgia/" not in text_of()
    ensure_pages()
    page_of_country("GE")
    from django.core.cache import caches

    caches["local"].clear()

    assert 'href="/en/knowledge/countries/georgia/"' in text_of()


def test_names_and_order_are_the_readers(six):
    CountryLabel.objects.create(country_id="AM", language="fr", label="Zarménie")

    html = text_of("/fr/knowledge/countries/eastern-partnership/")

    assert html.index("Ukraine") < html.index("Zarménie")


def test_file_has_each_country_twice(six):
    OrganisationFactory(country=CountryFactory(code="UA"), published=True)

    response = Client().get("/en/knowledge/countries/eastern-partnership.csv")

    rows = list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))
    assert response["Content-Type"].startswith("text/csv")
    assert len(rows) == 12
    then, now = (row for row in rows if row["country"] == "UA")
    assert (then["date"], then["programme"], then["without"]) == (
        "2020-12-14", "COSME", "financial instruments",
    )  # fmt: skip
    assert (then["published"], then["non_published"], then["total"]) == ("23", "23", "46")
    assert (now["programme"], now["published"], now["non_published"]) == ("SMP", "1", "0")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_however_many(six, count, language, django_assert_num_queries):
    for code in SIX:
        OrganisationFactory.create_batch(count, country=CountryFactory(code=code), published=True)
        OrganisationFactory.create_batch(count, country=CountryFactory(code=code))
    path = f"/{language}/knowledge/countries/eastern-partnership/"
    text_of(path)

    with django_assert_num_queries(3):
        text_of(path)
