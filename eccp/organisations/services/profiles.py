"""Making, changing and publishing profiles."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from eccp.accounts.models import User
from eccp.core import outbox
from eccp.core.changes import Conflict, merge
from eccp.core.log import history, log
from eccp.core.tasks import enqueue
from eccp.organisations.models import Organisation, Representative, Role, Visibility
from eccp.organisations.services.places import Spot, locate
from eccp.organisations.services.storing import store
from eccp.organisations.snapshot import snapshot

WHERE = {"country", "city"}


class Stale(Exception):
    """Somebody saved other values for the same fields since the form was opened.

    `conflicts` has, for each of these fields, the value at opening, the one typed and the one stored now;
    `values` all that was typed, joined with what others stored in the other fields since.
    """

    def __init__(self, conflicts: dict[str, Conflict], version: int, values: dict[str, Any]) -> None:
        super().__init__(", ".join(conflicts))
        self.conflicts = conflicts
        self.version = version
        self.values = values


@transaction.atomic
def create(
    kind: str, values: dict[str, Any], *, by: User | None, spot: Spot | None = None, **columns: Any
) -> Organisation:
    """Make a profile of a type with its first values; who makes it is its first manager.

    `spot` and `columns` are for the import: where a register puts it; `visibility`, `source`, `source_key`.
    """
    organisation = Organisation(
        type=kind, made_by=by, country_id=values["country"], name=values["name"], **columns
    )
    organisation.save()
    if by:
        Representative.objects.create(person=by, organisation=organisation, role=Role.MANAGER)
    changes = _keep(organisation, values, {}, spot)
    log(organisation, "organisations.create", by=by, changes=changes, version=organisation.version)
    outbox.changed(organisation)
    return organisation


@transaction.atomic
def update(
    organisation: Organisation,
    values: dict[str, Any],
    *,
    opened_at: int,
    by: User | None,
    verb: str = "organisations.update",
    spot: Spot | None = None,
) -> Organisation:
    """Store what was typed, and what others typed meanwhile in other fields stays.

    `values` has plain values of some fields; `opened_at` is the version that the form showed.
    A field that both changed to different values raises `Stale`, and nothing is stored. `spot` is for
    the import: where a register puts it on the map.
    """
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    now = _some(snapshot(row), values)
    base = _some(now | _values_at(row, opened_at), values)
    merged = merge(base, values, now, sets=row.kind.sets)
    if merged.conflicts:
        raise Stale(dict(merged.conflicts), row.version, dict(merged.values))
    changed = {name: value for name, value in merged.values.items() if value != now[name]}
    if not changed and (spot is None or spot.is_of(row)):
        return row
    row.version += 1
    changes = _keep(row, changed, now, spot)
    log(row, verb, by=by, changes=changes, version=row.version)
    outbox.changed(row)
    enqueue("validation.look_again", row.pk)
    return row


@transaction.atomic
def publish(organisation: Organisation, *, by: User | None) -> Organisation:
    """Make a profile public as validated. Called with the decision, or by the cluster's confirmation."""
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    now = timezone.now()
    row.published_at = row.published_at or now
    row.last_confirmed_at = now
    return _show(row, Visibility.PUBLISHED, by=by, columns=["published_at", "last_confirmed_at"])


@transaction.atomic
def unpublish(organisation: Organisation, *, by: User | None, note: str = "") -> Organisation:
    """Take a profile out of the public; its people keep it."""
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    return _show(row, Visibility.UNPUBLISHED, by=by, note=note)


@transaction.atomic
def confirm(organisation: Organisation, *, by: User | None) -> Organisation:
    """Say that everything in the profile is still right."""
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    before, row.last_confirmed_at = row.last_confirmed_at, timezone.now()
    row.save(update_fields=["last_confirmed_at", "updated_at"])
    changes = {"last_confirmed_at": [before and before.isoformat(), row.last_confirmed_at.isoformat()]}
    log(row, "organisations.confirm", by=by, changes=changes)
    outbox.changed(row)
    return row


def _show(
    row: Organisation,
    visibility: Visibility,
    *,
    by: User | None,
    columns: tuple[str, ...] | list[str] = (),
    note: str = "",
) -> Organisation:
    before, row.visibility = row.visibility, visibility
    row.save(update_fields=["visibility", "updated_at", *columns])
    log(row, f"organisations.{visibility}", by=by, changes={"visibility": [before, visibility]}, note=note)
    outbox.changed(row)
    return row


def _keep(
    row: Organisation, values: dict[str, Any], now: dict[str, Any], spot: Spot | None = None
) -> dict[str, list[Any]]:
    """Store the values of a locked row and return `{field: [old, new]}` as they are stored."""
    before = _coordinates(row)
    fields = row.kind.fields
    for name, value in values.items():
        store(row, fields[name], value)
    if spot or WHERE & set(values):
        locate(row, spot)
    row.save()
    row.details.organisation = row
    row.details.save()
    stored = Organisation.objects.get(pk=row.pk)
    changes = {
        name: [_shown(name, now.get(name), fields), _shown(name, fields[name].read(stored), fields)]
        for name in values
    }
    return changes or {"coordinates": [before, _coordinates(row)]}


def _coordinates(row: Organisation) -> str:
    return "" if row.latitude is None else f"{row.latitude}, {row.longitude}"


def _shown(name: str, value: Any, fields: dict[str, Any]) -> Any:
    """What the log may keep: of private fields only that they changed."""
    return value if fields[name].public or name == "management_fte" else ("…" if value else "")


def _some(values: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in wanted}


def _values_at(row: Organisation, version: int) -> dict[str, Any]:
    """The old values of the fields that changed after a version, from the log."""
    values: dict[str, Any] = {}
    for entry in history(row).filter(version__gt=version):
        for name, (old, _new) in entry.changes.items():
            values.setdefault(name, old)
    return values
