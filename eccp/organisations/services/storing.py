"""Putting a field's plain value where it is kept: columns, texts, terms, countries, rows."""

from collections.abc import Callable
from typing import Any

from django.db import models

from eccp.organisations.models import ClusterMembership, ContactPerson, CountryLink, Organisation, ProfileText
from eccp.organisations.types import fields
from eccp.reference.models import Term


def store(organisation: Organisation, field: fields.Field, value: Any) -> None:
    """Keep one value. Columns are only set here; `save` writes them once, with the others."""
    for kind, keep in KEEP.items():
        if isinstance(field, kind):
            keep(organisation, field, value)
            return
    raise TypeError(field)


def set_column(row: models.Model, name: str, value: Any) -> None:
    """Set a column from plain JSON: terms by code, other foreign keys by key, the rest by the column itself."""
    column: Any = row._meta.get_field(name)
    if isinstance(column, models.ForeignKey):
        if column.related_model is Term:
            listed_in: Any = column.get_limit_choices_to()
            value = find_term(listed_in["scheme"], value).pk if value else None
        setattr(row, column.attname, value or None)
    elif isinstance(column, models.FileField):
        setattr(row, name, value or "")
    elif value in (None, ""):
        setattr(row, name, None if column.null else column.get_default() if column.has_default() else "")
    else:
        setattr(row, name, column.to_python(value))


def find_term(scheme: str, code: str) -> Term:
    """The term of a code; `Term.DoesNotExist` where the list has none."""
    return Term.objects.get(scheme=scheme, code=code)


def _column(organisation: Organisation, field: fields.Field, value: Any) -> None:
    set_column(organisation, field.name, value)


def _detail(organisation: Organisation, field: fields.Field, value: Any) -> None:
    set_column(organisation.details, field.name, value)


def _text(organisation: Organisation, field: fields.Field, value: Any) -> None:
    ProfileText.objects.update_or_create(
        organisation=organisation,
        language="en",
        defaults={field.name: value or "", "translated_by_machine": False},
    )


def _terms(organisation: Organisation, field: fields.Terms, value: Any) -> None:
    wanted = set(Term.objects.filter(scheme=field.scheme, code__in=value or []))
    had = set(organisation.terms.filter(scheme=field.scheme))
    organisation.terms.remove(*(had - wanted))
    organisation.terms.add(*(wanted - had))


def _countries(organisation: Organisation, field: fields.Countries, value: Any) -> None:
    links = CountryLink.objects.filter(organisation=organisation, link=field.link)
    links.exclude(country_id__in=value or []).delete()
    had = set(links.values_list("country_id", flat=True))
    CountryLink.objects.bulk_create(
        CountryLink(organisation=organisation, link=field.link, country_id=code)
        for code in value or []
        if code not in had
    )


def _rows(organisation: Organisation, field: fields.Rows, value: Any) -> None:
    related: Any = getattr(organisation, field.related)
    for row in related.all():
        if field.belongs(row):
            row.delete()
    ordered = "order" in {column.name for column in related.model._meta.fields}
    for number, given in enumerate(value or []):
        row = related.model(organisation=organisation, **({"order": number} if ordered else {}))
        for name in field.columns:
            set_column(row, name, given.get(name))
        row.save()


def _private(organisation: Organisation, field: fields.Private, value: Any) -> None:
    contact = getattr(organisation, "contact", None) or ContactPerson(organisation=organisation)
    setattr(contact, field.column, value or "")
    contact.save()


def _clusters(organisation: Organisation, field: fields.Clusters, value: Any) -> None:
    memberships = ClusterMembership.objects.filter(member=organisation)
    memberships.exclude(cluster_id__in=value or []).delete()
    had = set(memberships.values_list("cluster_id", flat=True))
    for pk in value or []:
        if pk not in had:
            ClusterMembership.objects.create(member=organisation, cluster_id=pk)


KEEP: dict[type[fields.Field], Callable[[Organisation, Any, Any], None]] = {
    fields.Column: _column,
    fields.Detail: _detail,
    fields.Text: _text,
    fields.Terms: _terms,
    fields.Countries: _countries,
    fields.Rows: _rows,
    fields.Private: _private,
    fields.Clusters: _clusters,
}
