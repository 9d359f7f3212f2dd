"""What was edited in a profile while a validator judges it: since the page was opened, since a verdict was given."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from eccp.core.log import history
from eccp.core.models import LogEntry
from eccp.organisations.models import Organisation
from eccp.validation.views.values import Changed, changed


def since_version(organisation: Organisation, version: int) -> list[Changed]:
    """What the profile says otherwise than in the given version, field by field."""
    entries = history(organisation).filter(version__gt=version).order_by("version")
    return changed(organisation.kind, _joined(organisation, entries))


def since_verdicts(
    organisation: Organisation, given: Mapping[str, datetime], reads: Mapping[str, list[str]]
) -> dict[str, list[Changed]]:
    """What was edited after each verdict in the fields that its criterion reads, by criterion.

    `given` says when each verdict was given, `reads` which fields each criterion reads.
    """
    if not given:
        return {}
    entries = list(
        history(organisation).filter(version__isnull=False, at__gt=min(given.values())).order_by("version")
    )
    later = {
        code: _joined(organisation, [one for one in entries if one.at > at]) for code, at in given.items()
    }
    return {
        code: changed(organisation.kind, found)
        for code, edits in later.items()
        if (found := {name: pair for name, pair in edits.items() if name in reads.get(code, ())})
    }


def _joined(organisation: Organisation, entries: Iterable[LogEntry]) -> dict[str, list[Any]]:
    """Several edits as one: of each field the first value and the last, without what came back to where it was."""
    joined: dict[str, list[Any]] = {}
    for entry in entries:
        for name, (old, new) in entry.changes.items():
            if name in organisation.kind.fields:
                joined[name] = [joined[name][0] if name in joined else old, new]
    return {name: [old, new] for name, (old, new) in joined.items() if old != new}
