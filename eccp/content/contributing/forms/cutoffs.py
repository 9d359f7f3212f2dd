"""The cut-offs of a call as rows of its form, more on demand; without a script by buttons of the form."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from eccp.content import zones
from eccp.content.zones import BRUSSELS, is_of_our_time, moment_in
from eccp.organisations.forms import inputs
from eccp.organisations.forms.rows import DIGITS, with_another

NAME = "cutoffs"
AT_MOST = 12
HOUR = "17:00"
NOT_OF_OUR_TIME = _("Look at the year: give one from 2000 to 2099.")
TWICE = _(
    "This cut-off stands above already. Change its day or hour, or remove it: if two things end then,"
    " say both in “What ends”."
)


class CutoffForm(forms.Form):
    """One day and hour. A row with nothing in it is no row; one that is stored already may be over."""

    use_required_attribute = False

    label = inputs.Words(
        label=_("What ends"),
        max_length=100,
        required=False,
        help_text=_("Where there are several: “First stage”, “Second stage”."),
    )
    day = inputs.Day(label=_("Day"), required=False, widget=forms.DateInput)
    hour = forms.TimeField(
        label=_("Hour"),
        required=False,
        initial=HOUR,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Give the hour as 17:00.")},
    )
    zone = forms.ChoiceField(label=_("Time zone"), choices=zones.choices, required=False, initial=BRUSSELS)

    def __init__(
        self, data: Any = None, *, stored: list[dict[str, Any]], judged: bool, **kwargs: Any
    ) -> None:
        self.known, self.judged = stored, judged
        super().__init__(data, **kwargs)
        for name in ("day", "hour", "zone"):
            self.fields[name].mandatory = True  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        """Judge, unless the person is not done yet."""
        super().full_clean()
        if self.is_bound and not self.judged:
            self._errors = ErrorDict()

    @property
    def is_blank(self) -> bool:
        """Whether neither a day nor words were given; hour and zone stand there from the start."""
        given = getattr(self, "cleaned_data", {})
        return not given.get("day") and not given.get("label") and "day" not in self.errors

    @property
    def moment(self) -> datetime | None:
        """The moment, if day and hour could be read."""
        given = getattr(self, "cleaned_data", {})
        if not (given.get("day") and given.get("hour") and is_of_our_time(given["day"])):
            return None
        return moment_in(given["day"], given["hour"], given.get("zone") or BRUSSELS)

    def clean(self) -> dict[str, Any]:
        """A cut-off has its day and hour, an hour that exists, and is still to come."""
        given = self.cleaned_data
        if not given.get("day"):
            if given.get("label"):
                self.add_error("day", _("Give the day on which it ends."))
            return given
        if not is_of_our_time(given["day"]):
            self.add_error("day", NOT_OF_OUR_TIME)
            return given
        if "hour" in given and not given["hour"]:
            self.add_error("hour", _("Give the hour until which one can apply."))
        moment = self.moment
        if moment is None:
            return given
        there = moment.astimezone(ZoneInfo(given.get("zone") or BRUSSELS))
        if (there.date(), there.time()) != (given["day"], given["hour"]):
            self.add_error("hour", _("The clocks jump over this hour on that night. Choose another hour."))
        elif moment <= timezone.now() and self.plain() not in self.known:
            self.add_error("day", _("This is over already. Give a day and an hour that are still to come."))
        return given

    def plain(self) -> dict[str, str]:
        """The row as plain JSON."""
        given = self.cleaned_data
        return {
            "label": given.get("label") or "",
            "day": str(given["day"]) if given.get("day") else "",
            "hour": f"{given['hour']:%H:%M}" if given.get("hour") else "",
            "zone": given.get("zone") or BRUSSELS,
        }


def with_another_cutoff(typed: Any) -> Any:
    """What was sent, with one more row: its hour and zone are those of the row above, as most calls have them."""
    more = with_another(typed, NAME)
    new = int(more[f"{NAME}-count"]) - 1
    for name, first in (("hour", HOUR), ("zone", BRUSSELS)):
        more.setdefault(f"{NAME}-{new}-{name}", typed.get(f"{NAME}-{new - 1}-{name}") or first)
    return more


class CutoffRows:
    """All rows: what the page shows, what was typed, and their plain values."""

    name = NAME

    def __init__(self, *, stored: list[dict[str, Any]], data: Any = None, judged: bool = True) -> None:
        self._stored, self._data, self._judged = stored, data, judged

    @cached_property
    def forms(self) -> list[CutoffForm]:
        """The rows: as typed, else as stored; at least one to begin with."""
        more: dict[str, Any] = {"stored": self._stored, "judged": self._judged}
        if self._data is None:
            rows: list[dict[str, Any]] = self._stored or [{}]
            return [
                CutoffForm(prefix=f"{NAME}-{number}", initial=row or None, **more)
                for number, row in enumerate(rows)
            ]
        sent = [CutoffForm(self._data, prefix=f"{NAME}-{number}", **more) for number in range(self.count)]
        return sent or [CutoffForm({}, prefix=f"{NAME}-0", **more)]

    @property
    def count(self) -> int:
        """How many rows were sent."""
        if self._data is None:
            return len(self.forms)
        sent = str(self._data.get(f"{NAME}-count", "0"))
        return min(int(sent[:DIGITS]), AT_MOST) if sent.isdecimal() else 0

    @property
    def full(self) -> bool:
        """Whether there can be no more rows."""
        return len(self.forms) >= AT_MOST

    def is_valid(self) -> bool:
        """Whether every row can be stored."""
        return not any(form.errors for form in self._compared)

    @cached_property
    def _compared(self) -> list[CutoffForm]:
        """Each row judged, so that all mistakes are said; and no moment stands there twice."""
        seen = set()
        for form in self.forms if self._judged else ():
            if (moment := form.moment if form.is_valid() else None) in seen:
                form.add_error("day", TWICE)
            elif moment:
                seen.add(moment)
        return self.forms

    @property
    def given(self) -> list[CutoffForm]:
        """The rows with something in them."""
        return [form for form in self._compared if not form.is_blank]

    @property
    def moments(self) -> list[datetime]:
        """The moments that could be read."""
        return [moment for form in self.given if (moment := form.moment)]

    def values(self) -> list[dict[str, str]]:
        """The rows as plain JSON; those that cannot be read yet are left out."""
        return [form.plain() for form in self.given if form.moment and not form.errors]
