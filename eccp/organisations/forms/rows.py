"""Answers of several rows, within the one form of a step: each row a small form, more on demand.

Rows are added and taken away by buttons of the form itself, so it works without a script and
nothing that was typed is lost.
"""

from typing import Any

from django.db import models
from django.forms import Field, Form
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from eccp.organisations.forms import inputs, questions
from eccp.organisations.forms.options import Options
from eccp.organisations.types import fields
from eccp.reference.models import Scheme

ROWS_AT_MOST = 40
DIGITS = 4  # that are read of the number of a row
IN_ORDER = (("issued_on", "expires_on"), ("starts", "ends"), ("starts_on", "ends_on"))


class RowForm(Form):
    """One row. Its own files are known by name, so that nobody names a file of somebody else."""

    use_required_attribute = False

    def __init__(self, *args: Any, several: "RowsOfForms", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.several = several
        self.fields.update({name: several.question(name) for name in several.field.columns})

    def full_clean(self) -> None:
        """Judge only where somebody asked to save, and a row that was left empty not at all."""
        if self.is_bound and (not self.several.judged or self.is_blank):
            self._errors = ErrorDict()
            self.cleaned_data = {}
            return
        super().full_clean()

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was typed into the row."""
        return self.is_bound and not any(self[name].data for name in self.fields)

    def clean(self) -> dict[str, Any]:
        """What begins ends later."""
        for start, end in IN_ORDER:
            first, last = self.cleaned_data.get(start), self.cleaned_data.get(end)
            if first and last and last < first:
                self.add_error(end, _("This comes before the beginning. Mend one of the two."))
        return self.cleaned_data

    @property
    def key(self) -> tuple[Any, ...]:
        """What stands only once in a profile; empty where that was not answered."""
        key = tuple(getattr(self, "cleaned_data", {}).get(name) for name in self.several.keys)
        return key if all(key) else ()

    @property
    def letter_now(self) -> str:
        """The stored letter of the row, if it is one of this profile's."""
        sent = self.data.get(self.add_prefix("letter-now")) if self.is_bound else self.initial.get("letter")
        return sent if sent in self.several.letters else ""


class RowsOfForms:
    """All rows of one field: what the page shows, what was typed, and their plain values."""

    form_class: type[RowForm] = RowForm

    def __init__(
        self,
        field: fields.Rows,
        options: Options,
        *,
        stored: list[dict[str, Any]],
        data: Any = None,
        files: Any = None,
        judged: bool = True,
        mandatory: bool = False,
    ) -> None:
        self.field, self.mandatory = field, mandatory
        self.name = field.name
        self.model = questions.rows_model(field)
        self.letters = {str(row.get(name)) for row in stored for name in self._files if row.get(name)}
        self._options = options
        self._stored = stored
        self._data, self._files_given, self.judged = data, files, judged

    @cached_property
    def forms(self) -> list[RowForm]:
        """The rows: as typed, else as stored."""
        if self._data is None:
            return [self._form(number, initial=row) for number, row in enumerate(self._stored)]
        return [self._form(number) for number in range(self.count)]

    @property
    def count(self) -> int:
        """How many rows were sent."""
        return count_of(self._data, self.name)

    def empty_form(self) -> RowForm:
        """A row with nothing in it, for its questions."""
        return self._form(0, initial={})

    @property
    def wide(self) -> bool:
        """Whether the rows hold long texts, which stand under each other."""
        return any(isinstance(self._column(name), models.TextField) for name in self.field.columns)

    def is_valid(self) -> bool:
        """Whether every row can be stored, and none twice."""
        seen = set()
        for form in self.forms:
            if form.is_valid() and not form.is_blank and form.key:
                if form.key in seen:
                    form.add_error(
                        self.keys[0], _("This is in the list already. Mend it or remove this row.")
                    )
                seen.add(form.key)
        return not any(form.errors for form in self.forms)

    def values(self) -> list[dict[str, Any]]:
        """The rows as plain JSON, the empty ones left out; those with mistakes as far as they can be read."""
        return [self._values_of(form) for form in self.forms if not form.is_blank]

    def _values_of(self, form: RowForm) -> dict[str, Any]:
        given = getattr(form, "cleaned_data", {})
        row = {}
        for name in self.field.columns:
            value = given.get(name)
            if name in self._files and not value:
                value = "" if value is False else form.letter_now
            row[name] = questions.plain(self._column(name), value)
        return row

    @property
    def _files(self) -> list[str]:
        return [name for name in self.field.columns if isinstance(self._column(name), models.FileField)]

    def _column(self, name: str) -> Any:
        return self.model._meta.get_field(name)

    def _form(self, number: int, initial: dict[str, Any] | None = None) -> RowForm:
        return self.form_class(
            self._data if initial is None else None,
            self._files_given if initial is None else None,
            initial=initial or {},
            prefix=f"{self.name}-{number}",
            several=self,
        )

    def question(self, name: str) -> Field:
        """The question of one column."""
        column = self._column(name)
        said: dict[str, Any] = {
            "label": _capital(column.verbose_name),
            "required": not column.blank and column.name != "language",
        }
        if isinstance(self.field, fields.OwnLanguages) and name == "language":
            languages = [choice for choice in self._options.terms(Scheme.LANGUAGE) if choice[0] != "en"]
            return inputs.One(options=languages, label=said["label"], required=True)
        return questions.question(column, self._options, **said)

    @cached_property
    def keys(self) -> list[str]:
        """The columns that together stand once in a profile."""
        for rule in self.model._meta.constraints:
            if isinstance(rule, models.UniqueConstraint) and "organisation" in rule.fields:
                return [name for name in rule.fields if name != "organisation"]
        return []


def count_of(data: Any, name: str) -> int:
    """How many rows the form that was sent had."""
    sent = str(data.get(f"{name}-count", "0"))
    return min(int(sent[:DIGITS]), ROWS_AT_MOST) if sent.isdecimal() else 0


def with_another(data: Any, name: str) -> Any:
    """What was sent, with one more empty row of a field."""
    more = data.copy()
    more[f"{name}-count"] = str(min(count_of(data, name) + 1, ROWS_AT_MOST))
    return more


def without_row(data: Any, row: str) -> Any:
    """What was sent, without one row (`projects-2`); those after it move up."""
    name, _dash, number = row.rpartition("-")
    count = count_of(data, name)
    if not _is_place(number) or int(number) >= count:
        return data
    less = data.copy()
    after = {}
    for key in data:
        place, _dash, column = key.removeprefix(f"{name}-").partition("-")
        if key.startswith(f"{name}-") and _is_place(place) and int(place) >= int(number):
            less.pop(key)
            if int(place) > int(number):
                after[f"{name}-{int(place) - 1}-{column}"] = data.getlist(key)
    for key, typed in after.items():
        less.setlist(key, typed)
    less[f"{name}-count"] = str(count - 1)
    return less


def _is_place(text: str) -> bool:
    """Whether it says which row, as our forms write it."""
    return text.isdecimal() and len(text) <= DIGITS


def _capital(label: Any) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]
