"""The texts that people agree to or are shown, each with its version. A text whose words change gets a new version.

Old versions stay here: what somebody agreed to can be read as it was.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

PRIVACY = "privacy"
PUBLICATION = "publication"


@dataclass(frozen=True)
class Text:
    """One wording. `withdrawable` texts are consents; the others only tell, and there is nothing to take back."""

    code: str
    version: str
    title: Any
    words: Any
    purpose: Any
    withdrawable: bool


# The newest wording of a code stands last.
TEXTS = (
    Text(
        PRIVACY,
        gettext_noop("first wording"),
        _("Privacy statement"),
        _(
            "Your name, address, language and what you add to your profile are kept so that you can sign in"
            " and act for your organisation. Colleagues and validators see your name and position. You can"
            " read, correct, download and erase everything on your own page."
        ),
        _("You were told how your data are used when you signed up. This is information, not a consent."),
        withdrawable=False,
    ),
    Text(
        PUBLICATION,
        gettext_noop("profiles, first wording"),
        _("Publishing a profile"),
        _(
            "I may speak for this organisation, what I wrote is true, and it may be published as the privacy"
            " notice says. The contact person is never shown."
        ),
        _("Showing the profile to everybody and offering it as open data, after it was validated."),
        withdrawable=True,
    ),
)


def current(code: str) -> Text:
    """The wording that is shown now."""
    return next(text for text in reversed(TEXTS) if text.code == code)


def wording(code: str, version: str) -> Text:
    """The wording that somebody was shown then; `KeyError` where there never was one."""
    for text in TEXTS:
        if (text.code, text.version) == (code, version):
            return text
    raise KeyError(code, version)
