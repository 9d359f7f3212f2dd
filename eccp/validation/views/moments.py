"""The clock of one application in words, with its bar; and the stations of its way."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eccp.core.said import hours, said
from eccp.core.working_time import BRUSSELS
from eccp.validation import clock
from eccp.validation.models import Application

HOUR = timedelta(hours=1)
S = Application.Status


@dataclass(frozen=True)
class Clock:
    """What `components/clock.html` shows: `words`, hours `used` of `total`, and a sentence."""

    words: str
    used: int
    total: int
    sentence: str
    late: bool


def clock_of(application: Application, now: datetime) -> Clock | None:
    """The clock of an open application; None when it is over."""
    if not application.is_open:
        return None
    known = clock.forecast(application, now)
    total = int(known.allowed / HOUR)
    used = min(total, int(known.used / HOUR))
    late = application.is_late(now)
    if application.status == S.ASKED:
        words = _("The clock stands: %(left)s left of %(total)s") % {
            "left": hours(known.left),
            "total": total,
        }
        return Clock(words, used, total, _("It goes on when the applicant answers."), late)
    if late and known.left < timedelta(0):
        words = _("%(time)s late") % {"time": hours(-known.left)}
    elif late:
        words = _("Late")
    else:
        words = _("%(left)s left of %(total)s") % {"left": hours(known.left), "total": total}
    due = said(application.due_at, now, ends=True) if application.due_at else ""
    sentence = _("It was due on %(due)s.") if late else _("Decide by %(due)s.")
    rule = _("Weekends, closing days and the time in which the applicant is asked do not count.")
    return Clock(words, used, total, f"{sentence % {'due': due}} {rule}", late)


def promise(application: Application, now: datetime) -> str:
    """When the applicant can expect the answer, and how many are before, in words."""
    known = clock.forecast(application, now)
    if known.due_at is None:
        return ""
    if application.is_late(now):
        return _(
            "We promised an answer by %(due)s. We are late, and we are sorry. You are still in our queue."
        ) % {"due": said(known.due_at, now, ends=True)}
    sentence = _("You get our answer by %(due)s.") % {"due": said(known.due_at, now, ends=True)}
    if not known.before:
        return f"{sentence} {_('Yours is the next one.')}"
    before = ngettext(
        "%(number)s application is before yours.", "%(number)s applications are before yours.", known.before
    ) % {"number": known.before}
    return f"{sentence} {before}"


def short(when: datetime, now: datetime) -> str:
    """Say a moment that is past, in Brussels time: "today, 09:12", "Friday 20 November, 15:20"."""
    there, here = when.astimezone(BRUSSELS), now.astimezone(BRUSSELS)
    clock_time = there.strftime("%H:%M")
    if there.date() == here.date():
        return _("today, %(time)s") % {"time": clock_time}
    day = date_format(there, "l j F" if there.year == here.year else "l j F Y")
    return _("%(day)s, %(time)s") % {"day": day, "time": clock_time}


def track(application: Application, now: datetime) -> list[dict[str, Any]]:
    """The stations of an application, for `components/track.html`."""
    sent = {
        Application.Kind.FIRST: _("Submitted"),
        Application.Kind.SECOND_LOOK: _("Second look begun"),
        Application.Kind.CLAIM: _("Claimed"),
    }[Application.Kind(application.kind)]
    steps = [{"label": sent, "detail": short(application.submitted_at, now), "done": True}]
    if application.status == S.ASKED:
        steps.append(
            {
                "label": _("We asked you something"),
                "detail": _("The clock stands until you answer"),
                "done": True,
            }
        )
    elif application.status == S.SUBMITTED:
        begun = application.in_progress_by_id is not None
        steps.append({"label": _("A validator looks at it"), "detail": "", "done": begun})
    if application.is_open:
        steps.append({"label": _("Decision"), "detail": by_when(application, now), "done": False})
    else:
        label = application.get_status_display().capitalize()
        detail = short(application.decided_at, now) if application.decided_at else ""
        steps.append({"label": label, "detail": detail, "done": True})
    return steps


def by_when(application: Application, now: datetime) -> str:
    """Until when the decision is promised, or was; nothing while the clock stands."""
    if application.due_at is None:
        return ""
    words = _("was due on %(due)s") if application.is_late(now) else _("by %(due)s")
    return words % {"due": said(application.due_at, now, ends=True)}
