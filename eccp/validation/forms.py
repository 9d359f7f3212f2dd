"""What people type in this room: filters, answers, verdicts with their notes, words to the applicant."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eccp.accounts.models import User
from eccp.organisations.types import choices as types
from eccp.reference.labels import in_order
from eccp.reference.models import Country
from eccp.validation import queue
from eccp.validation.models import Application, NoteTemplate, Verdict
from eccp.validation.services.claims import BESIDE, INSTEAD

WORDS_AT_MOST = 4000


def words(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    """A field for what one person says to another."""
    return forms.CharField(
        label=label,
        max_length=WORDS_AT_MOST,
        widget=forms.Textarea({"rows": rows}),
        **{"required": False, **more},
    )


def capitalised(choices: type[TextChoices]) -> list[tuple[str, Any]]:
    """The choices as they stand alone in a list."""
    return [(value, capfirst(label)) for value, label in choices.choices]


class QueueFilters(forms.Form):
    """Which applications to show. What does not fit is left out, so that an old link still shows something."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    type = forms.ChoiceField(label=_("Profile type"), required=False)
    kind = forms.ChoiceField(
        label=pgettext_lazy("of an application", "Kind"),
        required=False,
        choices=[("", _("All")), *capitalised(Application.Kind)],
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Open")), *capitalised(Application.Status)]
    )
    who = forms.ChoiceField(
        label=_("In progress by"),
        required=False,
        choices=[("", _("All")), (queue.MINE, _("Me")), (queue.NOBODYS, _("Nobody"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = Country.objects.filter(organisations__applications__isnull=False).distinct()
        for field in self.fields.values():
            field.mandatory = True  # type: ignore[attr-defined] # nobody needs to be told that a filter is optional
        lands = [(country.code, str(country)) for country in in_order(countries)]
        self.fields["country"].choices = [("", _("All")), *lands]  # type: ignore[attr-defined]
        self.fields["type"].choices = [("", _("All")), *types()]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str]:
        """What was asked for and is known."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class AnswerForm(forms.Form):
    """An answer to each question that was asked last; at least one of them in words."""

    def __init__(self, *args: Any, questions: dict[str, str], titles: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for code, question in questions.items():
            title = titles.get(code, "")
            self.fields[f"answer-{code}"] = words(
                _("Your answer on: %(title)s") % {"title": title} if title else _("Your answer"),
                help_text=question,
            )

    def clean(self) -> dict[str, Any]:
        """Ask for at least one answer."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            several = _("Answer at least one question, in a few words.")
            told = several if len(self.fields) > 1 else _("Write your answer, in a few words.")
            self.add_error(next(iter(self.fields)), told)
        return cleaned

    def answers(self) -> dict[str, str]:
        """What was answered, by criterion."""
        return {code: text for code in self.questions if (text := self.cleaned_data[f"answer-{code}"])}


class VerdictsForm(forms.Form):
    """The decision page's form: of each criterion a verdict, a note and a question; words to the applicant.

    `waivable` names the criteria for which the profile gives a ground to waive them. The form has no
    mandatory field: what an action needs is the service's business, and what is typed is never refused.
    """

    message = words(
        _("Your words to the applicant"),
        help_text=_("A question about something else, or the reason when you decline. It is in the mail."),
    )

    def __init__(
        self,
        *args: Any,
        criteria: dict[str, Any],
        waivable: frozenset[str] = frozenset(),
        disputes: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        if disputes:
            self.fields["people"] = forms.ChoiceField(
                label=_("If you grant it, the people who act for it now"),
                choices=[
                    (BESIDE, _("stay, and the claimant becomes a manager beside them")),
                    (INSTEAD, _("go: all their roles end, and the claimant becomes the manager")),
                ],
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields["people"].mandatory = True  # type: ignore[attr-defined] # only to grant it
        for code, title in criteria.items():
            says = [
                choice
                for choice in Verdict.Say.choices
                if choice[0] != Verdict.Say.WAIVED or code in waivable
            ]
            self.fields[f"say-{code}"] = forms.ChoiceField(
                label=_("Your verdict on: %(title)s") % {"title": title},
                choices=says,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"note-{code}"] = words(_("Note for the record; the applicant sees it"), rows=2)
            self.fields[f"question-{code}"] = words(_("Your question to the applicant"), rows=2)

    def verdicts(self) -> dict[str, tuple[str, str]]:
        """The verdicts given, with their notes, by criterion."""
        cleaned = self.cleaned_data
        return {
            code: (say, cleaned[f"note-{code}"]) for code in self.criteria if (say := cleaned[f"say-{code}"])
        }

    def questions(self) -> dict[str, str]:
        """The questions asked, by criterion; the one about no criterion under the empty code."""
        cleaned = self.cleaned_data
        asked = {code: cleaned[f"question-{code}"] for code in self.criteria} | {"": cleaned["message"]}
        return {code: text for code, text in asked.items() if text}


class HandForm(forms.Form):
    """To which other validator an application is handed."""

    to = forms.ModelChoiceField(
        label=_("Hand it to"), queryset=User.objects.none(), empty_label=_("Choose a validator")
    )

    def __init__(self, *args: Any, validators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = validators  # type: ignore[attr-defined]


def inserted(text: str, template: NoteTemplate) -> str:
    """The text with a template's words after it, as a paragraph of its own."""
    return f"{text.rstrip()}\n\n{template.text}".strip()
