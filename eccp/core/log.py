"""Writing and reading the log: who did what, in which role, with old and new values.

The log outlives an erasure, so it names people by number only: `by`, and `person(user)` in `changes`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.core.models import LogEntry, kind_of

PLATFORM, ANONYMOUS, PERSON, APPLICANT = "platform", "anonymous", "person", "applicant"
MANAGER, COLLEAGUE = "manager", "colleague"
VALIDATOR, EDITOR, ADMINISTRATOR = "validator", "editor", "administrator"

ROLES: dict[str, Any] = {
    PLATFORM: _("the platform itself"),
    ANONYMOUS: _("not signed in"),
    PERSON: _("for oneself"),
    APPLICANT: _("applicant"),
    MANAGER: _("manager"),
    COLLEAGUE: _("colleague"),
    VALIDATOR: _("validator"),
    EDITOR: _("editor"),
    ADMINISTRATOR: _("administrator"),
}

Naming = Callable[[Any, models.Model, str], str]
_namings: list[tuple[int, Naming]] = []


def names_role(order: int) -> Callable[[Naming], Naming]:
    """Register a function that knows in which role a person says a verb of an object, or gives "".

    The lowest `order` that knows decides: who acts for an organisation and has a role on the
    platform too does what concerns the organisation for it.
    """

    def register(naming: Naming) -> Naming:
        _namings.append((order, naming))
        _namings.sort(key=lambda one: one[0])
        return naming

    return register


def role_of(user: Any, instance: models.Model, verb: str) -> str:
    """The role in which a person says this verb of this object now; the clock and commands are the platform."""
    if user is None:
        return PLATFORM
    found = (naming(user, instance, verb) for _order, naming in _namings)
    return next((role for role in found if role), PERSON)


def log(
    instance: models.Model,
    verb: str,
    *,
    by: Any,
    changes: Mapping[str, list[Any]] | None = None,
    version: int | None = None,
    note: str = "",
    role: str = "",
) -> LogEntry:
    """Add one entry. Call it in the transaction of the change, so that neither exists alone.

    `by=None` is the clock or a command. `changes` is `{field: [old, new]}` with JSON values. `role`
    is for what cannot be seen any more or never could: who just left a team, who is not signed in.
    """
    entry: LogEntry = LogEntry.objects.create(
        verb=verb,
        kind=kind_of(instance),
        object_id=instance.pk,
        by=by,
        role=role or role_of(by, instance, verb),
        changes=dict(changes or {}),
        version=version,
        note=note,
    )
    return entry


def history(instance: models.Model) -> models.QuerySet[LogEntry]:
    """The entries of one object, oldest first, with the person of each."""
    entries: models.QuerySet[LogEntry] = LogEntry.objects.filter(
        kind=kind_of(instance), object_id=instance.pk
    )
    return entries.select_related("by")


def person(user: Any) -> dict[str, int]:
    """Name a person in `changes` by number: pages show the present name, and none after an erasure."""
    return {"person": user.pk}


def people_in(value: Any) -> set[int]:
    """The numbers of all people that a value of `changes` names, however deep."""
    if isinstance(value, Mapping):
        own = {value["person"]} if isinstance(value.get("person"), int) else set()
        return own.union(*(people_in(one) for one in value.values()))
    if isinstance(value, list | tuple):
        return set().union(*(people_in(one) for one in value))
    return set()


def role_in_words(entry: LogEntry) -> Any:
    """The role of who did it, where that says more than the name: not of the platform, nor for oneself."""
    return "" if entry.role in {PLATFORM, PERSON} else ROLES.get(entry.role, "")
