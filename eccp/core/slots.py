"""Named places on pages of lower rooms that upper rooms fill, without an import.

A room registers a function and a template when its app is ready; the page asks the slot.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Filler = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, order=True)
class Entry:
    """One room's part of a slot. Lower `order` stands first."""

    order: int
    template: str
    filler: Filler


_slots: dict[str, list[Entry]] = defaultdict(list)


def fill(slot: str, template: str, *, order: int = 50) -> Callable[[Filler], Filler]:
    """Register a function that gives the context of `template`, or None to stay silent."""

    def register(filler: Filler) -> Filler:
        _slots[slot].append(Entry(order, template, filler))
        _slots[slot].sort(key=lambda entry: entry.order)
        return filler

    return register


def entries(slot: str, **asked: Any) -> list[tuple[str, dict[str, Any]]]:
    """The templates of a slot with their contexts, in order; empty when nobody speaks."""
    found = ((entry.template, entry.filler(**asked)) for entry in _slots[slot])
    return [(template, context) for template, context in found if context is not None]
