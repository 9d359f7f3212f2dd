"""How a bound field is shown: which input it gets, what describes it, whether it says "(optional)"."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

ROWS_AT_MOST = 7  # longer lists of choices become searchable
UNASKED_ROWS = forms.Textarea().attrs["rows"]  # what Django gives when the form does not say


@dataclass(frozen=True)
class Choice:
    """One row of a list of choices."""

    value: str
    label: str
    id: str
    chosen: bool
    disabled: bool


@dataclass(frozen=True)
class Group:
    """Choices under one heading, which may be empty."""

    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Dress:
    """All that a template needs to show a field."""

    kind: str
    unit: str
    optional: bool
    described_by: str
    multiple: bool = False
    groups: list[Group] = field(default_factory=list)
    current: Any = None
    clear_name: str = ""

    @property
    def count(self) -> int:
        """How many choices there are in all groups."""
        return sum(len(group.choices) for group in self.groups)

    @property
    def searchable(self) -> bool:
        """Whether there are so many that a search box helps."""
        return self.count > ROWS_AT_MOST

    @property
    def chosen(self) -> list[str]:
        """The labels of what is chosen."""
        return [choice.label for group in self.groups for choice in group.choices if choice.chosen]


# In this order: the first that fits says what the field is.
KINDS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.SelectMultiple, "choices"),
    (forms.RadioSelect, "choices"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "check"),
    (forms.FileInput, "file"),
    (forms.Textarea, "area"),
    (forms.DateTimeInput, "moment"),
    (forms.DateInput, "date"),
    (forms.NumberInput, "number"),
    (forms.MultiWidget, "other"),
    (forms.widgets.Input, "text"),
]
CSS = {
    "select": "ecl-select",
    "area": "ecl-text-area",
    "file": "file-input",
    "image": "file-input",
    "number": "ecl-text-input n num",
    "text": "ecl-text-input",
    "date": "ecl-text-input day",
    "moment": "ecl-text-input day",
}
# Django says "This field is required."; these say what to do.
MISSING = {
    "choices": _("Choose at least one."),
    "select": _("Choose one."),
    "check": _("Tick this box to go on."),
    "file": _("Choose a file."),
    "image": _("Choose a picture."),
    "number": _("Give a number."),
    "date": _("Give a date."),
}
TO_FILL = _("Fill this in.")


def kind_of(bound: BoundField) -> str:
    """The word for the field's input; an image is a file that can be shown."""
    widget = bound.field.widget
    kind = next((kind for known, kind in KINDS if isinstance(widget, known)), "other")
    return "image" if kind == "file" and isinstance(bound.field, forms.ImageField) else kind


def dress(bound: BoundField, unit: Any = "") -> Dress:
    """Say how the field is to be shown."""
    kind = kind_of(bound)
    unit = unit or getattr(bound.field, "unit", "")
    needed = bound.field.required or getattr(bound.field, "mandatory", False)
    more: dict[str, Any] = {}
    if kind == "choices":
        more = {"groups": groups(bound), "multiple": bound.field.widget.allow_multiple_selected}
    elif kind in ("file", "image"):
        more = current_file(bound)
    return Dress(kind, unit, not needed, described_by(bound, unit), **more)


def described_by(bound: BoundField, unit: Any = "") -> str:
    """The ids of what is said about the field, in the order in which it should be read."""
    said = [
        (bound.help_text, "helptext"),
        (unit, "unit"),
        (bound.errors, "error"),
    ]
    return " ".join(f"{bound.auto_id}_{what}" for there, what in said if there)


def errors(bound: BoundField) -> list[str]:
    """What is to be mended, in words that say how. A form's own words for an empty field win."""
    plain = forms.Field.default_error_messages["required"]
    kind = kind_of(bound)
    one_of_rows = kind == "choices" and not bound.field.widget.allow_multiple_selected
    instead = MISSING["select"] if one_of_rows else MISSING.get(kind, TO_FILL)
    return [
        str(instead if error.code == "required" and error.message == plain else message)
        for error in bound.errors.as_data()
        for message in error
    ]


def groups(bound: BoundField) -> list[Group]:
    """The choices of the field under their headings, as the widget would number them."""
    context = bound.field.widget.get_context(bound.html_name, bound.value(), {"id": bound.auto_id})
    return [
        Group(str(label or ""), [choice(option, f"{bound.auto_id}_{option['index']}") for option in options])
        for label, options, _index in context["widget"]["optgroups"]
        if any(str(option["value"]) for option in options)
    ]


def choice(option: dict[str, Any], identifier: str) -> Choice:
    """One option of the widget as a row."""
    return Choice(
        value=str(option["value"]),
        label=str(option["label"]),
        id=identifier,
        chosen=bool(option["selected"]),
        disabled=bool(option["attrs"].get("disabled")),
    )


def current_file(bound: BoundField) -> dict[str, Any]:
    """The stored file, and the name of the box that removes it where it may be removed."""
    widget, stored = bound.field.widget, bound.initial
    if not stored or not hasattr(stored, "url"):
        return {}
    removable = isinstance(widget, forms.ClearableFileInput) and not bound.field.required
    return {"current": stored, "clear_name": widget.clear_checkbox_name(bound.html_name) if removable else ""}


def input_of(bound: BoundField, described: Iterable[str] | str = "") -> SafeString:
    """The input alone, with its classes and tied to its help, unit and error."""
    kind = kind_of(bound)
    widget = bound.field.widget
    attrs: dict[str, str | bool] = {"class": f"{CSS.get(kind, '')} {widget.attrs.get('class', '')}".strip()}
    if kind == "area" and widget.attrs.get("rows") == UNASKED_ROWS:
        attrs["rows"] = "5"
    if described:
        attrs["aria-describedby"] = str(described)
    return bound.as_widget(shown_as(kind, widget, bound.field), attrs)


def shown_as(kind: str, widget: forms.Widget, asked: forms.Field) -> forms.Widget | None:
    """The widget to show instead of the form's own, or None.

    Numbers are text with a number keyboard: a browser's number input swallows what it
    does not understand, so that it could not be shown again beside the error.
    """
    if kind == "number":
        whole = isinstance(asked, forms.IntegerField) and not isinstance(
            asked, forms.DecimalField | forms.FloatField
        )
        kept = {name: value for name, value in widget.attrs.items() if name not in ("min", "max", "step")}
        return forms.TextInput(
            {"inputmode": "numeric" if whole else "decimal", "autocomplete": "off", **kept}
        )
    if kind == "date":
        return forms.DateInput({**widget.attrs, "type": "date"}, format="%Y-%m-%d")
    if kind == "moment":
        return forms.DateTimeInput({**widget.attrs, "type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    if kind in ("file", "image") and not getattr(widget, "allow_multiple_selected", False):
        return forms.FileInput(widget.attrs)
    return None
