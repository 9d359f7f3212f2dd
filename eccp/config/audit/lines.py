"""Entries of the log in words: who, in which role, what, of which object, and what changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from wagtail.admin.admin_url_finder import AdminURLFinder

from eccp.accounts.naming import Names
from eccp.core import audit
from eccp.core.audit import Said, Seen
from eccp.core.log import ROLES
from eccp.core.models import LogEntry


@dataclass(frozen=True)
class Line:
    """One entry as an administrator reads it."""

    entry: LogEntry
    who: str
    role: Any
    what: Any
    kind: Any
    seen: Seen
    changes: list[Said]


def lines(entries: Iterable[LogEntry], reader: Any) -> list[Line]:
    """The entries in words, in their order, read for all at once: a few queries for each kind of object."""
    entries = list(entries)
    by_kind: dict[str, list[LogEntry]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.kind].append(entry)
    names = Names(*(entry.changes for entry in entries), also={entry.by_id for entry in entries})
    seen = {code: _look(code, {one.object_id for one in some}, reader) for code, some in by_kind.items()}
    told: dict[int, list[Said]] = {}
    for code, some in by_kind.items():
        told |= _tell(code, some)
    return [
        Line(
            entry,
            names.of(entry.by_id) if entry.by_id or entry.role == "platform" else "",
            ROLES.get(entry.role, ""),
            audit.say_verb(entry.verb),
            audit.say_kind(entry.kind),
            seen[entry.kind].get(entry.object_id, Seen("")),
            told[entry.pk] if entry.pk in told else _plainly(entry, names),
        )
        for entry in entries
    ]


def _look(code: str, numbers: Collection[int], reader: Any) -> Mapping[int, Seen]:
    """The objects by number: as their room says, else as the back office opens them, else not at all."""
    if code in audit.kinds and (look := audit.kinds[code].look):
        return look(numbers, reader)
    try:
        model = apps.get_model(code)
    except LookupError:
        return {}
    finder = AdminURLFinder(reader)
    found = ((row, finder.get_edit_url(row)) for row in model._default_manager.filter(pk__in=numbers))
    return {row.pk: Seen(str(row), url) for row, url in found if url}


def _tell(code: str, entries: list[LogEntry]) -> Mapping[int, list[Said]]:
    tell = audit.kinds[code].tell if code in audit.kinds else None
    return tell(entries) if tell else {}


def _plainly(entry: LogEntry, names: Names) -> list[Said]:
    """What changed, where no room says it better: by the field's name and the values as they are."""
    return [
        Said(name.replace("_", " ").capitalize(), _say(old, names), _say(new, names))
        for name, (old, new) in entry.changes.items()
    ]


def _say(value: Any, names: Names) -> str:
    if isinstance(value, list):
        return ", ".join(_say(one, names) for one in value)
    if isinstance(value, dict):
        return names.of(value["person"]) if "person" in value else ", ".join(map(str, value.values()))
    return "" if value is None else str(value)
