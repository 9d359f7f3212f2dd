"""What changed between two versions of a form's values, and what two people changed side by side.

Values are JSON-like: text, numbers, None, lists. Fields named in `sets` hold codes whose order
means nothing. Texts that differ only in their line ends are the same: browsers send CRLF, files
and programs LF.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Conflict:
    """One field that both sides changed, each to something else: a person has to choose."""

    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merge:
    """Two people's changes in one: what to store, whose changes are in it, and where they clash.

    `values` holds every field; where there is a conflict, what is stored now (theirs) stays until
    somebody chooses. `applied` names the fields where my change goes on top of theirs, `kept` those
    where their change joins what I saw; codes that both of us changed are in both lists.
    """

    values: dict[str, Any]
    applied: list[str]
    kept: list[str]
    conflicts: dict[str, Conflict]


def merge(
    base: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    sets: Collection[str] = (),
) -> Merge:
    """Join my changes and theirs, both made from `base`, what I saw when I opened the form.

    A field that one side does not name is untouched by it, so one step of a form can be merged into
    the whole. The same change on both sides is no conflict. Codes (fields in `sets`) never conflict:
    what either side added is in, what either side removed is out.
    """
    values: dict[str, Any] = {}
    applied: list[str] = []
    kept: list[str] = []
    conflicts: dict[str, Conflict] = {}
    for field in dict.fromkeys([*base, *theirs, *mine]):
        was = base.get(field)
        my, their = mine.get(field, was), theirs.get(field, was)
        is_set = field in sets
        if is_set:
            value = _merged_codes(was or [], my or [], their or [])
        elif _same(my, was) or _same(my, their):
            value = their
        elif _same(their, was):
            value = my
        else:
            conflicts[field] = Conflict(was, my, their)
            values[field] = their
            continue
        # Equal values keep the stored spelling: an order of codes or line ends is no change.
        values[field] = their if _same(value, their, is_set=is_set) else value
        if not _same(value, their, is_set=is_set):
            applied.append(field)
        if not _same(value, my, is_set=is_set):
            kept.append(field)
    return Merge(values, applied, kept, conflicts)


def describe(old: Mapping[str, Any], new: Mapping[str, Any], sets: Collection[str] = ()) -> list[str]:
    """Name the fields that `new` changes, in its order. What it does not name is unchanged."""
    return [field for field, value in new.items() if not _same(old.get(field), value, is_set=field in sets)]


def _same(one: Any, other: Any, *, is_set: bool = False) -> bool:
    if is_set:
        return set(one or []) == set(other or [])
    if isinstance(one, str) and isinstance(other, str):
        return _one_line_end(one) == _one_line_end(other)
    return bool(one == other)


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _merged_codes(base: Iterable[str], mine: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """Take their codes in their order, without those I removed, then those I added."""
    was, my = set(base), set(mine)
    removed = was - my
    stay = [code for code in theirs if code not in removed]
    return list(dict.fromkeys([*stay, *(code for code in mine if code not in was)]))
