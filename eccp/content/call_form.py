"""The back office's form of a call: what its parts must not say against each other."""

from typing import Any

from django.utils.translation import gettext as _

from eccp.content.page_form import PageForm
from eccp.content.zones import moment_in


class CallForm(PageForm):
    """A call with its cut-offs, which Wagtail keeps in a form of their own."""

    def clean(self) -> dict[str, Any]:
        """Refuse a call that opens after its last cut-off, and a cut-off that stands there twice."""
        given: dict[str, Any] = super().clean()
        rows = [row for row in self.formsets["cutoffs"].forms if row.is_valid() and _stays(row)]
        opens, days = given.get("opens_on"), [row.cleaned_data["day"] for row in rows]
        if opens and days and opens > max(days):
            self.add_error("opens_on", _("The call would open after its last cut-off. Mend one of the two."))
        _refuse_twice(rows)
        return given


def _stays(row: Any) -> bool:
    """Whether the row says when something ends, and is not taken away."""
    given = row.cleaned_data
    return not given.get("DELETE") and bool(given.get("day") and given.get("hour") and given.get("zone"))


def _refuse_twice(rows: list[Any]) -> None:
    seen = set()
    for row in (row for row in rows if row.is_valid()):
        given = row.cleaned_data
        moment = moment_in(given["day"], given["hour"], given["zone"])
        if moment in seen:
            row.add_error("day", _("This cut-off stands above already. Change it, or take it away."))
        seen.add(moment)
