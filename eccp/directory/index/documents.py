"""From a profile to what can be found of it. Follows the declaration of its type; public fields only."""

from collections.abc import Iterable, Sequence
from typing import Any

from eccp.directory.engine import Document, Period
from eccp.directory.facets import FACETS, LISTED, VALIDATED
from eccp.directory.index.geography import Geography
from eccp.directory.ranges import FOUNDED, MEMBERS, codes_of
from eccp.organisations.models import Organisation
from eccp.organisations.snapshot import public_snapshot
from eccp.organisations.types.fields import Countries, Detail, Field, Rows, Terms, Text
from eccp.reference.models import Term

FACET_OF_SCHEME = {facet.scheme: facet.name for facet in FACETS if facet.scheme}
NAMES = {"name", "short_name"}
SAID_IN_ROWS = {"acronym", "programme", "summary", "description", "objectives", "offers", "seeks", "name"}


def documents(organisations: Sequence[Organisation]) -> list[Document]:
    """The documents of public profiles, read with everything that belongs to them.

    Asks the database a fixed number of times, however many profiles are given.
    """
    geography = Geography(organisations)
    return [document(organisation, geography) for organisation in organisations]


def document(organisation: Organisation, geography: Geography) -> Document:
    """All that can be found of one profile.

    Words come from the fields that the type declares as public: the contact person and the staff are
    never among them. Terms and countries are found by their names in every language held.
    """
    values = public_snapshot(organisation)
    declared = [field for field in organisation.kind if field.name in values]
    terms = list(organisation.terms.all())
    return Document(
        id=organisation.pk,
        texts={
            "name": _names(values),
            "place": geography.words(organisation),
            "terms": [
                str(organisation.kind.label),
                *(word for field in declared for word in _terms(organisation, field, terms)),
            ],
            "text": [word for field in declared for word in _texts(organisation, field, values[field.name])],
        },
        facets=_facets(organisation, declared, values, terms, geography),
        periods={
            "access": geography.access[organisation.country_id],
            **({"label": _labels(organisation)} if "labels" in values else {}),
        },
        located=_located(organisation),
        order_name=organisation.sort_key,
        newest=_seconds(organisation.published_at or organisation.created_at),
        confirmed=_seconds(organisation.last_confirmed_at),
        smes=int(values.get("members_sme") or 0),
    )


def _names(values: dict[str, Any]) -> list[str]:
    return [values[name] for name in sorted(NAMES) if values.get(name)]


def _terms(organisation: Organisation, field: Field, terms: Iterable[Term]) -> list[str]:
    """The labels of the terms that a field holds, in all languages."""
    if isinstance(field, Terms):
        return [word for term in terms if term.scheme == field.scheme for word in labels_of(term)]
    if field.name == "labels":
        return [str(row.level.label) for row in organisation.labels.all()]
    if isinstance(field, Detail):
        value = getattr(organisation.details, field.name)
        return [value.label] if isinstance(value, Term) else []
    return []


def labels_of(term: Term) -> list[str]:
    """Every label of a term, once. Reads prefetched rows."""
    return list(dict.fromkeys([term.label, *(row.label for row in term.labels.all())]))


def _texts(organisation: Organisation, field: Field, value: Any) -> list[str]:
    """The free words of a field."""
    if isinstance(field, Text):
        return [value] if value else []
    if isinstance(field, Detail):
        said = getattr(organisation.details, field.name)
        return [said] if isinstance(said, str) and "://" not in said else []
    if isinstance(field, Rows):
        return [
            str(row[name]) for row in value for name in field.columns if name in SAID_IN_ROWS and row[name]
        ]
    return []


def _facets(
    organisation: Organisation,
    declared: Iterable[Field],
    values: dict[str, Any],
    terms: Iterable[Term],
    geography: Geography,
) -> dict[str, list[str]]:
    facets: dict[str, list[str]] = {
        "type": [organisation.type],
        "country": [organisation.country_id],
        "region": geography.regions(organisation),
        "trust": [VALIDATED if organisation.is_published else LISTED],
        "members": codes_of(sum(values.get(name) or 0 for name in organisation.kind.members_total), MEMBERS),
        "founded": codes_of(values.get("founded") or 0, FOUNDED),
    }
    for field in declared:
        if isinstance(field, Terms) and field.scheme in FACET_OF_SCHEME:
            facets[FACET_OF_SCHEME[field.scheme]] = list(values[field.name])
        elif isinstance(field, Countries) and field.link == "seeks":
            facets["sought"] = list(values[field.name])
        elif field.name == "strand" and values[field.name]:
            facets["partnership_strand"] = [values[field.name]]
    return {name: chosen for name, chosen in facets.items() if chosen}


def _labels(organisation: Organisation) -> list[Period]:
    return [Period(row.level.code, row.issued_on, row.expires_on) for row in organisation.labels.all()]


def _located(organisation: Organisation) -> tuple[float, float] | None:
    if organisation.longitude is None or organisation.latitude is None:
        return None
    return organisation.longitude, organisation.latitude


def _seconds(moment: Any) -> int:
    return int(moment.timestamp()) if moment else 0
