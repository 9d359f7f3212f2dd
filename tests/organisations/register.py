"""A small world and small invented registers, for the tests of the import."""

from collections.abc import Mapping
from typing import Any

from eccp.organisations.models import Organisation
from eccp.organisations.services.importing import Outcome, run
from eccp.organisations.types import of_code
from eccp.reference.models import CountryLabel, RegionCode, Term
from tests.factories import CountryFactory, PlaceFactory, RegionFactory, TermFactory

COUNTRIES = {
    "AL": ("Albania", {"de": "Albanien"}),
    "DE": ("Germany", {"fr": "Allemagne"}),
    "FR": ("France", {"de": "Frankreich"}),
    "GB": ("United Kingdom", {}),
    "GR": ("Greece", {"el": "Ελλάδα"}),
    "PL": ("Poland", {"pl": "Polska"}),
    "RE": ("Réunion", {}),
    "UA": ("Ukraine", {"uk": "Україна"}),
}
PLACES = [
    (1, "DE", "München", 48.137, 11.575, 1_260_000, ["munchen", "munich"]),
    (2, "PL", "Łódź", 51.759, 19.456, 670_000, ["lodz"]),
    (3, "GR", "Αθήνα", 37.984, 23.728, 660_000, ["athina", "athens"]),
    (4, "UA", "Київ", 50.454, 30.524, 2_900_000, ["kiiv", "kyiv"]),
    (5, "RE", "Saint-Denis", -20.882, 55.45, 137_000, ["saint denis"]),
    (6, "FR", "Avignon", 43.948, 4.809, 90_000, ["avignon"]),
    (7, "DE", "Neustadt", 49.35, 8.138, 53_000, ["neustadt"]),
    (8, "DE", "Neustadt", 52.5, 9.45, 44_000, ["neustadt"]),
    (9, "GB", "London", 51.509, -0.126, 8_960_000, ["london"]),
]
TERMS = {
    "ecosystem": [
        "aerospace-and-defence",
        "agri-food",
        "cultural-and-creative-industries",
        "digital",
        "digital-health",
    ],
    "legal_form": ["association"],
    "label": ["gold"],
    "social_network": ["linkedin"],
    "language": ["en", "de"],
}


def world() -> None:
    """Some countries with names in several languages, towns, regions of two editions, and terms."""
    for code, (name, labels) in COUNTRIES.items():
        CountryFactory(code=code, name=name)
        for language, label in labels.items():
            CountryLabel.objects.create(country_id=code, language=language, label=label)
    for pk, country, name, latitude, longitude, population, keys in PLACES:
        place = PlaceFactory(
            id=pk,
            country_id=country,
            name=name,
            latitude=latitude,
            longitude=longitude,
            population=population,
        )
        for key in keys:
            place.names.create(key=key, name=name)
    RegionFactory(code="DE21", country_id="DE")
    RegionFactory(code="FR1", country_id="FR", level=1, name="Île-de-France")
    RegionCode.objects.create(old="DEX01", region_id="DE21")
    for scheme, codes in TERMS.items():
        for code in codes:
            TermFactory(scheme=scheme, code=code)
    Term.objects.get(code="agri-food").labels.create(language="de", label="Agrar und Ernährung")


def take(
    text: str, *, kind: str = "cluster_organisation", source: str = "A register", **more: Any
) -> Outcome:
    """Import a file that has this text."""
    return run(text.encode(), of_code(kind), source, **more)


def told(outcome: Outcome) -> list[tuple[int, str, str]]:
    """What is said of the rows that are not clean: line, outcome, columns."""
    return [
        (row.line, row.came.value, ", ".join(remark.column for remark in row.remarks))
        for row in outcome.rows
        if not row.is_clean
    ]


def counts(outcome: Outcome) -> Mapping[str, int]:
    """How many rows came out how."""
    found: dict[str, int] = {}
    for row in outcome.rows:
        found[row.came.value] = found.get(row.came.value, 0) + 1
    return found


def made() -> Organisation:
    """The only profile that there is."""
    return Organisation.objects.with_everything().get()
