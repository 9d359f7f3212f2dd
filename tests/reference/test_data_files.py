"""The reference files as shipped: complete, consistent, and true to the facts they must hold."""

import csv
import gzip
import json
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

ECCP = Path(__file__).resolve().parents[2] / "eccp"
DATA = ECCP / "reference" / "data"
MAP = ECCP / "static" / "map"

LANGUAGES = (
    "bg bs cs da de el en es et fi fr ga hr hu hy is it ka lt lv mk mt nl no pl pt ro sk sl sq sr sv tr uk"
)


def rows(name: str) -> list[dict[str, str]]:
    opener = gzip.open if name.endswith(".gz") else open
    with opener(DATA / name, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def countries() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows("countries.csv")}


@pytest.fixture(scope="module")
def places() -> list[dict[str, str]]:
    return rows("places.csv.gz")


def participants(programme: str, day: str) -> dict[str, str]:
    """Country → excluded instruments, of those that take part on that day."""
    return {
        row["country"]: row["excluded_instruments"]
        for row in rows("programme_participation.csv")
        if row["programme"] == programme and row["from"] <= day <= row["to"]
    }


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("countries.csv", ["code"]),
        ("country_labels.csv.gz", ["code", "language"]),
        ("terms.csv", ["scheme", "code"]),
        ("term_labels.csv.gz", ["scheme", "code", "language"]),
        ("programmes.csv", ["code"]),
        ("programme_participation.csv", ["programme", "country", "from"]),
        ("regions_nuts2024.csv", ["code"]),
        ("nuts_2021_to_2024.csv", ["old", "new"]),
        ("places.csv.gz", ["geonameid"]),
        ("closing_days.csv", ["date"]),
        ("services.csv", ["code"]),
        ("access_exceptions.csv", ["service", "event", "country", "from"]),
    ],
)
def test_keys_are_unique(name, key):
    counted = Counter(tuple(row[part] for part in key) for row in rows(name))
    assert [found for found, times in counted.items() if times > 1] == []


def test_countries_are_all_of_iso_3166_and_kosovo(countries):
    assert len(countries) == 250
    assert countries["XK"]["note"].startswith("This designation is without prejudice")
    assert (
        countries["GR"]["nuts0"],
        countries["GB"]["nuts0"],
        countries["JP"]["nuts0"],
    ) == ("EL", "UK", "")


@pytest.mark.parametrize(
    ("day", "members"),
    [("1958-01-01", 6), ("2013-06-30", 27), ("2013-07-01", 28), ("2020-02-01", 27)],
)
def test_countries_know_the_union_by_date(countries, day, members):
    inside = [
        row
        for row in countries.values()
        if row["eu_from"] and row["eu_from"] <= day and (not row["eu_to"] or day <= row["eu_to"])
    ]
    assert len(inside) == members


def test_country_points_are_on_the_globe(countries):
    off = [
        code
        for code, row in countries.items()
        if not (-90 <= float(row["latitude"]) <= 90 and -180 <= float(row["longitude"]) <= 180)
    ]
    assert off == []


def test_country_labels_are_complete_in_every_language(countries):
    by_language: dict[str, set[str]] = {}
    for row in rows("country_labels.csv.gz"):
        assert row["label"].strip()
        by_language.setdefault(row["language"], set()).add(row["code"])
    assert " ".join(sorted(by_language)) == LANGUAGES
    assert {language: set(countries) - codes for language, codes in by_language.items()} == {
        language: set() for language in by_language
    }


def test_terms_have_the_known_numbers():
    counted = Counter(row["scheme"] for row in rows("terms.csv"))
    known = {
        "ecosystem": 14,
        "sector": 51,
        "emerging_industry": 10,
        "technology": 12,
        "service": 7,
        "label": 3,
    }
    assert {scheme: counted[scheme] for scheme in known} == known


def test_terms_have_stable_codes_and_say_where_they_are_from():
    for row in rows("terms.csv"):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["code"]), row
        assert row["label"].strip() == row["label"] != ""
        assert row["source"]
        assert re.fullmatch(r"(19|20)\d\d", row["version"]), row
        assert row["status"] in {"V", "S", "G", "B"}


def test_term_parents_and_labels_belong_to_a_term():
    terms = {(row["scheme"], row["code"]) for row in rows("terms.csv")}
    parents = {(row["scheme"], row["parent"]) for row in rows("terms.csv") if row["parent"]}
    labelled = {(row["scheme"], row["code"]) for row in rows("term_labels.csv.gz")}
    assert (parents - terms, labelled - terms) == (set(), set())


def test_ecosystems_are_translated_whole():
    counted = Counter(row["language"] for row in rows("term_labels.csv.gz") if row["scheme"] == "ecosystem")
    assert " ".join(sorted(counted)) == "cs de el es fr hu it nl pl pt ro sv uk"
    assert set(counted.values()) == {14}


def test_every_term_has_a_label_in_french():
    """Names that stay as they are have one too, so that a kept name is told from a forgotten one."""
    terms = {(row["scheme"], row["code"]) for row in rows("terms.csv")}
    french = {
        (row["scheme"], row["code"]): row["label"]
        for row in rows("term_labels.csv.gz")
        if row["language"] == "fr"
    }
    assert sorted(terms - french.keys()) == []
    assert [label for label in french.values() if label.strip() != label or not label] == []


def test_french_labels_have_french_signs():
    """The apostrophe of print, and a space that does not break before a colon, as in all texts of the platform."""
    french = [row["label"] for row in rows("term_labels.csv.gz") if row["language"] == "fr"]
    assert [label for label in french if "'" in label or re.search(r"(?<!\u00a0)[:;!?]", label)] == []


def test_cosme_in_december_2020_is_as_presented():
    cosme = participants("COSME", "2020-12-14")
    eastern = {code: cosme.get(code) for code in ("AM", "AZ", "BY", "GE", "MD", "UA")}
    excluded = "financial instruments"
    assert eastern == {
        "AM": excluded,
        "AZ": None,
        "BY": None,
        "GE": None,
        "MD": excluded,
        "UA": excluded,
    }
    assert cosme["GB"] == ""
    assert len(cosme) == 28 + 11


@pytest.mark.parametrize(
    ("country", "before", "first"),
    [
        ("TR", "2014-12-21", "2014-12-22"),
        ("MD", "2015-04-06", "2015-04-07"),
        ("XK", "2017-12-18", "2017-12-19"),
    ],
)
def test_cosme_entry_counts_from_its_day(country, before, first):
    assert country not in participants("COSME", before)
    assert country in participants("COSME", first)


def test_single_market_programme_follows_without_the_united_kingdom(countries):
    assert participants("SMP", "2020-12-31") == {}
    assert set(participants("COSME", "2020-12-31")) - set(participants("SMP", "2021-01-01")) == {"GB"}
    statuses = {
        row["country"]: row["status"]
        for row in rows("programme_participation.csv")
        if row["programme"] == "SMP"
    }
    assert {code for code, status in statuses.items() if status == "confirmed"} == {
        code for code, row in countries.items() if row["eu_from"] and not row["eu_to"]
    }


def test_participation_stays_within_known_programmes_and_countries(countries):
    programmes = {row["code"]: row for row in rows("programmes.csv")}
    for row in rows("programme_participation.csv"):
        programme = programmes[row["programme"]]
        assert row["country"] in countries
        assert programme["from"] <= row["from"] < row["to"] <= programme["to"]
        assert row["basis"]
    assert programmes["SMP"]["successor_of"] == "COSME"


def test_services_are_those_of_the_presentation():
    services = {row["code"]: row["restriction"] for row in rows("services.csv")}
    restricted = {code for code, restriction in services.items() if restriction == "programme"}
    assert restricted == {"events", "capacity-building", "financial-instruments"}
    assert set(services.values()) == {"everybody", "registered", "programme"}
    instruments = {row["instrument"] for row in rows("services.csv")} - {""}
    excluded = {row["excluded_instruments"] for row in rows("programme_participation.csv")} - {""}
    assert instruments == excluded == {"financial instruments"}


def test_exceptions_are_about_known_services_and_countries(countries):
    services = {row["code"] for row in rows("services.csv")}
    for row in rows("access_exceptions.csv"):
        assert row["service"] in services
        assert row["country"] in countries
        assert row["from"] <= row["to"]
        assert row["allowed"] in {"yes", "no"}
        assert row["basis"]


def test_every_region_has_its_parent_and_country(countries):
    regions = {row["code"]: row for row in rows("regions_nuts2024.csv")}
    for row in regions.values():
        assert countries[row["country"]]["nuts0"] == row["code"][:2]
        assert row["name"]
        if row["level"] == "1":
            assert row["parent"] == ""
        else:
            assert regions[row["parent"]]["level"] == str(int(row["level"]) - 1)
    assert regions["EL30"]["name"] == "Αττική"
    assert regions["EL30"]["name_latin"] == "Attiki"


def test_old_region_codes_lead_to_codes_of_2024():
    regions = {row["code"] for row in rows("regions_nuts2024.csv")}
    mapping = {row["old"]: row for row in rows("nuts_2021_to_2024.csv")}
    assert set(mapping) & regions == set()
    for row in mapping.values():
        assert row["new"] in regions
        assert row["certainty"] in {"exact", "enclosing"}
        moved = {part.split(":")[1] for part in row["moved"].split("|") if part}
        assert ({row["continued_by"]} - {""} | moved) <= regions
        if row["certainty"] == "exact":
            assert len(row["new"]) == len(row["old"])
        else:
            assert len(row["new"]) < len(row["old"])
    assert (mapping["PT16D"]["new"], mapping["FI193"]["new"]) == ("PT191", "FI19")


def test_places_parse(places, countries):
    assert len(places) > 80_000
    for row in places:
        assert row["country"] in countries
        assert row["name"]
        assert row["asciiname"].isascii()
        assert -90 <= float(row["latitude"]) <= 90
        assert -180 <= float(row["longitude"]) <= 180
        assert int(row["population"]) >= 0
        assert len(row["alternates"].split("|")) <= 12


@pytest.mark.parametrize(
    ("country", "name"),
    [
        ("PL", "Łódź"),
        ("GR", "Αθήνα"),
        ("UA", "Київ"),
        ("BE", "Bruxelles"),
        ("DE", "München"),
        ("BG", "София"),
    ],
)
def test_places_know_the_native_name(places, country, name):
    assert any(
        row["country"] == country
        and int(row["population"]) > 500_000
        and name in {row["name"], *row["alternates"].split("|")}
        for row in places
    )


def test_places_stay_small():
    assert (DATA / "places.csv.gz").stat().st_size < 3_000_000


@pytest.mark.parametrize("year", range(2024, 2031))
def test_closing_days_cover_the_year(year):
    closed = {row["date"]: row["name"] for row in rows("closing_days.csv")}
    winter = [date(year, 12, 24) + timedelta(days=step) for step in range(9)]
    assert [day for day in winter if day.isoformat() not in closed] == []
    assert closed[f"{year}-07-21"] == "National Day"
    assert closed[f"{year}-12-25"] == "Christmas Day"
    assert len([day for day in closed if day.startswith(str(year))]) >= 18


def test_map_shows_every_participating_country():
    shown = {
        feature["properties"]["iso2"]
        for feature in json.loads((MAP / "land.json").read_text(encoding="utf-8"))["features"]
    }
    assert set(participants("COSME", "2020-12-14")) - shown == set()
