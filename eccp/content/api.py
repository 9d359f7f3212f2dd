"""The door for programs: open calls with their cut-offs, as JSON."""

from datetime import date
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import override
from ninja import Path, Router, Schema
from ninja import Query as Asked
from ninja.errors import HttpError
from pydantic import Field

from eccp.content.calendars import address, changed_at
from eccp.content.call_export import utc
from eccp.content.calls import CutoffRow, Row, rows_of
from eccp.content.lists import section_showing
from eccp.content.lists.calls import listing_of, readable
from eccp.core.problems import PROBLEMS, Problem, refuse_unclear
from eccp.reference.models import Country, Scheme

LIMIT_AT_MOST = 100
PAGE_AT_MOST = 10_000
LETTERS_AT_MOST = 200
VALUES_AT_MOST = 50
LARGEST_ID = 2**31 - 1
UNSAID: Any = None  # what is there or not
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
router = Router(tags=["calls"])

Value = Annotated[str, Field(max_length=60, pattern=r"^[0-9A-Za-z._-]+$")]
Values = Annotated[list[Value], Field(max_length=VALUES_AT_MOST)]
Land = Annotated[str, Field(pattern="^[A-Z]{2}$")]


class CallsQuestion(Schema):
    """What may be asked. Several values of one filter mean "or", filters together mean "and"."""

    q: str = Field("", max_length=LETTERS_AT_MOST, description="Words, each of which must be in the call.")
    state: list[Literal["open", "coming", "closed"]] = Field(
        [], max_length=3, description="How the call stands. Without it: those that are open or open later."
    )
    deadline: list[Literal["7", "30", "90"]] = Field(
        [], max_length=3, description="The next cut-off is within so many days, by the calendar of its zone."
    )
    funding_programme: Values = Field([], description="Programmes by code.", examples=[["horizon-europe"]])
    applicant: Values = Field([], description="Who may apply, by code.", examples=[["cluster-organisations"]])
    ecosystem: Values = Field([], description="Industrial ecosystems by code.")
    country: Annotated[list[Land], Field(max_length=VALUES_AT_MOST)] = Field(
        [],
        description="Where applicants are, by ISO 3166 code. Finds also the calls that name no country. A code "
        "that no country has is answered with 404.",
        examples=[["AM"]],
    )
    limit: int = Field(20, ge=1, le=LIMIT_AT_MOST, description="How many calls at most.")
    page: int = Field(
        1, ge=1, le=PAGE_AT_MOST, description="Which page; `next` is the number of the one after it."
    )


class CutoffOut(Schema):
    """A day and hour until which one may apply."""

    label: str = Field(description="What ends; mostly empty.")
    utc: str = Field(pattern=MOMENT)
    local: str = Field(description="The same moment as the call says it.", pattern=r"^[0-9-]{10}T[0-9:]{8}$")
    zone: str = Field(description="The time zone of `local`, by its name in the IANA database.")
    over: bool


class CallOut(Schema):
    """One call."""

    id: int
    url: str = Field(description="Its page.")
    title: str
    summary: str
    status: Literal["coming", "open", "closing", "closed"] = Field(
        description="`closing` is open with the next cut-off within 14 days, by the calendar of its zone."
    )
    opens_on: date | None
    cutoffs: list[CutoffOut] = Field(description="All of them, the earliest first; none means at any time.")
    next_cutoff: CutoffOut | None
    funding_programmes: list[str]
    applicants: list[str]
    who_may_apply: str = Field(description="The same in words; may say more.")
    countries: list[str] = Field(description="Where applicants must be; empty means anywhere.")
    ecosystems: list[str]
    budget_eur: int | None
    largest_grant_eur: int | None
    reference: str
    apply_at: str
    announced_by: int | None = Field(description="The profile that announced it, by its id.")
    calendar: str = Field(description="Its cut-offs as iCalendar.")
    changed_at: str = Field(pattern=MOMENT)


class Calls(Schema):
    """A page of the list, in the order of the site: what closes next stands first."""

    total: int
    items: list[CallOut]
    next: int | None


@router.get(
    "",
    response={200: Calls, 304: None, **PROBLEMS, 404: Problem},
    summary="Find calls",
    operation_id="find_calls",
)
def find_calls(request: HttpRequest, asked: Asked[CallsQuestion]) -> Any:
    """The list of calls with its filters."""
    refuse_unclear(request, CallsQuestion.model_fields)
    refuse_nowhere(asked.country)
    with override(settings.LANGUAGE_CODE):
        listing = listing_of(section_showing("calls"), request.GET)
        start = (asked.page - 1) * asked.limit
        found = listing.narrowed()[start : start + asked.limit]
        more = start + asked.limit < listing.total and asked.page < PAGE_AT_MOST
        return {
            "total": listing.total,
            "items": [call(row) for row in rows_of(found)],
            "next": asked.page + 1 if more else None,
        }


@router.get(
    "/{int:pk}",
    response={200: CallOut, 304: None, **PROBLEMS, 404: Problem},
    summary="Read a call",
    operation_id="read_call",
)
def read_call(request: HttpRequest, pk: Annotated[int, Path(ge=1, le=LARGEST_ID)]) -> Any:
    """One call, also when it is closed."""
    refuse_unclear(request, {})
    with override(settings.LANGUAGE_CODE):
        section = section_showing("calls")
        return call(rows_of([get_object_or_404(readable(section.locale_id), pk=pk)])[0])


def refuse_nowhere(codes: list[str]) -> None:
    """Say that there is no such country: the calls that are open to all would look like an answer for it."""
    if codes and Country.objects.filter(pk__in=codes).count() < len(set(codes)):
        raise HttpError(404, "There is no country with this code.")


def call(row: Row) -> dict[str, Any]:
    """A call as the interface says it."""
    page = row.page
    return {
        "id": page.pk,
        "url": address(page),
        "title": page.title,
        "summary": page.lead,
        "status": row.status.value,
        "opens_on": page.opens_on,
        "cutoffs": [cutoff(one) for one in row.cutoffs],
        "next_cutoff": cutoff(row.next) if row.next else None,
        "funding_programmes": row.codes(Scheme.FUNDING_PROGRAMME),
        "applicants": row.codes(Scheme.APPLICANT),
        "who_may_apply": page.who,
        "countries": [code for code, _name in row.lands],
        "ecosystems": row.codes(Scheme.ECOSYSTEM),
        "budget_eur": page.budget,
        "largest_grant_eur": page.grant,
        "reference": page.reference,
        "apply_at": page.link,
        "announced_by": page.organisation_id if page.organisation and page.organisation.is_public else None,
        "calendar": settings.SITE_URL + reverse("content:call_calendar", args=[page.pk]),
        "changed_at": utc(changed_at(page)),
    }


def cutoff(one: CutoffRow) -> dict[str, Any]:
    """A cut-off as the interface says it."""
    row = one.cutoff
    return {
        "label": row.label,
        "utc": utc(row.moment),
        "local": f"{row.day.isoformat()}T{row.hour:%H:%M:%S}",
        "zone": row.zone,
        "over": one.over,
    }
