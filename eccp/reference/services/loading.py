"""Loading reference data: may be run again, and leaves alone what people edited meanwhile."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from eccp.core.models import LogEntry, kind_of
from eccp.core.names import fold
from eccp.reference import labels
from eccp.reference.models import (
    AccessException,
    ClosingDay,
    Country,
    CountryLabel,
    Participation,
    Place,
    PlaceName,
    Programme,
    Region,
    RegionCode,
    Service,
    Sourced,
    Term,
    TermLabel,
)
from eccp.reference.services import sources
from eccp.reference.services.editing import facts, note_change, tell

BATCH = 2000


@dataclass
class Report:
    """What one table's loading did: rows made, renewed, the same as before, and left as people edited them."""

    table: str
    made: int = 0
    renewed: int = 0
    same: int = 0
    edited: list[str] = field(default_factory=list)


@transaction.atomic
def load(*, places: bool = True) -> list[Report]:
    """Load everything and say what came of each table. A row that somebody edited stays as it is."""
    reports = [
        load_table(Country, sources.countries(), ["code"]),
        load_table(Region, sources.regions(), ["code"]),
        load_table(Term, sources.terms(), ["scheme", "code"]),
        load_table(Programme, sources.programmes(), ["code"]),
        load_table(Participation, sources.participations(), ["programme_id", "country_id", "starts_on"]),
        load_table(ClosingDay, sources.closing_days(), ["date"]),
        load_table(Service, sources.services(), ["code"]),
        load_table(AccessException, _exceptions(), ["service_id", "event", "country_id"]),
        _country_labels(),
        _term_labels(),
        _older_codes(),
    ]
    if places:
        reports.append(_places())
    labels.forget()
    return reports


def fingerprint(values: dict[str, Any]) -> str:
    """A short word for a row's values, equal exactly when they are equal."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()


def load_table(model: type[Sourced], rows: Iterable[dict[str, Any]], key: list[str]) -> Report:
    """Load one table. What changes in a running installation is noted, and told to who depends on it."""
    report = Report(model._meta.label_lower)
    known = {tuple(str(getattr(row, name)) for name in key): row for row in model._default_manager.all()}
    removed = _removed(model, key)
    new, renewed = [], []
    for values in rows:
        named = tuple(str(values[name]) for name in key)
        found = known.get(named)
        mark = fingerprint(values)
        if found is None and named in removed:
            report.edited.append(f"{' '.join(named)} (removed)")
        elif found is None:
            new.append(model(**values, loaded=mark))
        elif (stored := fingerprint({name: getattr(found, name) for name in values})) == mark:
            report.same += 1
            if found.loaded != mark:
                model._default_manager.filter(pk=found.pk).update(loaded=mark)
        elif stored != found.loaded:
            report.edited.append(str(found))
        else:
            _renew(found, values, mark)
            renewed.append(found)
    model._default_manager.bulk_create(new, batch_size=BATCH)
    report.made, report.renewed = len(new), len(renewed)
    # In an empty table nobody depends on anything yet; nobody uses a new term.
    tell(*renewed, *(row for row in new if known and not isinstance(row, Term)))
    return report


def _removed(model: type[Sourced], key: list[str]) -> set[tuple[str, ...]]:
    """What people took away in the back office, by key: it does not come back with the next edition."""
    fields = [name.removesuffix("_id") for name in key]
    return {
        tuple(str(entry.changes.get(name, [""])[0] or "") for name in fields)
        for entry in LogEntry.objects.filter(kind=kind_of(model), verb="reference.removed")
    }


def _renew(row: Sourced, values: dict[str, Any], mark: str) -> None:
    old = facts(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.loaded = mark
    row.save()
    note_change(row, old, facts(row), by=None)


def _exceptions() -> Iterable[dict[str, Any]]:
    return sources.access_exceptions(dict(Service.objects.values_list("code", "pk")))


def _missing(model: type[models.Model], columns: list[str], rows: Iterable[tuple[Any, ...]]) -> Report:
    """Add the rows that are not there yet; nothing is changed and nothing deleted."""
    known = set(model._default_manager.values_list(*columns))
    new = [row for row in rows if row not in known]
    model._default_manager.bulk_create(
        [model(**dict(zip(columns, row, strict=True))) for row in new], batch_size=BATCH
    )
    return Report(model._meta.label_lower, made=len(new), same=len(known))


def _country_labels() -> Report:
    rows = [(row["code"], row["language"], row["label"]) for row in sources.read("country_labels.csv.gz")]
    known = set(CountryLabel.objects.values_list("country_id", "language"))
    return _missing(
        CountryLabel, ["country_id", "language", "label"], [row for row in rows if row[:2] not in known]
    )


def _term_labels() -> Report:
    terms = {(term.scheme, term.code): term.pk for term in Term.objects.all()}
    known = set(TermLabel.objects.filter(preferred=True).values_list("term_id", "language"))
    rows = [
        (terms[row["scheme"], row["code"]], row["language"], row["label"])
        for row in sources.read("term_labels.csv.gz")
    ]
    return _missing(
        TermLabel, ["term_id", "language", "label"], [row for row in rows if row[:2] not in known]
    )


def _older_codes() -> Report:
    rows = [(row["old"], row["new"]) for row in sources.read("nuts_2021_to_2024.csv") if row["new"]]
    return _missing(RegionCode, ["old", "region_id"], rows)


def _places() -> Report:
    known = set(Place.objects.values_list("pk", flat=True))
    places, names = [], []
    for row in sources.read("places.csv.gz"):
        pk = int(row["geonameid"])
        if pk in known:
            continue
        places.append(
            Place(
                pk=pk,
                country_id=row["country"],
                name=row["name"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                population=int(row["population"] or 0),
            )
        )
        spellings = [row["name"], row["asciiname"], *row["alternates"].split("|")]
        keyed = {fold(spelling): spelling for spelling in reversed(spellings) if spelling}
        names += [
            PlaceName(place_id=pk, key=key[:160], name=name[:120]) for key, name in keyed.items() if key
        ]
    Place.objects.bulk_create(places, batch_size=BATCH)
    PlaceName.objects.bulk_create(names, batch_size=BATCH)
    return Report("reference.place", made=len(places), same=len(known))
