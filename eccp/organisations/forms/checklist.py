"""The box beside the form: what the criteria say of what is being typed, those of this step first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eccp.organisations.criteria.base import Answer, Checked, Criterion, Facts
from eccp.organisations.criteria.cluster import MEMBERS_AT_LEAST, total
from eccp.organisations.types.base import ProfileType
from eccp.reference.models import today


@dataclass(frozen=True)
class Row:
    """One criterion as the box shows it."""

    code: str
    title: Any
    state: str
    text: Any


@dataclass(frozen=True)
class Checklist:
    """The whole box: its rows, how many are met, and whether they only advise."""

    criteria: Sequence[Row]
    met: int
    advises: bool
    sources: Sequence[str]

    @property
    def total(self) -> int:
        """How many criteria there are."""
        return len(self.criteria)


class _Watched(dict[str, Any]):
    """Empty values that remember what they were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return default


@cache
def fields_of(criterion: Criterion) -> frozenset[str]:
    """The fields that a criterion reads, found by asking it over nothing."""
    watched = _Watched()
    criterion.check(Facts(watched, programme_country=True, on=today()))
    return frozenset(watched.asked)


def checklist(
    kind: ProfileType, number: int, values: dict[str, Any], checked: Sequence[Checked]
) -> Checklist:
    """Put the findings in order for one step: its own first; what later steps ask for waits."""
    places = {field.name: place for place, step in enumerate(kind.steps, start=1) for field in step.fields}
    rows = []
    for one in checked:
        fields = fields_of(one.criterion)
        place = min((places[name] for name in fields if name in places), default=number)
        empty = all(values.get(name) in (None, "", []) for name in fields)
        later = empty and place > number and one.finding.answer is Answer.NOT_MET
        rows.append(
            (
                place != number,
                Row(one.criterion.code, one.criterion.title, *_said(one, place if later else 0)),
            )
        )
    met = sum(one.finding.met for one in checked)
    sources = list(dict.fromkeys(one.criterion.source for one in checked))
    return Checklist(
        [row for _other, row in sorted(rows, key=lambda row: row[0])],
        met,
        any(c.advises for c in checked),
        sources,
    )


def _said(one: Checked, later: int) -> tuple[str, Any]:
    """The state of a row and its sentence."""
    if later:
        return "later", _("Comes in step %(number)s.") % {"number": later}
    finding = one.finding
    if finding.met:
        return "met", finding.found
    text = str(finding.mend if finding.answer is Answer.NOT_MET else finding.found)
    if one.waiver and finding.answer is Answer.NOT_MET:
        text = f"{text} {_('You named a programme that recognises you, so the validator can waive this.')}"
    return finding.answer.value, text


@dataclass(frozen=True)
class MembersTotal:
    """The sum under the numbers of members, with what is still needed."""

    number: int
    text: str


def members_total(kind: ProfileType, facts: Facts) -> MembersTotal | None:
    """The sum of members as typed; None where the type counts none."""
    if not kind.members_total:
        return None
    number = int(total(facts, tuple(kind.members_total)))
    missing = MEMBERS_AT_LEAST - number
    if not facts.programme_country:
        text = _("The platform advises at least %(least)s.") % {"least": MEMBERS_AT_LEAST}
    elif missing > 0:
        text = ngettext(
            "At least %(least)s are needed: %(missing)s to go.",
            "At least %(least)s are needed: %(missing)s to go.",
            missing,
        ) % {"least": MEMBERS_AT_LEAST, "missing": missing}
    else:
        text = _("Enough: at least %(least)s are needed.") % {"least": MEMBERS_AT_LEAST}
    return MembersTotal(number, text)
