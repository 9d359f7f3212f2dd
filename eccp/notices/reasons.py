"""What the codes mean with which mail servers refuse mails (RFC 3463), for people and for us."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

UNKNOWN = _("the mail server sent it back")
# The longest beginning of the code that is known says why.
WORDS: dict[str, Any] = {
    "5.1": _("there is no such mailbox"),
    "5.1.2": _("there is no mail server at this address"),
    "5.1.10": _("this domain takes no mail"),
    "5.2": _("the mailbox is closed"),
    "5.2.2": _("the mailbox is full"),
    "5.2.3": _("the mail was too large for the mailbox"),
    "5.4": _("the mail server cannot be reached"),
    "5.6": _("the mail server did not take the content"),
    "5.7": _("the mail server refuses our mails"),
    "4.2.2": _("the mailbox is full"),
    "4.4": _("the mail server did not answer for days"),
    "4.7": _("the mail server did not take our mail for days"),
    "4": _("the mail server did not take it for days"),
}
# Refusals for good that say nothing against the address itself: a full mailbox is emptied one day,
# a rule or our content may be the reason.
OF_THE_DAY = ("5.2.2", "5.2.3", "5.3", "5.6", "5.7")
CODE = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
PERMANENT = "5."


def why(code: str) -> str:
    """The reason behind a code, in a few words."""
    parts = code.split(".")
    for length in range(len(parts), 0, -1):
        if words := WORDS.get(".".join(parts[:length])):
            return str(words)
    return str(UNKNOWN)


def code_in(words: str) -> str:
    """The code that a server wrote into its answer; empty without one."""
    found = CODE.search(words)
    return found.group(1) if found else ""


def condemns(code: str) -> bool:
    """Whether one such refusal is enough to call the address bad."""
    of_the_day = any(code == known or code.startswith(f"{known}.") for known in OF_THE_DAY)
    return code.startswith(PERMANENT) and not of_the_day
