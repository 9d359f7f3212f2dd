"""What a row says, judged by the same forms as what people type."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from eccp.core.names import fold
from eccp.organisations.forms import StepForm, questions
from eccp.organisations.forms.options import Options
from eccp.organisations.forms.rows import ROWS_AT_MOST
from eccp.organisations.models import Organisation
from eccp.organisations.services.importing.columns import PLACE, importable, row_columns
from eccp.organisations.services.importing.lookups import Countries, NotKnown, Regions, Terms, parts
from eccp.organisations.services.importing.outcome import NoPlace, Remark
from eccp.organisations.services.importing.spots import Finder
from eccp.organisations.services.places import Spot
from eccp.organisations.types import fields
from eccp.organisations.types.base import ProfileType, Step
from eccp.reference.models import Country, Region, Scheme, Term

Cells = MultiValueDict[str, str]


@dataclass(frozen=True)
class Judged:
    """A row's plain values and its spot; `problems` forbid to store it, `remarks` only tell what was passed over."""

    values: dict[str, Any]
    spot: Spot | None
    no_place: NoPlace | None
    problems: tuple[Remark, ...]
    remarks: tuple[Remark, ...]


class CellsForm(StepForm):
    """A step with only the questions that the file has columns for; their choices are read once for all rows."""

    def __init__(self, *args: Any, asked: Collection[str], options: Options, **kwargs: Any) -> None:
        self.asked, self.choices_of_all = asked, options
        super().__init__(*args, **kwargs)

    def _ask(self, field: fields.Field) -> None:
        if field.name in self.asked:
            self._options = self.choices_of_all
            super()._ask(field)


class Judge:
    """Judges the rows of one file. `columns` are those that the file has."""

    def __init__(self, kind: ProfileType, columns: Collection[str]) -> None:
        self.kind = kind
        self._has_place = bool(set(columns) & set(PLACE))
        self._columns = {*columns, "city"} if self._has_place else set(columns)
        self._asked = {
            field.name: field for field in kind if field.name in self._columns and importable(field)
        }
        self._steps = [step for step in kind.steps if any(field.name in self._asked for field in step.fields)]
        self.countries = Countries()
        self._regions = Regions()
        schemes = [scheme for field in self._asked.values() for scheme in questions.schemes_of(kind, field)]
        self._terms = Terms(schemes)
        self._options = Options(schemes)
        self._finder = Finder(self.countries)

    def judge(
        self, cells: Mapping[str, str], organisation: Organisation, stored: Mapping[str, Any]
    ) -> Judged:
        """The values of a row for a profile: a new one, or the one that has the values `stored`.

        Only what the file has a column for is in the values.
        """
        problems: list[Remark] = []
        remarks: list[Remark] = []
        given = dict(cells)
        given["country"] = self._country(cells["country"], problems)
        found = self._finder.find(given["country"], cells)
        problems += found.problems
        given["city"] = found.city
        values: dict[str, Any] = {}
        for step in self._steps:
            values |= self._step(step, given, organisation, stored, problems)
        region = self._region(cells.get("region", ""), given["country"], remarks)
        if "region" in self._columns or region:
            values["region"] = region
        return Judged(
            values, found.spot if self._has_place else None, found.no_place, tuple(problems), tuple(remarks)
        )

    def _country(self, text: str, problems: list[Remark]) -> str:
        try:
            return self.countries.find(text) if text else ""
        except NotKnown as problem:
            problems.append(Remark("country", str(problem)))
            return ""

    def _region(self, text: str, country: str, remarks: list[Remark]) -> str | None:
        try:
            return self._regions.find(text, country) if text and country else None
        except NotKnown as problem:
            remarks.append(Remark("region", str(problem)))
            return None

    def _step(
        self,
        step: Step,
        cells: Mapping[str, str],
        organisation: Organisation,
        stored: Mapping[str, Any],
        problems: list[Remark],
    ) -> dict[str, Any]:
        """Put the cells of one step into its form, and take the answers or the mistakes out."""
        asked = [field for field in step.fields if field.name in self._asked and field.name != "region"]
        names = {field.name for field in asked}
        data = Cells()
        for field in asked:
            self._fill(data, field, cells.get(field.name, ""), problems)
        form = CellsForm(
            organisation,
            step,
            asked=names,
            options=self._options,
            stored=dict(stored),
            programme_country=False,
            data=data,
        )
        if not form.is_valid():
            told = {remark.column for remark in problems}
            problems += [remark for remark in mistakes(form) if remark.column not in told]
        values = form.values()
        return {field.name: values[field.name] for field in asked}

    def _fill(self, data: Cells, field: fields.Field, cell: str, problems: list[Remark]) -> None:
        """Write one cell as the form would send it, codes in the place of words."""
        try:
            if isinstance(field, fields.Rows):
                self._fill_rows(data, field, cell)
            elif isinstance(field, fields.Terms):
                data.setlist(field.name, [self._terms.find(field.scheme, part) for part in parts(cell)])
            elif isinstance(field, fields.Countries):
                data.setlist(field.name, [self.countries.find(part) for part in parts(cell)])
            elif isinstance(field, fields.Clusters):
                data.setlist(field.name, list(parts(cell)))
            else:
                data[field.name] = self._word(questions.column_of(self.kind, field), cell)
        except NotKnown as problem:
            problems.append(Remark(field.name, str(problem)))

    def _fill_rows(self, data: Cells, field: fields.Rows, cell: str) -> None:
        entries = _entries(cell, row_columns(field))
        data[f"{field.name}-count"] = str(len(entries))
        model = questions.rows_model(field)
        for number, entry in enumerate(entries):
            for name, value in entry.items():
                column = model._meta.get_field(name)
                scheme = (
                    Scheme.LANGUAGE if isinstance(field, fields.OwnLanguages) and name == "language" else ""
                )
                data[f"{field.name}-{number}-{name}"] = self._word(column, value, scheme)

    def _word(self, column: Any, cell: str, scheme: str = "") -> str:
        """A cell as the column takes it: terms and choices by code, countries too, all else as it stands."""
        if not cell:
            return ""
        if column.related_model is Term or scheme:
            return self._terms.find(scheme or questions.scheme_of(column), cell)
        if column.related_model is Country:
            return self.countries.find(cell)
        if column.choices and column.related_model is not Region:
            return next(
                (
                    str(code)
                    for code, label in column.choices
                    if fold(cell) in (fold(str(code)), fold(str(label)))
                ),
                cell,
            )
        return cell


def mistakes(form: StepForm) -> list[Remark]:
    """What the form cannot take, column by column; of rows with their number."""
    found = [Remark(name, message) for name, messages in form.errors.items() for message in messages]
    for name, several in form.rows.items():
        for number, row in enumerate(several.forms, start=1):
            found += [
                Remark(
                    name,
                    _("entry %(number)s, %(name)s: %(text)s")
                    % {"number": number, "name": key, "text": message},
                )
                for key, messages in row.errors.items()
                for message in messages
            ]
    return found


def _entries(cell: str, columns: Collection[str]) -> list[dict[str, str]]:
    """The entries that a cell has in JSON: a list of objects, or one object."""
    if not cell:
        return []
    example = _("Write JSON: [{%(columns)s}].") % {"columns": ", ".join(f'"{name}": "…"' for name in columns)}
    try:
        read = json.loads(cell)
    except ValueError as problem:
        raise NotKnown(example) from problem
    entries = read if isinstance(read, list) else [read]
    if not all(isinstance(entry, dict) for entry in entries):
        raise NotKnown(example)
    if len(entries) > ROWS_AT_MOST:
        raise NotKnown(
            _("At most %(most)s entries fit here; there are %(found)s.")
            % {"most": ROWS_AT_MOST, "found": len(entries)}
        )
    for entry in entries:
        for name, value in entry.items():
            if name not in columns or isinstance(value, dict | list | bool):
                raise NotKnown(_("“%(name)s” cannot be read.") % {"name": name} + " " + example)
    return [
        {name: "" if value is None else str(value).strip() for name, value in entry.items()}
        for entry in entries
    ]
