"""What a criterion is: a function over a profile's values that says what it found and how to mend it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Answer(Enum):
    """What a criterion can say by itself."""

    MET = "met"
    NOT_MET = "not_met"
    LOOK = "look"

    @property
    def word(self) -> Any:
        """The answer as people read it."""
        return {"met": _("Met"), "not_met": _("To mend"), "look": _("A validator looks")}[self.value]


@dataclass(frozen=True)
class Facts:
    """The values of a profile as they stand, or as they are being typed.

    `values` maps field names to plain JSON (see `types.fields`); `programme_country` says
    whether the country takes part in the programme on `on`; `confirmed_by_cluster` whether a
    cluster that the profile names has said yes to it.
    """

    values: Mapping[str, Any]
    programme_country: bool
    on: date
    confirmed_by_cluster: bool = False

    def number(self, name: str) -> Decimal | None:
        """A number, or None where it is empty or not a number."""
        value = self.values.get(name)
        if value in (None, ""):
            return None
        try:
            return Decimal(str(value))
        except InvalidOperation:
            return None

    def codes(self, name: str) -> list[Any]:
        """A list of codes or rows; empty where nothing was chosen."""
        return list(self.values.get(name) or [])

    def text(self, name: str) -> str:
        """A word or text without the blanks around it."""
        return str(self.values.get(name) or "").strip()


@dataclass(frozen=True)
class Finding:
    """What a criterion found, in one sentence, and how to mend it, in another."""

    answer: Answer
    found: Any
    mend: Any = ""

    @property
    def met(self) -> bool:
        """Whether nothing needs mending."""
        return self.answer is Answer.MET


@dataclass(frozen=True)
class Criterion:
    """One rule. `source` says where the rule stands; `waivable` whether a recognition can stand for it."""

    code: str
    title: Any
    source: Any
    check: Callable[[Facts], Finding]
    waivable: bool = False


@dataclass(frozen=True)
class Checked:
    """A criterion with its finding for one profile.

    `advises`: outside programme countries the criterion is advice. `waiver`: a recognition with
    evidence is given, so that a validator may waive it.
    """

    criterion: Criterion
    finding: Finding
    advises: bool
    waiver: bool


def met(found: Any) -> Finding:
    """The rule holds."""
    return Finding(Answer.MET, found)


def not_met(found: Any, mend: Any) -> Finding:
    """The rule does not hold."""
    return Finding(Answer.NOT_MET, found, mend)


def look(found: Any, mend: Any = "") -> Finding:
    """A person must look."""
    return Finding(Answer.LOOK, found, mend)


def recognised(facts: Facts) -> bool:
    """Whether a recognition with evidence is given: a letter or an address where it can be checked."""
    return any(
        row.get("programme") and (row.get("letter") or row.get("link")) for row in facts.codes("recognitions")
    )


def check_all(criteria: "Sequence[Criterion]", facts: Facts) -> list[Checked]:
    """Ask every criterion, in order."""
    waiver = recognised(facts)
    return [
        Checked(criterion, criterion.check(facts), not facts.programme_country, waiver and criterion.waivable)
        for criterion in criteria
    ]
