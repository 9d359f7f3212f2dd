"""Storing and removing a reference record: with its history, and with everybody told who depends on it."""

from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from eccp.core.log import log
from eccp.core.models import kind_of
from eccp.core.tasks import enqueue
from eccp.reference.models import ClosingDay, Country, Participation, Sourced, Term

UNSAID = {"id", "created_at", "updated_at", "loaded", "sort_key"}


def facts(row: models.Model) -> dict[str, Any]:
    """What a record says, as JSON values by field; nothing of a record that does not exist yet."""
    if row._state.adding:
        return {}
    json = DjangoJSONEncoder()
    values = {field.name: field.value_from_object(row) for field in row._meta.concrete_fields}
    return {
        name: value if isinstance(value, bool | int | float | str | None) else json.default(value)
        for name, value in values.items()
        if name not in UNSAID
    }


@transaction.atomic
def store(form: Any, *, by: Any) -> Sourced:
    """Make or change the record of a form that was found valid. What did not change leaves no entry."""
    row: Sourced = form.instance
    before = None if row._state.adding else type(row)._default_manager.get(pk=row.pk)
    old = facts(before) if before else {}
    stored: Sourced = form.save()
    note_change(stored, old, facts(stored), by=by)
    tell(*([before] if before else []), stored)
    return stored


@transaction.atomic
def remove(row: Sourced, *, by: Any) -> None:
    """Take a record away. Its entry in the log says what it said."""
    note_change(row, facts(row), {}, by=by)
    tell(row)
    row.delete()


@transaction.atomic
def remove_all(rows: Iterable[Sourced], *, by: Any) -> None:
    """Take several records away, all or none."""
    for row in rows:
        remove(row, by=by)


def note_change(row: Sourced, old: dict[str, Any], new: dict[str, Any], *, by: Any) -> None:
    """Write what changed into the log. Records whose key is a word have Wagtail's history alone."""
    names = [*new, *(name for name in old if name not in new)]
    changes = {name: [old.get(name), new.get(name)] for name in names if old.get(name) != new.get(name)}
    if not changes or not isinstance(row.pk, int):
        return
    verb = "changed" if old and new else "made" if new else "removed"
    log(row, f"reference.{verb}", by=by, changes=changes)


def tell(*rows: Sourced) -> None:
    """Have those who keep copies read them anew: the search index its profiles, validation its clock."""
    countries = {row.country_id for row in rows if isinstance(row, Participation)}
    renewed = {(kind_of(Country), code) for code in countries}
    renewed |= {(kind_of(row), str(row.pk)) for row in rows if isinstance(row, Term | Country)}
    for kind, key in sorted(renewed):
        enqueue("organisations.read_again", kind, key)
    if any(isinstance(row, ClosingDay) for row in rows):
        enqueue("validation.reclock")
