"""What may be asked on the page about access: a country and a date."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eccp.reference.access import find_country
from eccp.reference.labels import in_order
from eccp.reference.models import Country, today


def country_choices() -> list[tuple[str, str]]:
    """All countries in the reader's language, in its order."""
    return [(country.code, str(country)) for country in in_order(Country.objects.all())]


class DayField(forms.DateField):
    """A date that is named in the error, because a browser's own field does not show what is none."""

    def to_python(self, value: Any) -> Any:
        """The date, or an error that quotes what was written."""
        try:
            return super().to_python(value)
        except ValidationError as wrong:
            said = self.error_messages["invalid"]
            raise ValidationError(said, "invalid", {"value": str(value)[:40]}) from wrong


class AccessForm(forms.Form):
    """Which country, on which date. An empty date means today."""

    country = forms.ChoiceField(
        label=_("Country of your organisation"),
        error_messages={
            "required": _("Choose a country."),
            "invalid_choice": _("We know no country with the code “%(value)s”. Choose one from the list."),
        },
    )
    on = DayField(
        label=_("Date"),
        required=False,
        input_formats=["%Y-%m-%d"],
        help_text=_("Leave it empty to ask for today."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("“%(value)s” is no date. Write it as 2020-12-14: year, month, day.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooses: Any = self.fields["country"]
        chooses.choices = [("", _("Choose a country")), *country_choices()]

    def asked(self) -> dict[str, Any]:
        """The country and the date of a form that was found valid."""
        country = find_country(self.cleaned_data["country"])
        return {"country": country, "on": self.cleaned_data["on"] or today()}
