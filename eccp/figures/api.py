"""The door for programs: every figure of the page of figures in one answer, as JSON."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import override
from ninja import Query as Asked
from ninja import Router, Schema
from pydantic import Field

from eccp.core.problems import PROBLEMS, Problem, refuse_unclear
from eccp.figures import counts
from eccp.figures.models import Entry
from eccp.figures.page import Look
from eccp.figures.series import Row
from eccp.figures.showing import Figure
from eccp.organisations.types import all_types
from eccp.reference.models import today

UNSAID: Any = None  # what a parameter is that may be left out, but not be empty
KINDS = [kind.code for kind in all_types()]
router = Router(tags=["figures"])


class FiguresQuestion(Schema):
    """Which profiles are to be counted; the counters and dated figures are of everything all the same."""

    type: str = Field(
        UNSAID,
        description="A profile type by its code; all unless told.",
        pattern=f"^({'|'.join(KINDS)})$",
        examples=[KINDS[0]],
    )
    group: Literal["eu", "programme", "third"] = Field(
        UNSAID,
        description="EU countries, programme countries outside the EU, or third countries, as of today.",
    )


class CounterOut(Schema):
    """One counter, as of now; by hand, as of the date when it was noted."""

    counter: str
    label: str
    unit: str
    value: int | None = Field(
        description="Null where there is none yet: nobody has noted one, or it is a median of nothing."
    )
    more_than: bool
    by_hand: bool
    since: date | None = Field(
        description="The first day of the time that is counted, `on` being the last; null where it is of now alone."
    )
    on: date | None
    counts: str = Field(description="What is in it.")
    leaves_out: str = Field(description="What is not in it.")
    part_of: str = Field(description="The counter of the whole that this is a part of; mostly empty.")
    source: str


class RowOut(Schema):
    """The profiles of one country, type or ecosystem."""

    code: str
    label: str
    profiles: int
    share: float = Field(description="In percent of the profiles that were asked for.")


class MonthOut(Schema):
    """One month of growth."""

    month: str = Field(pattern="^[0-9]{4}-[0-9]{2}$")
    new: int = Field(description="Profiles published today that were first published in this month.")
    total: int = Field(description="The same until the end of the month.")
    measured: int | None = Field(description="What was measured on the last counted day of the month.")


class DatedOut(Schema):
    """A figure with its date, noted by people."""

    kind: Literal["by_hand", "published"] = Field(
        description="Of this installation, or published of the earlier platform: never one series."
    )
    counter: str
    date: str = Field(description="A day; of published figures a month.")
    value: int
    more_than: bool
    source: str
    link: str
    note: str


class Figures(Schema):
    """Everything that is counted."""

    on: date
    counters: list[CounterOut]
    total: int = Field(description="The profiles that were asked for.")
    growth: list[MonthOut]
    countries: list[RowOut]
    types: list[RowOut]
    ecosystems: list[RowOut] = Field(description="A profile may be in several.")
    dated: list[DatedOut]


@router.get(
    "",
    response={200: Figures, 304: None, **PROBLEMS, 404: Problem},
    summary="Read the figures of the platform",
    operation_id="read_figures",
)
def read_figures(request: HttpRequest, asked: Asked[FiguresQuestion]) -> Any:
    """Counters with their definitions, growth, countries, types, ecosystems and dated figures; in English."""
    refuse_unclear(request, FiguresQuestion.model_fields)
    look = Look(counts.Asked(asked.type or "", asked.group or ""))
    with override("en"):
        return {
            "on": today(),
            "counters": [counter(figure) for figure in look.figures],
            "total": look.counts.total,
            "growth": [
                {"month": f"{one.first:%Y-%m}", "new": one.new, "total": one.total, "measured": one.measured}
                for one in look.months
            ],
            "countries": rows(look.countries.rows),
            "types": rows(look.types.rows),
            "ecosystems": rows(look.ecosystems.rows),
            "dated": [dated(entry) for entry in look.entries],
        }


def counter(figure: Figure) -> dict[str, Any]:
    """A counter as the interface says it."""
    entry, said = figure.entry, figure.counter
    return {
        "counter": said.code,
        "label": figure.label,
        "unit": str(said.unit),
        "value": figure.value,
        "more_than": bool(entry and entry.more_than),
        "by_hand": said.by_hand,
        "since": figure.since,
        "on": entry.date if entry else None if said.by_hand else today(),
        "counts": figure.definition,
        "leaves_out": str(said.leaves_out),
        "part_of": said.part_of,
        "source": entry.source if entry else "",
    }


def rows(found: list[Row]) -> list[dict[str, Any]]:
    """The rows of a table as the interface says them."""
    return [
        {"code": row.code, "label": row.label, "profiles": row.number, "share": row.share} for row in found
    ]


def dated(entry: Entry) -> dict[str, Any]:
    """A dated figure as the interface says it."""
    published = entry.kind == Entry.Kind.PUBLISHED
    return {
        "kind": entry.kind,
        "counter": entry.counter,
        "date": f"{entry.date:%Y-%m}" if published else f"{entry.date:%Y-%m-%d}",
        "value": entry.value,
        "more_than": entry.more_than,
        "source": entry.source,
        "link": entry.link,
        "note": entry.note,
    }
