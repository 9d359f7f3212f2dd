"""What a profile says, field by field, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from eccp.organisations.models import Organisation
from eccp.organisations.page import followable
from eccp.organisations.snapshot import snapshot
from eccp.organisations.types.base import ProfileType, Step
from eccp.organisations.wording import Words


@dataclass(frozen=True)
class Said:
    """One thing that the profile says. `url` is there where the value is an address that can be followed."""

    label: Any
    words: str
    url: str = ""


@dataclass(frozen=True)
class Changed:
    """A field before and after, in words."""

    label: Any
    before: str
    after: str


def said(kind: ProfileType, values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Said]:
    """What the named fields say, by name, without the empty ones."""
    return _filled(Words(kind, wanted := _some(kind, values, names)), wanted)


def whole_profile(organisation: Organisation) -> list[tuple[Step, list[Said]]]:
    """Everything that the profile says, step by step, with the contact person: for validators only."""
    kind, values = organisation.kind, snapshot(organisation)
    words = Words(kind, values.items())
    steps = [
        (step, _filled(words, _some(kind, values, [one.name for one in step.fields]))) for step in kind.steps
    ]
    return [(step, list(filled.values())) for step, filled in steps if filled]


def changed(kind: ProfileType, changes: Mapping[str, Any]) -> list[Changed]:
    """Old and new values of what changed, in words. `changes` is `{field: [old, new]}`."""
    words = Words(kind, [(name, value) for name, pair in changes.items() for value in pair])
    return [
        Changed(words.label(name), words.say(name, old), words.say(name, new))
        for name, (old, new) in changes.items()
    ]


def _some(kind: ProfileType, values: Mapping[str, Any], names: Iterable[str]) -> list[tuple[str, Any]]:
    return [(name, values.get(name)) for name in names if name in kind.fields]


def _filled(words: Words, wanted: Iterable[tuple[str, Any]]) -> dict[str, Said]:
    return {
        name: Said(words.label(name), text, followable(value) if isinstance(value, str) else "")
        for name, value in wanted
        if (text := words.say(name, value))
    }
