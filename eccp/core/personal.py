"""What each room holds on a person: how it is read out, taken away at erasure, and forgotten in time.

A room says it in its own `personal.py`; the archive, the erasure, the clock and the register of
processing ask here, so that no room is forgotten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from eccp.core.refusals import Refusal

Collect = Callable[[Any], list[dict[str, Any]]]
Erase = Callable[[Any], None]
Forget = Callable[[datetime], int]
Hinder = Callable[[Any], list[Refusal]]
Withdraw = Callable[[Any, Any], None]


@dataclass(frozen=True)
class Holding:
    """One kind of record about a person. `collect` gives JSON values, one mapping a record."""

    code: str
    title: Any
    collect: Collect


@dataclass(frozen=True)
class Erasure:
    """One room's part of erasing a person. Lower `order` goes first; the account itself goes last."""

    order: int
    erase: Erase


@dataclass(frozen=True)
class Retention:
    """Records that the clock deletes or empties when they are older than `days`, unless data say otherwise."""

    code: str
    title: Any
    why: Any
    days: int
    forget: Forget


@dataclass(frozen=True)
class Withdrawal:
    """What follows when a person takes a consent back: `explains` says it before, `follow` does it."""

    code: str
    explains: Any
    follow: Withdraw


holdings: dict[str, Holding] = {}
erasures: list[Erasure] = []
retentions: dict[str, Retention] = {}
withdrawals: dict[str, Withdrawal] = {}
_hinders: list[Hinder] = []


def holds(code: str, title: Any) -> Callable[[Collect], Collect]:
    """Register a function that reads out what is held on a person: a list of mappings of JSON values."""

    def register(collect: Collect) -> Collect:
        holdings[code] = Holding(code, title, collect)
        return collect

    return register


def erases(*, order: int = 50) -> Callable[[Erase], Erase]:
    """Register a function that takes a person's data away for good, in the transaction of the erasure."""

    def register(erase: Erase) -> Erase:
        erasures.append(Erasure(order, erase))
        erasures.sort(key=lambda one: one.order)
        return erase

    return register


def forgets(code: str, title: Any, *, days: int, why: Any) -> Callable[[Forget], Forget]:
    """Register a function that forgets what is older than a moment, and returns how many records it was."""

    def register(forget: Forget) -> Forget:
        retentions[code] = Retention(code, title, why, days, forget)
        return forget

    return register


def hinders() -> Callable[[Hinder], Hinder]:
    """Register a function that says what a person should settle before an erasure, each with the way to do it."""

    def register(hinder: Hinder) -> Hinder:
        _hinders.append(hinder)
        return hinder

    return register


def obstacles(person: Any) -> list[Refusal]:
    """What the person should settle before an erasure, as all rooms say; empty when there is nothing."""
    return [refusal for hinder in _hinders for refusal in hinder(person)]


def withdraws(code: str, explains: Any) -> Callable[[Withdraw], Withdraw]:
    """Register what follows when a consent of this code is taken back: `follow(consent, by)`, in its transaction."""

    def register(follow: Withdraw) -> Withdraw:
        withdrawals[code] = Withdrawal(code, explains, follow)
        return follow

    return register


def moment(days: int, now: datetime) -> datetime:
    """The moment before which records are too old to be kept."""
    return now - timedelta(days=days)
