"""What happened to an application, and what was decided about the organisation before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eccp.accounts.policies import display_name
from eccp.core.audit import say_verb
from eccp.core.log import history, role_in_words
from eccp.validation.models import Application, Verdict
from eccp.validation.services.taken_away import LETTER_OPENED
from eccp.validation.views.moments import by_when, short

SHOWN = 12
# How an application that nobody submitted as a profile began.
BEGUN: dict[str, Any] = {
    Application.Kind.SECOND_LOOK: gettext_lazy("Second look begun"),
    Application.Kind.CLAIM: gettext_lazy("Claimed"),
}


@dataclass(frozen=True)
class Earlier:
    """An application that came before."""

    application: Application
    when: str


def steps(application: Application, titles: dict[str, Any], now: datetime, user: Any) -> list[dict[str, Any]]:
    """The newest entries of the history, oldest of these first, and what is to come, for `components/track.html`."""
    entries = reversed(history(application).exclude(verb=LETTER_OPENED).order_by("-at", "-pk")[:SHOWN])
    told = [
        {"label": _words(one, titles, application.kind), "detail": _by(one, now, user), "done": True}
        for one in entries
    ]
    if application.is_open and application.due_at:
        told.append({"label": _("Decision"), "detail": by_when(application, now), "done": False})
    return told


def earlier(application: Application, now: datetime) -> list[Earlier]:
    """The other applications of the organisation, newest first."""
    rows = Application.objects.filter(organisation=application.organisation_id).exclude(pk=application.pk)
    return [
        Earlier(row, short(row.decided_at or row.submitted_at, now))
        for row in rows.select_related("decided_by").order_by("-submitted_at", "-pk")
    ]


def _words(entry: Any, titles: dict[str, Any], kind: str) -> str:
    if entry.verb == "validation.submit" and kind in BEGUN:
        return str(BEGUN[kind])
    if entry.verb == "validation.judge":
        return ", ".join(
            f"{titles.get(code, code)}: {Verdict.Say(after).label}"
            for code, (_before, after) in sorted(
                entry.changes.items(), key=lambda one: [*titles, one[0]].index(one[0])
            )
        )
    return str(say_verb(entry.verb))


def _by(entry: Any, now: datetime, user: Any) -> str:
    who = display_name(entry.by) if entry.by else _("the platform")
    who = _("you") if entry.by_id == user.pk else who
    said = {"who": who, "role": role_in_words(entry), "when": short(entry.at, now)}
    return (_("%(who)s, %(role)s, %(when)s") if said["role"] else _("%(who)s, %(when)s")) % said
