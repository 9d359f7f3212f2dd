"""The partners of a partnership: named row by row, and linked to the profile that each has here.

Who is not on the platform is a partner as well, by name. A name that is typed for the first time and
is exactly that of one published profile is linked by itself; for the others there is a button that
looks. Only published profiles are offered, so that nobody learns of a draft here.
"""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eccp.core.names import fold, name_key
from eccp.organisations.forms.rows import DIGITS, RowForm, RowsOfForms
from eccp.organisations.models import Organisation, OrganisationQuerySet, Partner

FOUND_AT_MOST = 8
NO_LINK = "none"


class Link(forms.ChoiceField):
    """The profile of a partner, among those found."""

    widget = forms.RadioSelect
    default_error_messages = {"invalid_choice": gettext_lazy("Choose one of the list.")}

    @staticmethod
    def says(value: Any) -> str:
        """A link in words: the name of the profile, while it is published."""
        name = Organisation.objects.published().filter(pk=value).values_list("name", flat=True).first()
        return name or _("a profile that is not published now")


class PartnerRow(RowForm):
    """One partner. `link` says whether the choice of a profile is worth showing."""

    several: "PartnerRows"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and self.initial and not self.initial.get("profile"):
            self.initial["profile"] = NO_LINK
        self.fields["profile"].choices = self.several.choices_of(self)  # type: ignore[attr-defined]

    @property
    def typed(self) -> dict[str, str]:
        """Name, country and link as typed, else as stored."""
        return {name: str(self[name].value() or "").strip() for name in ("name", "country", "profile")}

    @property
    def is_blank(self) -> bool:
        """Whether neither a name nor a country nor a link is there: a role alone is no partner."""
        return self.is_bound and self.typed in (
            {"name": "", "country": "", "profile": ""},
            {"name": "", "country": "", "profile": NO_LINK},
        )

    @property
    def number(self) -> int:
        """Which row it is, from nought on."""
        return int(str(self.prefix).rpartition("-")[2])

    @property
    def looked(self) -> bool:
        """Whether somebody asked just now to find the profile of this row."""
        return self.several.looking_at == self.number

    @property
    def choosing(self) -> bool:
        """Whether the choice is shown: a profile is linked or found, or there is something to mend."""
        return len(self.fields["profile"].choices) > 1  # type: ignore[attr-defined]

    @property
    def keeps_no_link(self) -> bool:
        """Whether the row was without a link before, and stays so unless somebody looks for one."""
        return self.typed["profile"] == NO_LINK and not self.choosing

    def clean(self) -> dict[str, Any]:
        """Take the profile that was chosen, or the only one that is called exactly so."""
        super().clean()
        chosen = self.cleaned_data.get("profile")
        if chosen:
            self.cleaned_data["profile"] = None if chosen == NO_LINK else int(chosen)
        elif "profile" not in self.errors:
            called = fold(self.typed["name"])
            twins = [one for one in self.several.namesakes_of(self) if fold(one.name) == called]
            self.cleaned_data["profile"] = twins[0].pk if len(twins) == 1 else None
        return self.cleaned_data


class PartnerRows(RowsOfForms):
    """All partners. Their profiles are read with two queries, however many rows there are."""

    form_class = PartnerRow

    @property
    def looking_at(self) -> int | None:
        """The number of the row whose profile is looked for."""
        asked = str(self._data.get("find", "")) if self._data is not None else ""
        name, _dash, number = asked.rpartition("-")
        return int(number[:DIGITS]) if name == self.name and number.isdecimal() else None

    def question(self, name: str) -> forms.Field:
        """The question of one column; for the link, a choice that each row fills itself."""
        if name == "profile":
            return Link(required=False, label=_("Their profile here"))
        return super().question(name)

    def is_valid(self) -> bool:
        """Whether every row can be stored, no profile is there twice, and one alone coordinates."""
        valid = super().is_valid()
        coordinators = [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", {}).get("role") == Partner.Role.COORDINATOR
        ]
        for form in coordinators[1:]:
            form.add_error("role", _("There is a coordinator above already. Only one coordinates."))
            valid = False
        return valid

    def choices_of(self, row: PartnerRow) -> list[tuple[str, str]]:
        """The profiles that a row may be linked to, and no link."""
        typed = row.typed
        found: dict[int, str] = {}
        if typed["profile"].isdecimal() and (linked := self._linked.get(int(typed["profile"]))):
            found[linked.pk] = self._called(linked)
        if row.is_bound:
            near = self._near(typed["name"]) if row.looked else []
            found |= {one.pk: self._called(one) for one in [*self.namesakes_of(row), *near]}
        return [*((str(pk), label) for pk, label in found.items()), (NO_LINK, _("No link to a profile"))]

    def namesakes_of(self, row: PartnerRow) -> list[Organisation]:
        """The published profiles whose name differs at most in words like "Cluster", in the country that was given."""
        typed = row.typed
        twins = self._namesakes.get(name_key(typed["name"]), []) if typed["name"] else []
        return [one for one in twins if typed["country"] in ("", one.country_id)]

    def _called(self, profile: Organisation) -> str:
        if not profile.is_published:
            return _("The profile linked before; it is not published now")
        return ", ".join(filter(None, [profile.name, profile.city, str(profile.country)]))

    def _near(self, name: str) -> list[Organisation]:
        """Published profiles whose name has every word of the one typed."""
        fits = Q()
        for word in fold(name).split():
            fits &= Q(sort_key__contains=word) | Q(name_key__contains=word)
        return list(candidates().filter(fits).order_by("sort_key", "pk")[:FOUND_AT_MOST]) if fits else []

    @cached_property
    def _linked(self) -> dict[int, Organisation]:
        """The profiles that are chosen: published ones, and those that the partnership was linked to before."""
        before = {int(row["profile"]) for row in self._stored if row.get("profile")}
        sent = {str(self._data.get(f"{self.name}-{row}-profile", "")) for row in range(self._count)}
        chosen = before | {int(number) for number in sent if number.isdecimal()}
        offered = Q(pk__in=candidates().filter(pk__in=chosen).values("pk")) | Q(pk__in=before)
        return Organisation.objects.filter(offered).select_related("country").in_bulk() if chosen else {}

    @cached_property
    def _namesakes(self) -> dict[str, list[Organisation]]:
        """Published profiles by the names that were typed."""
        typed = [str(self._data.get(f"{self.name}-{row}-name", "")) for row in range(self._count)]
        keys = {name_key(name)[:220] for name in typed} - {""}
        found: dict[str, list[Organisation]] = {}
        for profile in candidates().filter(name_key__in=keys).order_by("pk") if keys else ():
            found.setdefault(profile.name_key, []).append(profile)
        return found

    @property
    def _count(self) -> int:
        return 0 if self._data is None else self.count


def candidates() -> OrganisationQuerySet:
    """The profiles that can be partners: published ones, but no partnerships."""
    return Organisation.objects.published().exclude(type="eu_partnership").select_related("country")
