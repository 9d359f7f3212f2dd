"""The back office's form of every page: what cannot be read is said at its field, in words that help to mend it.

Nothing that was typed is lost: a browser does not cut what is too long, it is said instead.
"""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.models import register_form_field_override

from eccp.content.addresses import AddressField
from eccp.content.zones import is_of_our_time

# Wherever editors give an address, that of a page of the platform may be typed as its path.
register_form_field_override(models.URLField, override={"form_class": AddressField})

COMMENTS = "comments"
FOR_ALL = {
    "required": _("Fill this in."),
    "max_length": _("At most %(limit_value)d letters fit here; these are %(show_value)d."),
    "min_value": _("Give a number from %(limit_value)s on."),
    "max_value": _("That is too much: give at most %(limit_value)s."),
    "invalid_choice": _("This cannot be chosen any more. Choose another."),
}
NUMBER = {
    "invalid": _("Give a whole number, without words."),
    "max_decimal_places": _("Give a whole number, without words."),
    "max_digits": _("That is more than we can believe. Count the noughts."),
    "max_whole_digits": _("That is more than we can believe. Count the noughts."),
}
# The first kind that a field is of counts.
OF_KIND: list[tuple[type[forms.Field], dict[str, Any]]] = [
    (
        forms.DateTimeField,
        {"invalid": _("There is no such day or hour. Give both, for example 2027-03-31 17:00.")},
    ),
    (
        forms.DateField,
        {"invalid": _("There is no such day. Give year, month and day, for example 2027-03-31.")},
    ),
    (forms.TimeField, {"invalid": _("There is no such hour. Give it from 00:00 to 23:59.")}),
    (forms.IntegerField, NUMBER),
    (forms.DecimalField, NUMBER),
    (forms.SlugField, {"invalid": _("Only letters, digits and hyphens can stand here, and no blanks.")}),
    (forms.ChoiceField, {"required": _("Choose one.")}),
]


def of_our_time(given: date | datetime) -> None:
    """Refuse a day that is a slip of the pen: far from our time there are no clocks to reckon with."""
    if not is_of_our_time(given.date() if isinstance(given, datetime) else given):
        raise ValidationError(gettext("Look at the year: give one from 2000 to 2099."), code="year")


def plainly(field: forms.Field) -> None:
    """Let a field say what is wrong in plain words, and take what is too long, so that it can be said."""
    field.error_messages.update(FOR_ALL)
    field.error_messages.update(next((says for kind, says in OF_KIND if isinstance(field, kind)), {}))
    field.widget.attrs.pop("maxlength", None)
    if isinstance(field, forms.DateField | forms.DateTimeField):
        field.validators.append(of_our_time)


class PageForm(WagtailAdminPageForm):
    """A page with its rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for form in (self, *self.rows()):
            for field in form.fields.values():
                plainly(field)

    def rows(self) -> list[Any]:
        """The forms of all rows of the page: cut-offs, files, generations."""
        several = (formset for name, formset in self.formsets.items() if name != COMMENTS)
        return [form for formset in several for form in formset.forms]

    def clean(self) -> dict[str, Any]:
        """Refuse an address that another page beside it has."""
        slug = self.cleaned_data.get("slug")
        if slug and self.parent_page is not None:
            beside = self.parent_page.get_children().exclude(pk=self.instance.pk)
            if beside.filter(slug=slug).exists():
                self.add_error(
                    "slug", gettext("A page beside this one has this address. Change it a little.")
                )
        given: dict[str, Any] = super().clean()
        return given
