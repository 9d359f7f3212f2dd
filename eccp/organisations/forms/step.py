"""One step of a profile's form, made from the declaration of its type.

It may be saved with gaps: what is mandatory is marked, and asked for before the profile is
submitted, not before it is saved. Only what cannot be read is a mistake.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.base import File
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eccp.organisations.forms import inputs, questions, rows, towns
from eccp.organisations.forms.held import held_file, hold
from eccp.organisations.forms.options import Options, clusters, codes_in, regions
from eccp.organisations.forms.partners import PartnerRows
from eccp.organisations.models import Organisation
from eccp.organisations.types import fields
from eccp.organisations.types.base import Step

KEPT_ALWAYS = ("country", "name")  # without them a row could not be stored at all
MINE, THEIRS = "mine", "theirs"
IN_ORDER = rows.IN_ORDER


class StepForm(forms.Form):
    """The questions of one step. `values()` are the answers as plain JSON, as `Field.read` gives them.

    `stored` are the values to begin with; `programme_country` decides what is mandatory. Without
    `judged`, what was typed is shown again and nothing is judged (a row was added, a list searched).
    `choices` maps the fields that somebody else changed meanwhile to what is stored now: for each,
    a person says which of the two stays.
    """

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(
        self,
        organisation: Organisation,
        step: Step,
        *,
        stored: dict[str, Any],
        programme_country: bool,
        data: Any = None,
        files: Any = None,
        judged: bool = True,
        choices: dict[str, Any] | None = None,
        version: int | None = None,
    ) -> None:
        self.organisation, self.step, self.stored = organisation, step, stored
        self.programme_country, self.judged = programme_country, judged
        self.kind = organisation.kind
        self.choices = choices or {}
        self.held: dict[str, str] = {}
        files = self._with_held(data, files) if data is not None else None
        super().__init__(data, files, initial={"version": version or organisation.version})
        self._options = Options(
            [scheme for field in step.fields for scheme in questions.schemes_of(self.kind, field)],
            kept={code for field in step.fields for code in codes_in(stored.get(field.name))},
        )
        self.rows: dict[str, rows.RowsOfForms] = {}
        for field in step.fields:
            self._ask(field)
        for name in self.choices:
            self.fields[f"keep-{name}"] = forms.ChoiceField(
                choices=[
                    (THEIRS, gettext_lazy("Keep what is stored")),
                    (MINE, gettext_lazy("Keep what I typed")),
                ],
                widget=forms.RadioSelect,
                label=gettext_lazy("Which of the two stays?"),
                error_messages={"required": gettext_lazy("Choose which of the two stays.")},
            )
        if not self.is_bound:
            self._hold_first_answers()

    # --- what is asked

    def _ask(self, field: fields.Field) -> None:
        """Put one question into the form, with what is stored as its first answer."""
        if isinstance(field, fields.Rows):
            several = PartnerRows if isinstance(field, fields.Partners) else rows.RowsOfForms
            self.rows[field.name] = several(
                field,
                self._options,
                stored=self.stored.get(field.name) or [],
                data=self.data if self.is_bound else None,
                files=self.files if self.is_bound else None,
                judged=self.judged,
                mandatory=field.need.holds(self.programme_country),
            )
            return
        made = self._question(field)
        if made is None:
            return
        made.mandatory = field.need.holds(self.programme_country)  # type: ignore[attr-defined]
        made.unit = field.unit  # type: ignore[attr-defined]
        self.fields[field.name] = made
        self.initial[field.name] = self._first_answer(field)

    def _question(self, field: fields.Field) -> forms.Field | None:
        said = {"label": field.label, "help_text": field.help, "required": field.name in KEPT_ALWAYS}
        if isinstance(field, fields.Terms):
            return inputs.Several(options=self._options.terms(field.scheme), most=field.most, **said)
        if isinstance(field, fields.Countries):
            return inputs.Several(options=self._options.countries(), **said)
        if isinstance(field, fields.Clusters):
            typed: Any = self.data
            chosen = typed.getlist(field.name) if self.is_bound else self.stored.get(field.name) or []
            found = clusters(self.looked_for(field.name), chosen, self.organisation.pk)
            return inputs.Several(options=found, **said)
        if field.name == "region":
            offered = regions(self._country())
            if not offered:
                return None
            return questions.question(
                questions.column_of(self.kind, field), self._options, regions=offered, **said
            )
        return questions.question(questions.column_of(self.kind, field), self._options, **said)

    def _country(self) -> str:
        """The country as typed, else as stored."""
        return str((self.data.get("country") if self.is_bound else "") or self.stored.get("country") or "")

    def _first_answer(self, field: fields.Field) -> Any:
        value = self.stored.get(field.name)
        if field.name == "logo" and isinstance(value, str):
            return self.organisation.logo or None
        return [str(one) for one in value] if isinstance(field, fields.Clusters) and value else value

    def looked_for(self, name: str) -> str:
        """The words by which somebody searches in a long list, without a script."""
        return str(self.data.get(f"{name}-find", "")) if self.is_bound else ""

    # --- files that wait

    def _with_held(self, data: Any, files: Any) -> Any:
        """Add the uploads of the page before, where no newer file was chosen."""
        files = files.copy() if files is not None else {}
        for key in [key for key in data if key.endswith("-held")]:
            name = key.removesuffix("-held")
            if name not in files and (file := held_file(data[key])):
                files[name] = file
                self.held[name] = data[key]
        return files

    def hold(self) -> None:
        """Keep the uploads that were read well, so that the next page need not ask for them again."""
        wrong = {form.add_prefix(name) for form in self.all_forms for name in form.errors}
        files: Any = self.files
        for key, upload in files.items():
            if key in wrong:
                self.held.pop(key, None)
            elif key not in self.held and (word := hold(upload)):
                self.held[key] = word

    def _hold_first_answers(self) -> None:
        """Keep files that begin a form: after two people spoke at once, mine is not stored yet."""
        first = {name: value for name, value in self.initial.items() if value is not self.organisation.logo}
        for several in self.rows.values():
            first |= {
                form.add_prefix(name): value for form in several.forms for name, value in form.initial.items()
            }
        for key, value in first.items():
            if isinstance(value, File) and (word := hold(value)):
                self.held[key] = word

    # --- judging

    def full_clean(self) -> None:
        """Judge, unless the person is not done yet."""
        if self.is_bound and not self.judged:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """What begins ends later; a region lies in its country."""
        for start, end in IN_ORDER:
            first, last = self.cleaned_data.get(start), self.cleaned_data.get(end)
            if first and last and last < first:
                self.add_error(end, _("This comes before the beginning. Mend one of the two."))
        return self.cleaned_data

    def is_valid(self) -> bool:
        """Whether all can be stored: the questions, and every row."""
        return all([super().is_valid(), *(row.is_valid() for row in self.rows.values())])

    @property
    def all_forms(self) -> list[forms.Form]:
        """This form and those of its rows, for the list of mistakes."""
        return [self, *(form for several in self.rows.values() for form in several.forms)]

    # --- what was answered

    def values(self) -> dict[str, Any]:
        """The answers as plain JSON, without those where somebody keeps what others stored.

        Works with mistakes too: then what cannot be read is empty, as the live check wants it.
        """
        given = {}
        cleaned = getattr(self, "cleaned_data", {})
        for field in self.step.fields:
            if cleaned.get(f"keep-{field.name}") == THEIRS:
                continue
            if field.name in self.rows:
                given[field.name] = self.rows[field.name].values()
            elif field.name in self.fields:
                given[field.name] = self._plain(field, cleaned.get(field.name))
        return given

    def _plain(self, field: fields.Field, value: Any) -> Any:
        if isinstance(field, fields.Clusters):
            return sorted(int(pk) for pk in value or [])
        if field.is_set:
            return sorted(value or [])
        column = questions.column_of(self.kind, field)
        if field.name == "logo" and not isinstance(value, File) and value is not False:
            return str(self.stored.get("logo") or "")
        if field.name == "logo" and value and value == self.organisation.logo:
            return str(self.organisation.logo.name)
        return questions.plain(column, value)

    @cached_property
    def towns(self) -> list[towns.Town]:
        """The places that the town may be, where its name is that of several."""
        if "city" not in self.fields:
            return []
        return towns.of_name(self._country(), str(self["city"].value() or ""), self.organisation.place_id)

    @property
    def town_is_unknown(self) -> bool:
        """Whether the town as stored was not found, so that the profile is not on the map."""
        return "city" in self.fields and bool(self.stored.get("city")) and self.organisation.latitude is None

    def chosen_town(self) -> int | None:
        """The number of the place that was chosen among several of one name."""
        chosen = str(self.data.get("town", "")) if self.is_bound else ""
        return int(chosen) if chosen.isdecimal() else None

    def names(self) -> Iterable[str]:
        """The names of the declared fields that this form asks for, in order."""
        return (
            field.name for field in self.step.fields if field.name in self.fields or field.name in self.rows
        )
