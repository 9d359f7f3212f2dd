"""What mails are about: each topic can be had at once, daily or weekly, but for those that may not wait."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Topic:
    """A kind of mail.

    One that `always` goes leaves at once, whatever the person chose. One that is `optional` can be
    switched off: what it says stands on the site all the same.
    """

    code: str
    label: Any
    help: Any
    always: bool = False
    optional: bool = False


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
    "conversations",
    _("Conversations"),
    _("What others write to you or your organisation."),
    optional=True,
)

CALLS = Topic(
    "calls",
    _("Cut-offs of calls"),
    _("Cut-offs of calls you asked to be reminded of."),
    optional=True,
)
CONTENT = Topic(
    "content",
    _("News and calls"),
    _("What becomes of the news and calls that you contribute."),
    optional=True,
)

TOPICS = {topic.code: topic for topic in (SECURITY, VALIDATION, TEAM, CONVERSATIONS, CALLS, CONTENT)}

# What waits is told with a key that begins with the name of its room; most rooms speak of one topic.
_OF_ROOMS = {
    "validation": VALIDATION,
    "organisations": TEAM,
    "conversations": CONVERSATIONS,
    "content": CONTENT,
}


def topic_of(key: str) -> Topic | None:
    """The topic that a key belongs to by its beginning, such as `organisations.join.7`."""
    return _OF_ROOMS.get(re.split(r"\W", key, maxsplit=1)[0])
