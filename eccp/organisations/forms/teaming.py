"""What people type about a team: whom they invite, which role somebody has, who takes over."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.accounts.policies import display_name
from eccp.organisations.forms.inputs import Mail
from eccp.organisations.models import Representative, Role

ROLES = [
    (Role.COLLEAGUE, _("Colleague: edits the profile")),
    (Role.MANAGER, _("Manager: also answers requests and looks after the team")),
]
STAY, LEAVE = "stay", "leave"


def words(label: Any, help_text: Any = "", *, at_most: int = 1000, **more: Any) -> forms.CharField:
    """A few sentences from one person to others."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=at_most,
        widget=forms.Textarea({"rows": 4}),
        **{"required": False, **more},
    )


class InviteForm(forms.Form):
    """Whom to invite, as what, and a few words."""

    address = Mail(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("An account is not needed: the mail says how to make one."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("What they may do"), choices=ROLES, initial=Role.COLLEAGUE, widget=forms.RadioSelect
    )
    message = words(_("A few words to them"), _("They stand in the mail, under your name."))

    def clean_address(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["address"]).strip().lower()


class RoleForm(forms.Form):
    """Which role somebody has."""

    role = forms.ChoiceField(label=_("What they may do"), choices=ROLES, widget=forms.RadioSelect)


class AskForm(forms.Form):
    """Why a colleague wants to be a manager."""

    message = words(_("A word to those who answer"), _("Say why you would like to, if they do not know."))


class HandOverForm(forms.Form):
    """Who takes over, and whether one stays."""

    to = forms.ModelChoiceField(
        label=_("Who takes over"), queryset=Representative.objects.none(), empty_label=_("Choose a person")
    )
    then = forms.ChoiceField(
        label=_("And you"),
        choices=[(STAY, _("I stay in the team as a colleague")), (LEAVE, _("I leave the team"))],
        initial=STAY,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, people: models.QuerySet[Representative], **rest: Any) -> None:
        super().__init__(*args, **rest)
        to = self.fields["to"]
        to.queryset = people  # type: ignore[attr-defined]
        to.label_from_instance = _named  # type: ignore[attr-defined]


class AloneForm(forms.Form):
    """The word of somebody who leaves nobody behind."""

    alone = forms.BooleanField(
        label=_("I know that nobody is left, and that the validators are told"),
        error_messages={"required": _("Tick the box, so that we know that you have read this.")},
    )


class DisputeForm(forms.Form):
    """Why the wrong people act for an organisation, and what shows it."""

    text = words(
        _("What is wrong, and what is your part in the organisation"),
        _("For example: the person who made the profile left the company in March, and I follow her."),
        at_most=2000,
        required=True,
    )
    evidence = words(
        _("Where a validator can see it"),
        _("A page with your name, an entry in a register, a telephone number of your office."),
        required=True,
    )


class ClaimAnswerForm(forms.Form):
    """What those who act for an organisation say to a claim."""

    text = words(
        _("What the validators should know"),
        _("Only validators read it. Say who you are there, and what you know of the person who claims."),
        at_most=2000,
        required=True,
    )


def _named(row: Representative) -> str:
    return f"{display_name(row.person)} ({row.get_role_display()})"
