"""Where a person is in the form: steps with their marks, what is missing, how long the rest takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from eccp.organisations.types.base import ProfileType, Step
from eccp.organisations.types.fields import Field

END = Step("finish", _("Check and submit"), (), 1)


@dataclass(frozen=True)
class Mark:
    """A step as the list of steps shows it."""

    step: Step
    done: bool
    missing: Sequence[Field]


@dataclass(frozen=True)
class Course:
    """The whole way through the form, as it stands in the database."""

    marks: Sequence[Mark]
    filled: int
    needed: int

    @property
    def missing(self) -> list[tuple[Step, Field]]:
        """The mandatory fields that are still empty, with their steps."""
        return [(mark.step, field) for mark in self.marks for field in mark.missing]

    @property
    def first_open(self) -> Step:
        """The first step with something missing; the end where nothing is."""
        return next((mark.step for mark in self.marks if mark.missing), END)

    def minutes_left(self, number: int) -> int:
        """How long the open steps take, from the step of that number on; in minutes."""
        return sum(mark.step.minutes for mark in self.marks[number - 1 :] if not mark.done)

    def after(self, step: Step) -> Step:
        """The step that follows, and at last the end."""
        codes = [mark.step.code for mark in self.marks]
        following = codes.index(step.code) + 1
        return self.marks[following].step if following < len(codes) else END


def course(kind: ProfileType, values: dict[str, Any], programme_country: bool) -> Course:
    """Mark the steps: done where nothing mandatory is missing and something was answered."""
    missing: dict[str, list[Field]] = {}
    for step, field in kind.missing(values, programme_country):
        missing.setdefault(step.code, []).append(field)
    marks = [
        Mark(
            step,
            step.code not in missing
            and any(field.is_filled(values.get(field.name)) for field in step.fields),
            missing.get(step.code, []),
        )
        for step in kind.steps
    ]
    filled, needed = kind.progress(values, programme_country)
    return Course(marks, filled, needed)
