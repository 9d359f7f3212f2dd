"""The door for programs: what is open to a country on a date, as JSON."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query as Asked
from ninja import Router, Schema
from ninja.errors import HttpError
from pydantic import BeforeValidator, Field

from eccp.core.problems import PROBLEMS, Problem, refuse_unclear
from eccp.reference import access
from eccp.reference.access import Decision
from eccp.reference.models import today

UNSAID: Any = None  # what a parameter is that may be left out, but not be empty
router = Router(tags=["access"])


def written_as_a_date(value: Any) -> Any:
    """A date as it is written in the description, and nothing else that could be read as one."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("Write a date as 2020-12-14: year, month, day.")
    return value


class AccessQuestion(Schema):
    """What may be asked."""

    country: str = Field(
        description="A country by its ISO 3166 code; EL and UK are understood.",
        pattern="^[A-Za-z]{2}$",
        examples=["AM"],
    )
    on: Annotated[date, BeforeValidator(written_as_a_date)] = Field(
        UNSAID, description="A date; today in Brussels unless told.", examples=["2020-12-14"]
    )


class Land(Schema):
    """The country that was asked about."""

    code: str
    name: str
    footnote: str = Field(description="What European publications add to the name; mostly empty.")


class ForEvent(Schema):
    """An exception that holds for one event that day."""

    event: str
    allowed: bool
    reason: str


class Answer(Schema):
    """One service, and whether organisations of the country may use it."""

    service: str = Field(description="The service's code.")
    name: str
    description: str
    restriction: Literal["everybody", "registered", "programme"]
    instrument: str = Field(description="The financing that the service is about; mostly empty.")
    allowed: bool
    rule: str = Field(description="The code of the rule that decided.")
    reason: str = Field(description="The rule in words, with programme, dates and basis.")
    programme: str | None = Field(description="The programme that decided.")
    confirmed: bool = Field(
        description="False where an administrator has not confirmed the participation yet."
    )
    events: list[ForEvent] = Field(description="Exceptions for single events.")


class Access(Schema):
    """What is open to a country on a date."""

    country: Land
    on: date
    programme_country: bool = Field(description="Whether the country takes part in a programme on that date.")
    services: list[Answer]


@router.get(
    "",
    response={200: Access, 304: None, 404: Problem, **PROBLEMS},
    summary="Read what is open to a country",
    operation_id="read_access",
)
def read_access(request: HttpRequest, asked: Asked[AccessQuestion]) -> Any:
    """Every service with its answer and the rule that decided. Nothing depends on who asks."""
    refuse_unclear(request, AccessQuestion.model_fields)
    country = access.find_country(asked.country)
    if country is None:
        raise HttpError(404, "There is no country with this code.")
    on = asked.on or today()
    return {
        "country": {"code": country.code, "name": country.name, "footnote": country.note},
        "on": on,
        "programme_country": bool(access.Facts.of(country).taking_part(on)),
        "services": [answer(one) for one in access.answers(country, on)],
    }


def answer(one: Decision) -> dict[str, Any]:
    """A decision as the interface says it."""
    return {
        "service": one.service.code,
        "name": one.service.name,
        "description": one.service.description,
        "restriction": one.service.restriction,
        "instrument": one.service.instrument,
        "allowed": one.allowed,
        "rule": one.rule,
        "reason": one.text,
        "programme": one.programme.code if one.programme else None,
        "confirmed": one.confirmed,
        "events": [
            {"event": event.event, "allowed": event.allowed, "reason": event.text}
            for event in one.event_answers
        ],
    }
