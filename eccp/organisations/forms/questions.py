"""From a declared field to the question that the form asks."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models

from eccp.organisations.forms import inputs
from eccp.organisations.forms.options import Options
from eccp.organisations.models import ContactPerson, Organisation, ProfileText
from eccp.organisations.types import fields
from eccp.organisations.types.base import ProfileType
from eccp.reference.models import Country, Region, Scheme, Term, today

MOST = 1_000_000_000
YEARS_AHEAD = 15


def column_of(kind: ProfileType, field: fields.Field) -> Any:
    """The column that a field fills, or None where it is kept in rows of their own."""
    if isinstance(field, fields.Column):
        return Organisation._meta.get_field(field.name)
    if isinstance(field, fields.Detail):
        return kind.details._meta.get_field(field.name)
    if isinstance(field, fields.Text):
        return ProfileText._meta.get_field(field.name)
    if isinstance(field, fields.Private):
        return ContactPerson._meta.get_field(field.column)
    return None


def schemes_of(kind: ProfileType, field: fields.Field) -> list[str]:
    """The code lists that a field chooses from."""
    if isinstance(field, fields.Terms):
        return [field.scheme]
    if isinstance(field, fields.OwnLanguages):
        return [Scheme.LANGUAGE]
    columns = [column_of(kind, field)]
    if isinstance(field, fields.Rows):
        columns = [rows_model(field)._meta.get_field(name) for name in field.columns]
    return [scheme_of(column) for column in columns if column is not None and column.related_model is Term]


def scheme_of(column: Any) -> str:
    """The code list that a column of terms takes."""
    return str(column.get_limit_choices_to()["scheme"])


def rows_model(field: fields.Rows) -> Any:
    """The table that a field of rows fills."""
    return Organisation._meta.get_field(field.related).related_model


def question(column: Any, options: Options, *, regions: list[Any] | None = None, **said: Any) -> forms.Field:
    """The form's field of one column. `said` are label, help text and whether it must be filled."""
    if column.related_model is Term:
        return inputs.One(options=options.terms(scheme_of(column)), **said)
    if column.related_model is Country:
        return inputs.One(options=options.countries(), **said)
    if column.related_model is Region:
        return inputs.OneIfOffered(options=regions or [], **said)
    if column.choices:
        return inputs.One(options=inputs.named(column.choices), **said)
    return _typed(column, said)


def _typed(column: Any, said: dict[str, Any]) -> forms.Field:
    """By the column's type; the first that fits, the special before the general."""
    return next(make(column, said) for kind, make in KINDS if isinstance(column, kind))


def _words(column: Any, said: dict[str, Any]) -> forms.Field:
    rules = (rule.limit_value for rule in column.validators if isinstance(rule, MaxLengthValidator))
    limit = column.max_length or next(rules, None)
    return inputs.Words(max_length=limit, long=isinstance(column, models.TextField), **said)


def _amount(column: Any, said: dict[str, Any]) -> forms.Field:
    return inputs.Amount(
        most=_most(column), max_digits=column.max_digits, decimal_places=column.decimal_places, **said
    )


def _year(column: Any, said: dict[str, Any]) -> forms.Field:
    """A year: of what is, this one at the latest; of a project, some years ahead."""
    past = any(isinstance(rule, MaxValueValidator) for rule in column._validators)
    last = today().year + (0 if past else YEARS_AHEAD)
    return inputs.Year(first=1200 if past else 1980, last=last, past=past, **said)


def _most(column: Any) -> int:
    return next(
        (rule.limit_value for rule in column._validators if isinstance(rule, MaxValueValidator)), MOST
    )


def _least(column: Any) -> int:
    """What the column itself asks for; a database's own lower limit is no rule of ours."""
    return max(
        (rule.limit_value for rule in column._validators if isinstance(rule, MinValueValidator)), default=0
    )


KINDS: tuple[tuple[type[Any], Callable[[Any, dict[str, Any]], forms.Field]], ...] = (
    (models.ImageField, lambda _column, said: inputs.Picture(**said)),
    (models.FileField, lambda _column, said: inputs.Letter(**said)),
    (models.URLField, lambda column, said: inputs.Address(max_length=column.max_length, **said)),
    (models.EmailField, lambda column, said: inputs.Mail(max_length=column.max_length, **said)),
    (models.DateField, lambda _column, said: inputs.Day(**said)),
    (models.DecimalField, _amount),
    (models.PositiveSmallIntegerField, _year),
    (
        models.IntegerField,
        lambda column, said: inputs.Count(most=_most(column), least=_least(column), **said),
    ),
    (models.Field, _words),
)


def plain(column: Any, value: Any) -> Any:
    """A cleaned answer as plain JSON, as `Field.read` gives it; an upload stays a file until it is stored."""
    if isinstance(column, models.FileField):
        return value or ""
    if value in (None, ""):
        return None if column.null else ""
    return fields.plain(value)
