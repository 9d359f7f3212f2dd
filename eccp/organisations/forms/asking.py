"""What people type when they ask for something: to join, to claim, to merge."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eccp.core.refusals import Refusal
from eccp.organisations.forms.inputs import Mail
from eccp.organisations.models import Organisation
from eccp.organisations.services.mail_domains import proves
from eccp.organisations.wording import Words


class JoinForm(forms.Form):
    """A message to the managers."""

    message = forms.CharField(
        label=_("A word to the managers"),
        required=False,
        max_length=1000,
        widget=forms.Textarea,
        help_text=_("Say who you are and what you do there, so that they know you."),
    )


class ClaimForm(forms.Form):
    """An address at the website's domain."""

    address = Mail(label=_("Your address at the organisation"))

    def __init__(self, *args: Any, organisation: Organisation, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.organisation = organisation
        self.fields["address"].help_text = _(
            "At %(site)s. We send one mail with a link to it; nobody else learns of it."
        ) % {"site": organisation.website_key}

    def clean_address(self) -> str:
        """Only addresses at the website's domain prove anything."""
        address = str(self.cleaned_data["address"])
        if not proves(address, self.organisation.website):
            raise forms.ValidationError(str(Refusal("claim_address").text))
        return address


class JudgeForm(forms.Form):
    """Why the profile is theirs, for the validator."""

    text = forms.CharField(
        label=_("Why this profile is yours"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_(
            "Your part in the organisation, and where a validator can see it: a page with your name, for example."
        ),
    )


class WithForm(forms.Form):
    """Which profile to merge with. It is asked for in the address, as `?with=123`."""

    other = forms.IntegerField(
        label=_("Number of the other profile"),
        min_value=1,
        help_text=_("It stands in the address of its page: /profiles/123-…"),
    )

    def add_prefix(self, field_name: str) -> str:
        """The word in the address, which Python keeps for itself."""
        return "with"


class MergeForm(forms.Form):
    """For each field that differs, which value stays. Made from the two profiles."""

    def __init__(
        self,
        *args: Any,
        kept: Organisation,
        names: list[str],
        here: Words,
        there: Words,
        values: Any,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        mine, theirs = values
        for name in names:
            empty = _("(nothing)")
            stays, goes = here.say(name, mine[name]) or empty, there.say(name, theirs[name]) or empty
            filled = kept.kind.fields[name].is_filled(mine[name])
            self.fields[name] = forms.ChoiceField(
                label=here.label(name),
                choices=[("kept", stays), ("gone", goes)],
                widget=forms.RadioSelect,
                initial="kept" if filled else "gone",
            )
