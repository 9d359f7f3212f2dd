"""Writing and reading the log: who did what, with old and new values."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from eccp.core.models import LogEntry, kind_of


def log(
    instance: models.Model,
    verb: str,
    *,
    by: Any,
    changes: Mapping[str, list[Any]] | None = None,
    version: int | None = None,
    note: str = "",
) -> LogEntry:
    """Add one entry. Call it in the transaction of the change, so that neither exists alone.

    `by=None` is the clock or a command. `changes` is `{field: [old, new]}` with JSON values.
    """
    return LogEntry.objects.create(
        verb=verb,
        kind=kind_of(instance),
        object_id=instance.pk,
        by=by,
        changes=dict(changes or {}),
        version=version,
        note=note,
    )


def history(instance: models.Model) -> models.QuerySet[LogEntry]:
    """The entries of one object, oldest first, with the person of each."""
    return LogEntry.objects.filter(kind=kind_of(instance), object_id=instance.pk).select_related("by")
