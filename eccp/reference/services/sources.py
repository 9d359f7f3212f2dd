"""Reading the reference files that the project ships, as rows ready to be stored."""

import csv
import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eccp.core.names import sort_key

DATA = Path(__file__).resolve().parents[1] / "data"
CLDR = "Unicode CLDR"
NUTS = "Eurostat, NUTS"


def read(name: str) -> Iterator[dict[str, str]]:
    """The rows of one file, packed or not."""
    path = DATA / name
    unpack: Any = gzip.open if path.suffix == ".gz" else open
    with unpack(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def countries() -> Iterator[dict[str, Any]]:
    """Countries with their English names."""
    english = {row["code"]: row["label"] for row in read("country_labels.csv.gz") if row["language"] == "en"}
    for row in read("countries.csv"):
        name = english[row["code"]]
        yield {
            "code": row["code"],
            "nuts0": row["nuts0"],
            "name": name,
            "sort_key": sort_key(name),
            "note": row["note"],
            "eu_from": row["eu_from"] or None,
            "eu_to": row["eu_to"] or None,
            "groups": row["groups"],
            "latitude": float(row["latitude"]) if row["latitude"] else None,
            "longitude": float(row["longitude"]) if row["longitude"] else None,
            "source": f"ISO 3166; {CLDR}",
        }


def regions() -> Iterator[dict[str, Any]]:
    """Regions from the largest to the smallest, so that a parent comes before its children."""
    for row in sorted(read("regions_nuts2024.csv"), key=lambda row: row["level"]):
        yield {
            "code": row["code"],
            "level": int(row["level"]),
            "parent_id": row["parent"] or None,
            "country_id": row["country"],
            "name": row["name"],
            "source": NUTS,
            "version": row["version"],
        }


def terms() -> Iterator[dict[str, Any]]:
    """Terms in the order of their lists."""
    for order, row in enumerate(read("terms.csv")):
        yield {
            "scheme": row["scheme"],
            "code": row["code"],
            "label": row["label"],
            "order": order,
            "status": row["status"],
            "source": row["source"],
            "version": row["version"],
        }


def programmes() -> Iterator[dict[str, Any]]:
    """Programmes, older ones first."""
    for row in read("programmes.csv"):
        yield {
            "code": row["code"],
            "name": row["name"],
            "runs_from": row["from"],
            "runs_to": row["to"],
            "successor_of_id": row["successor_of"] or None,
            "note": row["note"],
        }


def participations() -> Iterator[dict[str, Any]]:
    """Who takes part in which programme, and when."""
    for row in read("programme_participation.csv"):
        yield {
            "programme_id": row["programme"],
            "country_id": row["country"],
            "starts_on": row["from"],
            "ends_on": row["to"],
            "excluded_instruments": row["excluded_instruments"],
            "basis": row["basis"],
            "confirmed": row["status"] == "confirmed",
        }


def services() -> Iterator[dict[str, Any]]:
    """What the platform offers, in its order."""
    for order, row in enumerate(read("services.csv"), start=1):
        yield {
            "code": row["code"],
            "name": row["name"],
            "description": row["description"],
            "order": order * 10,
            "restriction": row["restriction"],
            "instrument": row["instrument"],
            "valid_from": row["valid_from"] or None,
            "valid_to": row["valid_to"] or None,
            "page": row["page"],
            "source": row["source"],
        }


def access_exceptions(services: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Where the rule of a service does not hold. `services` leads from codes to keys."""
    for row in read("access_exceptions.csv"):
        yield {
            "service_id": services[row["service"]],
            "event": row["event"],
            "event_name": row["event_name"],
            "country_id": row["country"],
            "starts_on": row["from"] or None,
            "ends_on": row["to"] or None,
            "allowed": row["allowed"] == "yes",
            "basis": row["basis"],
            "source": row["source"],
        }


def closing_days() -> Iterator[dict[str, Any]]:
    """Days on which the validation team does not work."""
    for row in read("closing_days.csv"):
        yield {"date": row["date"], "name": row["name"], "source": row["source"]}
