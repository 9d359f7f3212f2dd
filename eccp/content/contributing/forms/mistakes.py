"""What is to be mended in a part of a form, where rows of their own stand between its questions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField


class Stretch:
    """The questions of a form from one row of rows to the next; it reads like a form in the list of mistakes."""

    non_field_errors = ()  # each mistake of a contribution belongs to a question, so that it has its link

    def __init__(self, form: forms.Form, names: Iterable[str]) -> None:
        self.is_bound = form.is_bound
        self.fields = {name: form.fields[name] for name in names if name in form.fields}
        self.visible_fields: list[BoundField] = [form[name] for name in self.fields]

    @property
    def errors(self) -> dict[str, Any]:
        """What is to be mended here."""
        return {field.name: field.errors for field in self.visible_fields if field.errors}
