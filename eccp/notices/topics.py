"""What mails are about: each topic can be had at once, daily or weekly, but for those that may not wait."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Topic:
    """A kind of mail. One that `always` goes leaves at once, whatever the person chose."""

    code: str
    label: Any
    help: Any
    always: bool = False


SECURITY = Topic(
    "security",
    _("Your account"),
    _("New passwords, addresses and ways to sign in. They always come at once."),
    always=True,
)
VALIDATION = Topic(
    "validation",
    _("Validation"),
    _("Questions of validators, decisions, and the yearly confirmation of your profile."),
)
TEAM = Topic(
    "team", _("Your team"), _("Invitations, requests to join, changes of roles, cluster membership.")
)
CONVERSATIONS = Topic(
    "conversations", _("Conversations"), _("What others write to you or your organisation.")
)

TOPICS = {topic.code: topic for topic in (SECURITY, VALIDATION, TEAM, CONVERSATIONS)}
