"""The criteria as the pages show them: finding, what the profile says, where to mend it, the verdict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Any

from eccp.organisations.criteria.base import Answer, Checked, Criterion, Facts
from eccp.organisations.models import Organisation
from eccp.organisations.snapshot import facts
from eccp.organisations.types.base import ProfileType, Step
from eccp.validation import record
from eccp.validation.models import Application, Verdict
from eccp.validation.views.values import Said, said


class Reading(Mapping[str, Any]):
    """A profile's values that remember which of them were read."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values_given = values
        self.read: dict[str, None] = {}

    def __getitem__(self, name: str) -> Any:
        self.read[name] = None
        return self.values_given[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_given)

    def __len__(self) -> int:
        return len(self.values_given)


@dataclass(frozen=True)
class Row:
    """One criterion on a page, with the names of the fields that it `reads`. `waits` while its verdict is missing."""

    number: int
    code: str
    title: Any
    source: Any
    answer: str
    found: Any
    mend: Any
    advises: bool
    waiver: bool
    say: str = ""
    note: str = ""
    judged_at: datetime | None = None
    reads: list[str] = field(default_factory=list)
    says: list[Said] = field(default_factory=list)
    step: Step | None = None
    step_number: int = 0

    @property
    def waits(self) -> bool:
        """Whether a verdict must still be given."""
        return not self.say and not self.advises

    @property
    def said(self) -> Any:
        """The verdict as people read it."""
        return Verdict.Say(self.say).label if self.say else ""

    @property
    def fails(self) -> bool:
        """Whether the verdict says no; without one, whether the criterion does."""
        return self.say == Verdict.Say.NOT_MET if self.say else self.answer == Answer.NOT_MET.value


def rows(application: Application, organisation: Organisation) -> list[Row]:
    """The criteria of an application: as they stand now, or as they stood at the decision.

    `organisation` is the profile with everything fetched. A claim has no criteria.
    """
    if application.kind == Application.Kind.CLAIM:
        return []
    kind = organisation.kind
    judged = record.judged(application)
    then = application.snapshot if not application.is_open else {}
    known = facts(organisation)
    if then:
        known = replace(known, values=then["values"])
    reads = {one.code: fields_read(one.checked.criterion, known) for one in judged}
    told = said(kind, known.values, dict.fromkeys(chain(*reads.values())))
    return [
        replace(
            _row(number, one, then),
            reads=reads[one.code],
            says=[told[name] for name in reads[one.code] if name in told],
            **_where(kind, reads[one.code]),
        )
        for number, one in enumerate(judged, start=1)
    ]


def fields_read(criterion: Criterion, known: Facts) -> list[str]:
    """The names of the fields that a criterion reads: so no list of them has to be kept beside the rules."""
    reading = Reading(known.values)
    criterion.check(replace(known, values=reading))
    return list(reading.read)


def _row(number: int, one: record.Judged, then: Mapping[str, Any]) -> Row:
    checked: Checked = one.checked
    criterion, code = checked.criterion, one.code
    row = Row(
        number=number,
        code=code,
        title=criterion.title,
        source=criterion.source,
        answer=checked.finding.answer.value,
        found=checked.finding.found,
        mend=checked.finding.mend,
        advises=checked.advises,
        waiver=checked.waiver,
        say=one.verdict.say if one.verdict else "",
        note=one.verdict.note if one.verdict else "",
        judged_at=one.verdict.updated_at if one.verdict else None,
    )
    if finding := then.get("findings", {}).get(code):
        row = replace(row, answer=finding["answer"], found=finding["found"], advises=finding["advises"])
    return row


def _where(kind: ProfileType, read: list[str]) -> dict[str, Any]:
    for number, step in enumerate(kind.steps, start=1):
        if any(one.name in read for one in step.fields):
            return {"step": step, "step_number": number}
    return {}
