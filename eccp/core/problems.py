"""How the programming interface says what is wrong: shared by the rooms that have one."""

from collections.abc import Mapping
from typing import get_origin

from django.http import HttpRequest
from ninja import Schema
from ninja.errors import ValidationError
from pydantic import Field
from pydantic.fields import FieldInfo


class Fault(Schema):
    """What is wrong with one parameter."""

    parameter: str
    detail: str


class Problem(Schema):
    """What went wrong, as in RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] | None = Field(None, description="Each parameter that could not be understood.")


PROBLEMS = {400: Problem, 422: Problem, 429: Problem}


def refuse_unclear(request: HttpRequest, known: Mapping[str, FieldInfo]) -> None:
    """Say which parameters are unknown or given twice. Left out in silence they would widen the answer."""
    unknown = [name for name in request.GET if name not in known]
    twice = [
        name
        for name, field in known.items()
        if get_origin(field.annotation) is not list and len(request.GET.getlist(name)) > 1
    ]
    if unknown or twice:
        faults = dict.fromkeys(unknown, "There is no such parameter.")
        raise unclear(faults | dict.fromkeys(twice, "Give it once."))


def unclear(faults: Mapping[str, str]) -> ValidationError:
    """The error that names parameters and says what is wrong with each."""
    return ValidationError([{"loc": ("query", name[:100]), "msg": said} for name, said in faults.items()])
