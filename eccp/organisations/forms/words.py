"""A plain value as people read it, for choosing between two."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext as _

from eccp.organisations.forms.partners import Link
from eccp.organisations.forms.step import StepForm


def in_words(form: StepForm, name: str, value: Any) -> list[str]:
    """The lines that say one field's value; choices by their labels."""
    if value in (None, "", []):
        return [_("Nothing")]
    if name in form.rows:
        several = form.rows[name]
        asked = several.empty_form().fields
        return [
            ", ".join(
                _one(asked[column], row.get(column)) for column in several.field.columns if row.get(column)
            )
            for row in value
        ]
    if isinstance(value, list):
        return [_one(form.fields[name], one) for one in value]
    return _one(form.fields[name], value).splitlines()


def _one(field: forms.Field, value: Any) -> str:
    if isinstance(value, File):
        return _("the file that you chose")
    if isinstance(field, forms.FileField):
        return _("the file that is stored")
    if isinstance(field, Link):
        return field.says(value)
    if isinstance(field, forms.ChoiceField):
        return _label(field.choices, str(value))
    return str(value)


def _label(choices: Any, value: str) -> str:
    for code, label in choices:
        if isinstance(label, list | tuple):
            found = _label(label, value)
            if found != value:
                return found
        elif str(code) == value:
            return str(label)
    return value
