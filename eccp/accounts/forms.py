"""What people type about themselves, and what administrators say about people."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from eccp.accounts.consents import PRIVACY
from eccp.accounts.models import RetentionPeriod, User
from eccp.accounts.models.people import INTERESTS, SPOKEN
from eccp.core.languages import offered, speakable
from eccp.reference.models import Scheme, Term

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
        user.language = speakable(get_language())
        user.save(update_fields=["name", "organisation_in_words", "language"])
        from eccp.accounts.services.consenting import take_note

        take_note(user, PRIVACY, where="sign-up")


class ByScheme(forms.models.ModelChoiceIterator):
    """The terms under the headings of their lists; one list alone needs no heading."""

    def __iter__(self) -> Iterator[Any]:
        """Read the terms once, in the order of their lists."""
        terms = sorted(
            self.queryset.all(), key=lambda term: (Scheme.values.index(term.scheme), term.order, str(term))
        )
        lists = [(scheme, list(rows)) for scheme, rows in groupby(terms, key=lambda term: term.scheme)]
        for scheme, rows in lists:
            choices = [self.choice(term) for term in rows]
            if len(lists) == 1:
                yield from choices
            else:
                yield (Scheme(scheme).label, choices)


class TermsField(forms.ModelMultipleChoiceField):
    """Some terms of some lists. What the person chose stays choosable when it is retired."""

    iterator = ByScheme

    def __init__(self, schemes: tuple[Scheme, ...], **rest: Any) -> None:
        self.schemes = schemes
        super().__init__(Term.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, **rest)

    def offer(self, chosen: Any) -> None:
        """Offer the current terms, and those already chosen."""
        terms = Term.objects.filter(scheme__in=self.schemes)
        kept = terms.filter(pk__in=[term.pk for term in chosen])
        self.queryset = terms.current() | kept


class AccountForm(forms.ModelForm[User]):
    """One's own page."""

    spoken = TermsField(SPOKEN, label=_("Languages you speak"))
    interests = TermsField(
        INTERESTS,
        label=_("What interests you"),
        help_text=_("Industries and technologies, as many as you like."),
    )
    language = forms.ChoiceField(
        label=_("Language of mails"),
        choices=offered,
        help_text=_("In which we write to you, where a mail is translated."),
    )

    class Meta:
        model = User
        fields = ("name", "position", "organisation_in_words", "spoken", "interests", "language")
        labels = {
            "name": _("Your name"),
            "position": _("Position"),
            "organisation_in_words": _("Where you work"),
        }
        widgets = {
            "name": forms.TextInput({"autocomplete": "name"}),
            "position": forms.TextInput({"autocomplete": "organization-title"}),
            "organisation_in_words": forms.TextInput({"autocomplete": "organization"}),
        }
        help_texts = {
            "name": _("Colleagues and validators see your name and position, nobody else."),
            "position": _("For example “Cluster manager”."),
            "organisation_in_words": _("In your own words. An organisation's profile has its own page."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("spoken", "interests"):
            chosen: Any = self.fields[name]
            chosen.offer(self.initial[name])

    def clean_name(self) -> str:
        """A name is more than blanks."""
        return " ".join(self.cleaned_data["name"].split())


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


WORD = _("erase")


class EraseForm(forms.Form):
    """The last step before an account is gone: a word typed by hand, and what cannot be settled before."""

    word = forms.CharField(
        label=_("Type the word “erase”"),
        help_text=_("So that nobody does this by accident."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    nevertheless = forms.BooleanField(
        label=_("I cannot settle this first. Erase me all the same; the validators are told.")
    )

    def __init__(self, *args: Any, obstacles: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not obstacles:
            del self.fields["nevertheless"]
        else:
            self.order_fields(["nevertheless", "word"])

    def clean_word(self) -> str:
        """Take the word in the reader's language, however its letters are written."""
        typed: str = self.cleaned_data["word"]
        if typed.strip().strip("“”\"'").casefold() != str(WORD).casefold():
            raise forms.ValidationError(_("Type the word “erase” here, or go back to keep your account."))
        return typed


class EraseOtherForm(EraseForm):
    """An administrator follows a written request."""

    reason = forms.CharField(
        label=_("Which written request this follows"),
        max_length=200,
        help_text=_("Its date or number, without a name: this stays in the log."),
    )

    field_order = ("reason", "word")


class PeriodForm(forms.ModelForm[RetentionPeriod]):
    """How long records of one kind are kept."""

    class Meta:
        model = RetentionPeriod
        fields = ("days",)
