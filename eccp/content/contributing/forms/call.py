"""An open call that an organisation announces: who may apply, until when, for how much."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eccp.content.contributing.forms.base import ContributionForm
from eccp.content.contributing.forms.cutoffs import NOT_OF_OUR_TIME, CutoffRows
from eccp.content.zones import brussels_day, is_of_our_time
from eccp.organisations.forms import inputs

MOST_EUROS = 10**13


class CallForm(ContributionForm):
    """An open call."""

    schemes: ClassVar[tuple[str, ...]] = ("funding_programme", "applicant", "ecosystem", "policy_area")
    needed: ClassVar[tuple[str, ...]] = ("lead", "who", "link", "applicant")
    followed: ClassVar[str] = "link"
    parts: ClassVar[list[tuple[Any, tuple[str, ...]]]] = [
        ("", ("title", "lead", "text")),
        (_("When"), ("opens_on", "cutoffs")),
        (
            _("The call"),
            ("applicant", "who", "budget", "grant", "link", "reference", "funding_programme"),
        ),
        (_("Picture"), ("picture", "description", "credit", "focus")),
        (_("What it is about"), ("ecosystem", "policy_area", "countries")),
    ]

    opens_on = inputs.Day(
        label=_("Opens on"), required=False, help_text=_("Leave it empty if one can apply already.")
    )
    who = inputs.Words(
        long=True,
        label=_("Who may apply, in words"),
        max_length=600,
        required=False,
        help_text=_("One or two sentences: “Companies with fewer than 250 people, two of them together.”"),
    )
    budget = inputs.Euros(label=_("Budget of the whole call"), most=MOST_EUROS, required=False)
    grant = inputs.Euros(label=_("Largest grant for one applicant"), most=MOST_EUROS, required=False)
    link = inputs.Address(
        label=_("Where to apply"),
        max_length=500,
        required=False,
        help_text=_("The page of the call itself. We look whether it answers."),
    )
    reference = inputs.Words(label=_("Number of the call"), max_length=100, required=False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("budget", "grant"):
            self.fields[name].unit = _("euro")  # type: ignore[attr-defined]
            self.fields[name].widget.attrs["class"] = "sum"
        self.fields["title"].help_text = _("As the call is known: “Vouchers for small companies”.")
        self.cutoffs = CutoffRows(
            stored=self.stored.get("cutoffs") or [],
            data=self.data if self.is_bound else None,
            judged=self.judged,
        )

    def label_of(self, name: str) -> Any:
        """How a code list is called in this form."""
        labels = {
            "funding_programme": _("Programme that pays"),
            "applicant": _("Who may apply"),
            "countries": _("Where applicants must be"),
        }
        return labels.get(name) or super().label_of(name)

    def missing(self, name: str) -> Any:
        """A call without a link is of no use to anybody."""
        if name == "link":
            return _("Readers need to know where to apply. Give the page of the call.")
        return super().missing(name)

    def clean(self) -> dict[str, Any]:
        """A call opens before it closes, ends in the future, and gives nobody more than it has."""
        given = super().clean()
        budget, grant = given.get("budget"), given.get("grant")
        for name in ("budget", "grant"):
            if given.get(name) is not None and given[name] < 1:
                self.add_error(name, _("Give a sum of at least one euro, or leave it empty."))
        if budget and grant and grant > budget:
            self.add_error("grant", _("One grant cannot be larger than the whole budget."))
        moments = self.cutoffs.moments
        if given.get("opens_on") and not is_of_our_time(given["opens_on"]):
            self.add_error("opens_on", NOT_OF_OUR_TIME)
        elif given.get("opens_on") and moments and given["opens_on"] > brussels_day(max(moments)):
            self.add_error("opens_on", _("The call would open after its last cut-off. Mend one of the two."))
        if self.sending and self.judged and not self.cutoffs.given:
            missing = _("Say until when one can apply: add a cut-off.")
            self.cutoffs.forms[0].add_error("day", ValidationError(missing, code="needed"))
        return given

    def is_valid(self) -> bool:
        """Whether all can be stored: the questions, and every row."""
        return all([super().is_valid(), self.cutoffs.is_valid()])

    def values(self) -> dict[str, Any]:
        """The answers as plain JSON, with the cut-offs; whole euros."""
        found = super().values()
        for name in ("budget", "grant"):
            if found.get(name):
                found[name] = str(int(self.cleaned_data[name]))
        return found | {"cutoffs": self.cutoffs.values()}

    @classmethod
    def names(cls) -> list[str]:
        """All that is asked, the cut-offs too."""
        return [*super().names(), "cutoffs"]

    @property
    def all_forms(self) -> list[forms.Form]:
        """This form and those of its rows."""
        return [self, *self.cutoffs.forms]
