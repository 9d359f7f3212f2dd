"""The beginning of a profile: where and what first, then who."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eccp.organisations.forms import inputs
from eccp.organisations.forms.options import Options
from eccp.organisations.types import choices


class StartForm(forms.Form):
    """Country and type decide what is asked next; name, website and town find look-alikes."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"] = inputs.One(
            options=Options([]).countries(),
            label=_("Country"),
            help_text=_("Where your organisation is registered. It decides what we ask next."),
            error_messages={"required": _("Choose the country.")},
        )
        self.fields["type"] = forms.ChoiceField(
            choices=choices(),
            widget=forms.RadioSelect,
            label=_("What is your organisation?"),
            error_messages={"required": _("Choose what your organisation is.")},
        )
        self.fields["name"] = inputs.Words(
            max_length=200,
            label=_("Name"),
            help_text=_("As on your website, in your own language or in English."),
            error_messages={"required": _("Give the name of your organisation.")},
        )
        self.fields["website"] = inputs.Address(max_length=200, label=_("Website"), required=False)
        self.fields["city"] = inputs.Words(
            max_length=120,
            label=_("Town or city"),
            required=False,
            help_text=_("We put you on the map there, never at a street."),
        )
        self.fields["website"].mandatory = self.fields["city"].mandatory = True  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The first values of the profile, as plain JSON."""
        return {name: self.cleaned_data[name] for name in ("country", "name", "website", "city")}
