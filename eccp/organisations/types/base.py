"""What a profile type is: its steps, fields, needs and criteria."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.organisations.criteria.base import Criterion
from eccp.organisations.models.organisation import Organisation
from eccp.organisations.types.fields import Field


class Details(models.Model):
    """The table of what one type has of its own, beside the organisation's row."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.organisation)  # type: ignore[attr-defined]


def beside(name: str) -> Any:
    """The link from a type's own table to the organisation, named as the type names it."""
    return models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name=name)


@dataclass(frozen=True)
class Step:
    """One page of the form: one subject, some fields, the minutes that it takes."""

    code: str
    title: Any
    fields: Sequence[Field]
    minutes: int = 2
    lead: Any = ""


@dataclass(frozen=True)
class ProfileType:
    """One of the profile types: declared once, read by form, progress, page, search, import and API."""

    code: str
    label: Any
    plural: Any
    who: Any
    details: type[Details]
    details_name: str
    steps: Sequence[Step]
    criteria: Sequence[Criterion] = ()
    schema_type: str = "Organization"
    members_total: Sequence[str] = ()

    def __iter__(self) -> Iterator[Field]:
        return (field for step in self.steps for field in step.fields)

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(field for field in self if field.name == name)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by name, in the form's order."""
        return {field.name: field for field in self}

    @property
    def sets(self) -> frozenset[str]:
        """The names of the fields whose values are sets of codes."""
        return frozenset(field.name for field in self if field.is_set)

    def step(self, code: str) -> Step:
        """The step of that code."""
        return next(step for step in self.steps if step.code == code)

    def missing(self, values: dict[str, Any], programme_country: bool) -> list[tuple[Step, Field]]:
        """The mandatory fields that are still empty, each with its step, in the form's order."""
        return [
            (step, field)
            for step in self.steps
            for field in step.fields
            if field.need.holds(programme_country) and not field.is_filled(values.get(field.name))
        ]

    def progress(self, values: dict[str, Any], programme_country: bool) -> tuple[int, int]:
        """How many mandatory fields are filled, and how many there are."""
        needed = [field for field in self if field.need.holds(programme_country)]
        return sum(field.is_filled(values.get(field.name)) for field in needed), len(needed)


WEBSITE_HELP = _("In English if you can. The validator reads it beside your profile.")
