"""What people type about themselves, and what administrators say about people."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from eccp.accounts.models import User

WHERE_YOU_WORK = _(
    "In your own words, for example “Kestrel Bay Blue Cluster, Cork”. You add its profile later."
)


class AboutYouForm(forms.Form):
    """What sign-up asks besides address and password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("Validators and colleagues see it. Your address and password they do not see."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    organisation_in_words = forms.CharField(
        label=_("Where you work"),
        max_length=200,
        required=False,
        help_text=WHERE_YOU_WORK,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )

    field_order = ("name", "email", "password1", "organisation_in_words")

    def signup(self, request: Any, user: User) -> None:
        """Store the words with the new person, as allauth asks after it made the row."""
        user.name = self.cleaned_data["name"]
        user.organisation_in_words = self.cleaned_data["organisation_in_words"]
        user.save(update_fields=["name", "organisation_in_words"])


class AccountForm(forms.ModelForm[User]):
    """One's own page."""

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of the mails that we write to you.")
    )

    class Meta:
        model = User
        fields = ("name", "organisation_in_words", "language")
        labels = {"name": _("Your name"), "organisation_in_words": _("Where you work")}
        widgets = {
            "name": forms.TextInput({"autocomplete": "name"}),
            "organisation_in_words": forms.TextInput({"autocomplete": "organization"}),
        }
        help_texts = {
            "organisation_in_words": _("In your own words. An organisation's profile has its own page.")
        }


class PersonForm(forms.ModelForm[User]):
    """What an administrator may change of a person: the roles, and whether the person may sign in.

    Address and password belong to the person, who proves both by mail; they are not offered here.
    """

    class Meta:
        model = User
        fields = ("name", "is_active", "groups")
        labels = {"is_active": _("May sign in"), "groups": _("Roles")}
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].help_text = ""
        if editing_self:  # nobody locks themselves out
            del self.fields["is_active"]
            del self.fields["groups"]
