"""The page of figures, its files, the interface, and what stands on pages of others."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import caches
from django.test import RequestFactory
from django.utils.translation import override
from openpyxl import load_workbook

from eccp.core.slots import entries
from eccp.figures import services
from eccp.figures.counters import BY_CODE
from eccp.figures.files import FILES
from eccp.figures.models import Measurement
from eccp.figures.showing import Figure
from eccp.reference import labels
from eccp.reference.models import CountryLabel, TermLabel, today
from tests.factories import (
    ApplicationFactory,
    CountryFactory,
    EntryFactory,
    OrganisationFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
HERE = "/en/figures/"


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def table(client, name, query=""):
    """The rows of a file."""
    response = client.get(f"/en/figures/{name}.csv{query}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/csv; charset=utf-8")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_nothing_published_says_what_would_be_here(client):
    said = words(client.get(HERE))

    assert "No profile is published yet" in said
    assert "nobody has noted a number yet" in said
    assert "none was judged in this time" in said
    assert "none yet: nothing was judged in this time" in said
    assert "How has the number of profiles grown?" not in said


def test_page_says_each_number_with_its_definition(client):
    published = OrganisationFactory(published=True, parts__members_sme=1234)
    published.terms.add(TermFactory(code="textiles"))
    ApplicationFactory(decided=True, status="published", organisation=published)
    EntryFactory(value=1200)
    EntryFactory(value=1150, date=date(2026, 2, 1))

    response = client.get(HERE)
    said = words(response)

    assert "1,234 SMEs declared" in said or "SMEs declared 1,234" in said
    assert "an SME in two of them is counted twice" in said
    assert "unit: SMEs declared" in said
    assert "The last month is counted until today." in said
    assert "1 of 1, that is 100 %" in said
    assert "1,200 noted on 3 March 2026" in said
    for heading in (
        "grown?",
        "In which countries are they?",
        "What kinds of organisations",
        "ecosystems do they",
    ):
        assert heading in said
    content = response.content.decode()
    for code in ("smes_declared", "followers"):
        assert f'href="#count-{code}"' in content
        assert f'id="count-{code}"' in content


def test_validation_says_its_time_and_its_median(client, freeze):
    freeze(datetime(2026, 11, 23, 8, tzinfo=UTC))
    for hours in (10, 20, 49):
        ApplicationFactory(decided=True, status="published", hours_used=timedelta(hours=hours))

    said = words(client.get(HERE))
    counters = {row["counter"]: row for row in table(client, "counters")}
    program = {one["counter"]: one for one in client.get("/api/v1/figures").json()["counters"]}

    year = "from 24 November 2025 to 23 November 2026"
    assert f"judged within 48 hours 2 of 3, that is 66.7 % {year}" in said
    assert f"median hours until the decision 20 {year}" in said
    assert said.count(f"the last twelve months, {year}") == 3
    for code, value in (("applications_judged", 3), ("applications_in_time", 2), ("hours_to_decision", 20)):
        row = counters[code]
        assert (row["value"], row["since"], row["date"]) == (str(value), "2025-11-24", "2026-11-23")
        assert (program[code]["value"], program[code]["since"]) == (value, "2025-11-24")
    assert (counters["profiles"]["since"], program["profiles"]["since"]) == ("", None)


def test_median_of_nothing_is_left_empty(client):
    counters = {row["counter"]: row for row in table(client, "counters")}
    program = {one["counter"]: one for one in client.get("/api/v1/figures").json()["counters"]}

    assert (counters["hours_to_decision"]["value"], program["hours_to_decision"]["value"]) == ("", None)
    assert (counters["applications_in_time"]["value"], program["applications_in_time"]["value"]) == ("0", 0)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 5, "0"), (1, 3000, "0.1"), (2, 3, "66.7"), (1, 2, "50"), (1999, 2000, "99.9"), (2000, 2000, "100")],
)
def test_only_all_is_a_hundred_percent_and_only_none_is_nought(part, whole, said):
    figure = Figure(BY_CODE["applications_in_time"], part, whole)

    assert f"that is {said} %" in figure.remark


def test_filters_narrow_charts_and_not_counters(client):
    OrganisationFactory(published=True)
    OrganisationFactory(published=True, type="training_provider", country__code="GE", country__name="Georgia")

    look = client.get(f"{HERE}?type=training_provider&group=third").context["look"]

    assert [row.label for row in look.countries.rows] == ["Georgia"]
    assert next(one.value for one in look.figures if one.counter.code == "profiles") == 2
    assert [row["country"] for row in table(client, "countries", "?type=training_provider")] == ["GE"]


def test_nothing_that_fits_has_a_way_back(client):
    OrganisationFactory(published=True)

    response = client.get(f"{HERE}?type=eu_partnership")

    assert "No published profile fits" in words(response)
    assert f'href="{HERE}"' in response.content.decode()


def test_value_that_there_is_not_is_an_error_and_narrows_nothing(client):
    OrganisationFactory(published=True)

    response = client.get(f"{HERE}?type=nonsense&group=eu%00")

    assert response.status_code in {200, 400}
    response = client.get(f"{HERE}?type=nonsense")
    assert response.status_code == 200
    assert "nonsense" in words(response)
    assert response.context["look"].counts.total == 1
    assert client.get("/en/figures/countries.csv?type=nonsense").status_code == 404


def test_published_figures_stand_apart_and_say_so(client):
    services.load_published()

    said = words(client.get(HERE))

    assert "Published figures of the platform, 2017–2022" in said
    assert "This one did not count them" in said
    assert "more than 150,000" in said
    assert "December 2020 1,211 Cluster organisations" in said
    assert "nobody has noted a number yet" in said  # 6,000 subscribers of then are not those of today


def test_figures_are_of_the_readers_language(client):
    germany = CountryFactory(code="DE", name="Germany")
    CountryLabel.objects.create(country=germany, language="fr", label="Allemagne")
    term = TermFactory(code="textiles")
    TermLabel.objects.create(term=term, language="fr", label="Textile")
    OrganisationFactory(published=True).terms.add(term)

    with override("fr"):
        look = client.get("/fr/figures/").context["look"]

    assert [row.label for row in look.countries.rows] == ["Allemagne"]
    assert [row.label for row in look.ecosystems.rows] == ["Textile"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("language", "queries"), [("en", 9), ("fr", 10)])
def test_page_asks_the_same_however_many(client, count, language, queries, django_assert_num_queries):
    for n in range(count):
        country = CountryFactory(code=("DE", "FR", "AT")[n])
        kind = ("cluster_organisation", "eu_partnership", "training_provider")[n]
        OrganisationFactory(published=True, country=country, type=kind).terms.add(TermFactory())
        EntryFactory(date=date(2026, 1, 1 + n))
        Measurement.objects.create(counter="profiles", date=date(2026, 1, 1 + n), value=n)

    labels.forget()
    with django_assert_num_queries(queries):
        response = client.get(f"/{language}/figures/")

    assert response.context["look"].counts.total == count


def test_files_say_the_same_as_the_page(client):
    OrganisationFactory(published=True, published_at=datetime(2026, 1, 5, tzinfo=UTC), parts__members_sme=20)
    services.load_published()
    services.measure(by=None)

    smes = next(row for row in table(client, "counters") if row["counter"] == "smes_declared")
    assert (smes["value"], smes["unit"], smes["date"]) == ("20", "SMEs declared", today().isoformat())
    assert table(client, "growth")[0] == {
        "month": "2026-01",
        "new_profiles": "1",
        "profiles_until_end_of_month": "1",
        "measured_at_end_of_month": "",
    }
    assert table(client, "growth")[-1]["measured_at_end_of_month"] == "1"
    assert table(client, "countries") == [
        {"country": "DE", "label": "Germany", "profiles": "1", "share_in_percent": "100.0"}
    ]
    assert [row["type"] for row in table(client, "types")] == ["cluster_organisation"]
    assert table(client, "ecosystems") == []
    dated = table(client, "dated")
    assert {row["kind"] for row in dated} == {"published", "measured"}
    deck = next(row for row in dated if row["counter"] == "followers")
    assert (deck["date"], deck["value"], deck["more_than"]) == ("2020-12", "7000", "yes")


def test_file_that_did_not_change_is_not_sent_again(client):
    first = client.get("/en/figures/types.csv")

    again = client.get("/en/figures/types.csv", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert 'rel="license"' in first["Link"]
    assert "eccp-types.csv" in first["Content-Disposition"]


def sheets(response):
    """The sheets of a workbook by name, as a spreadsheet reads them."""
    assert response.status_code == 200
    book = load_workbook(io.BytesIO(response.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_workbook_has_every_table_with_numbers_as_numbers(client, language):
    OrganisationFactory(published=True, published_at=datetime(2026, 1, 5, tzinfo=UTC))
    EntryFactory(note="=1+1")
    services.measure(by=None)

    response = client.get(f"/{language}/figures/figures.xlsx?type=cluster_organisation")
    found = list(sheets(response).values())

    assert len(found) == len(FILES) + 1
    counters, growth, countries, _types, _ecosystems, dated, about = found
    profiles = dict(zip(counters[0], next(row for row in counters if row[0] == "profiles"), strict=True))
    assert (profiles["value"], profiles["date"].date()) == (1, today())
    assert growth[1][:3] == ("2026-01", 1, 1)
    assert (countries[1][0], *countries[1][2:]) == ("DE", 1, 100)
    noted = next(row for row in dated if row[0] == "by_hand")
    assert (noted[2].date(), noted[3], noted[7]) == (date(2026, 3, 3), 1200, "=1+1")
    assert about[1][1] == f"http://testserver/{language}/figures/?type=cluster_organisation"
    assert "eccp-figures.xlsx" in response["Content-Disposition"]


def test_workbook_that_did_not_change_is_not_sent_again(client):
    first = client.get("/en/figures/figures.xlsx")

    again = client.get("/en/figures/figures.xlsx", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert client.get("/en/figures/figures.xlsx?type=nonsense").status_code == 404


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_offered_on_the_page(client, name):
    assert f"/en/figures/{name}.csv" in client.get(HERE).content.decode()


def test_file_has_nothing_that_a_spreadsheet_would_run(client):
    EntryFactory(note="=1+1", source="@evil")

    (row,) = table(client, "dated")

    assert (row["note"], row["source"]) == ("'=1+1", "'@evil")


def test_programs_read_the_same(client):
    OrganisationFactory(published=True, published_at=datetime(2026, 1, 5, tzinfo=UTC))
    OrganisationFactory(published=True, type="training_provider")
    EntryFactory()

    said = client.get("/api/v1/figures?type=cluster_organisation", headers={"Accept-Language": "fr"}).json()

    counters = {one["counter"]: one for one in said["counters"]}
    assert (counters["profiles"]["value"], counters["profiles"]["by_hand"]) == (2, False)
    assert (counters["subscribers"]["value"], counters["subscribers"]["on"]) == (1200, "2026-03-03")
    assert counters["followers"]["value"] is None
    assert counters["profiles"]["label"] == "profiles"
    assert said["total"] == 1
    assert said["types"] == [
        {"code": "cluster_organisation", "label": "Cluster organisations", "profiles": 1, "share": 100.0}
    ]
    assert said["growth"][0] == {"month": "2026-01", "new": 1, "total": 1, "measured": None}
    assert said["dated"][0]["kind"] == "by_hand"


@pytest.mark.parametrize(
    "query", ["type=nonsense", "type=", "group=all", "country=DE", "group=eu&group=third"]
)
def test_program_that_asks_unclearly_is_told(client, query):
    response = client.get(f"/api/v1/figures?{query}")

    assert response.status_code == 422
    assert len(response.json()["errors"]) == 1


def test_first_page_has_four_figures_with_two_queries(django_assert_num_queries):
    OrganisationFactory(published=True, parts__members_sme=30)

    with django_assert_num_queries(2):
        ((template, context),) = entries("home.figures")
    with django_assert_num_queries(0):
        entries("home.figures")

    assert template == "figures/home.html"
    assert [(one.label, one.value) for one in context["figures"]] == [
        ("cluster organisations", 1),
        ("associations and networks", 0),
        ("SMEs declared", 30),
        ("programme countries", 0),
    ]


def panel(country):
    request = RequestFactory().get("/")
    return next(
        (
            context
            for template, context in entries("country.page", country=country, request=request)
            if template == "figures/country.html"
        ),
        None,
    )


def test_country_page_has_its_profiles_by_type():
    germany, france = CountryFactory(code="DE"), CountryFactory(code="FR")
    for kind in ("cluster_organisation", "cluster_organisation", "eu_partnership"):
        OrganisationFactory(country=germany, type=kind, published=True)
    OrganisationFactory(country=germany)
    OrganisationFactory(country=france, listed=True)

    shown = panel(germany)

    assert [(row.label, row.number) for row in shown["rows"]] == [
        ("Cluster organisations", 2),
        ("European cluster partnerships and initiatives", 1),
    ]
    assert shown["total"] == 3
    assert shown["rows"][0].url.endswith("?trust=validated&type=cluster_organisation&country=DE")
    assert panel(france) is None


@pytest.mark.parametrize("count", [1, 3])
def test_country_panel_costs_one_query(count, django_assert_num_queries):
    country = CountryFactory(code="DE")
    OrganisationFactory.create_batch(count, country=country, published=True)
    caches["local"].clear()

    with django_assert_num_queries(1):
        assert panel(country)["total"] == count
