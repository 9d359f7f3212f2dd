"""How things are chosen and typed in the back office: terms under their lists, zones by name, days as the browser does.

Wagtail's own pickers replace what they cannot read by today and now, without a word. A browser's own field shows
a day in the way of its reader's country, and never holds another one than was typed.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.choices import CallableChoiceIterator

from eccp.content import zones
from eccp.reference.models import Scheme, Term


class DayInput(forms.DateInput):
    """A day, typed or picked."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """An hour of the day, from 00:00 to 23:59."""

    input_type = "time"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A day and its hour."""

    input_type = "datetime-local"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ZoneChoice(forms.Select):
    """A time zone by its name; what a call keeps is the zone's code."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        """The zones in the language of the reader."""
        self.choices = zones.choices()
        return super().optgroups(name, value, attrs)


class TermChoice(forms.CheckboxSelectMultiple):
    """Boxes to tick, the terms of some code lists under the names of the lists."""

    def __init__(self, schemes: Iterable[str] = (), attrs: Any = None) -> None:
        self.schemes = list(schemes)
        super().__init__(attrs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "TermChoice":
        copy: TermChoice = super().__deepcopy__(memo)
        copy.schemes = list(self.schemes)
        return copy

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        """The terms by list; what was chosen and is retired by now stays to be seen."""
        chosen = {str(one) for one in value}
        terms = list(
            Term.objects.filter(scheme__in=self.schemes).current()
            | Term.objects.filter(scheme__in=self.schemes, pk__in=[one for one in chosen if one.isdecimal()])
        )
        self.choices = [
            (str(Scheme(scheme).label), [(term.pk, str(term)) for term in terms if term.scheme == scheme])
            for scheme in self.schemes
        ]
        return super().optgroups(name, value, attrs)


class NameTicks(forms.CheckboxSelectMultiple):
    """Boxes to tick of which the names are kept in one line, parted by commas."""

    def __init__(self, names: Callable[[], list[tuple[str, Any]]], attrs: Any = None) -> None:
        super().__init__(attrs, choices=CallableChoiceIterator(names))

    def format_value(self, value: Any) -> list[str]:
        """The names that are ticked."""
        names = value.split(",") if isinstance(value, str) else value or []
        return [name.strip() for name in names]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """What is kept."""
        return ",".join(super().value_from_datadict(data, files, name) or [])
