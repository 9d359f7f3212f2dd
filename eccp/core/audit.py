"""What rooms say of their entries in the log: verbs and kinds in words, and what an object is called.

A room says it in its own `audit.py`. The pages that show the log ask here, so that no room need know
the words of another.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.text import capfirst


@dataclass(frozen=True)
class Seen:
    """An object of the log as one reader sees it: what it is called, and where the reader may open it."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Said:
    """One field of an entry, in words."""

    label: Any
    old: str
    new: str


Look = Callable[[Collection[int], Any], Mapping[int, Seen]]
Tell = Callable[[Iterable[Any]], Mapping[int, list[Said]]]


@dataclass(frozen=True)
class Kind:
    """A kind of object. `look` finds objects by number for a reader; `tell` says entries' changes in words.

    Both read for all at once. Without `look` an object is its kind and number.
    """

    label: Any
    look: Look | None = None
    tell: Tell | None = None


verbs: dict[str, Any] = {}
kinds: dict[str, Kind] = {}


def names_verbs(words: Mapping[str, Any]) -> None:
    """Say what some verbs mean: that something was done, for people who were not there."""
    verbs.update(words)


def names_kind(code: str, kind: Kind) -> None:
    """Say what objects of a kind are called."""
    kinds[code] = kind


def say_verb(verb: str) -> Any:
    """A verb in words; one that no room named, as it is spelled."""
    return verbs.get(verb) or verb.rpartition(".")[2].replace("_", " ").capitalize()


def say_kind(code: str) -> Any:
    """A kind in words; one that no room named, by the name of its model, if that is still there."""
    if code in kinds:
        return kinds[code].label
    try:
        return capfirst(apps.get_model(code)._meta.verbose_name)
    except LookupError:
        return code.rpartition(".")[2].capitalize()
