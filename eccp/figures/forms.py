"""Which profiles the charts are to count."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eccp.directory.facets import ACCESS
from eccp.figures.counts import Asked
from eccp.organisations.types import all_types


class AskedForm(forms.Form):
    """Which profiles the charts count: all, or those of a type, in a group of countries."""

    type = forms.ChoiceField(label=_("Profile type"), required=False)
    group = forms.ChoiceField(
        label=_("Countries"), required=False, choices=[("", _("All countries")), *ACCESS.items()]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["type"]
        kinds.choices = [("", _("All types")), *((kind.code, kind.plural) for kind in all_types())]

    @classmethod
    def read(cls, typed: Any) -> "AskedForm":
        """The form with what was typed; a value that there is not is shown as an error and narrows nothing."""
        return cls({name: typed.get(name, "") for name in cls.base_fields})

    @property
    def asked(self) -> Asked:
        """What was asked for, as far as it was understood."""
        self.full_clean()
        return Asked(**{name: self.cleaned_data.get(name, "") for name in self.base_fields})
