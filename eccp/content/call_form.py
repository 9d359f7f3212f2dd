"""The back office's form of a call: what its parts must not say against each other."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class CallForm(WagtailAdminPageForm):
    """A call with its cut-offs, which Wagtail keeps in a form of their own."""

    def clean(self) -> dict[str, Any]:
        """Refuse a call that opens after its last cut-off."""
        given: dict[str, Any] = super().clean()
        rows = [row.cleaned_data for row in self.formsets["cutoffs"].forms if row.is_valid()]
        days = [row["day"] for row in rows if row.get("day") and not row.get("DELETE")]
        if given.get("opens_on") and days and given["opens_on"] > max(days):
            self.add_error("opens_on", _("The call would open after its last cut-off. Mend one of the two."))
        return given
