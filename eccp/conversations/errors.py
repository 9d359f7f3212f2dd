"""What can be wrong with a profile, as those who report it choose it."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

ERRORS: dict[str, Any] = {
    "wrong": _("Something in it is not true"),
    "outdated": _("Something in it is out of date"),
    "link": _("A link does not work"),
    "gone": _("The organisation no longer exists"),
    "twice": _("There is another profile of the same organisation"),
    "unfit": _("Something in it should not be shown"),
    "other": _("Something else"),
}


def subject_of(error: str) -> str:
    """The subject of a report, in the platform's own language. `KeyError` for an unknown code."""
    with override(settings.LANGUAGE_CODE):
        return str(ERRORS[error])
