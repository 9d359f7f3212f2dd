"""What people choose: how often mails on each topic come."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from eccp.accounts.models import User
from eccp.core.log import log
from eccp.notices.models import Pace, Preference
from eccp.notices.models.preferences import paces
from eccp.notices.services.holding import follow
from eccp.notices.topics import TOPICS, Topic


def chosen(person: User) -> dict[str, str]:
    """A person's pace for each topic; at once where nothing was chosen."""
    rows = dict(Preference.objects.filter(person=person).values_list("topic", "pace"))
    return {code: rows.get(code, Pace.AT_ONCE.value) for code, topic in TOPICS.items() if not topic.always}


@transaction.atomic
def choose(person: User, wanted: Mapping[str, Any], *, by: User | None) -> dict[str, list[str]]:
    """Store the paces that a person wants, and let held mails follow; return what changed."""
    before = chosen(person)
    changes = {code: [before[code], str(pace)] for code, pace in wanted.items() if before[code] != str(pace)}
    for code, (_old, pace) in changes.items():
        if pace not in paces(TOPICS[code]):
            raise ValueError(f"{code} cannot be had at the pace {pace!r}")
        Preference.objects.update_or_create(person=person, topic=code, defaults={"pace": pace})
        follow(person, code, pace)
    if changes:
        log(person, "notices.choose", by=by, changes=changes)
    return changes


def switch_off(person: User, topic: Topic, *, by: User | None) -> None:
    """End the mails on an optional topic; what it says stands on the site all the same."""
    choose(person, {topic.code: Pace.NEVER}, by=by)
