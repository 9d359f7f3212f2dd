"""What the page of a call shows: how it stands, its cut-offs, its facts, and the reader's own reminder."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from eccp.content import reminding
from eccp.content.calls import Row, row_of
from eccp.content.models import CallPage, Reminder, Status
from eccp.content.related import related


def shown(page: CallPage, request: HttpRequest) -> dict[str, Any]:
    """The context of the page. A draft that an editor looks at has no address for reminders yet."""
    if page.pk:
        prefetch_related_objects([page], "terms", "countries")
    row = row_of(page)
    user: Any = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    reminder = Reminder.objects.filter(person=user, call=page).first() if signed_in and page.pk else None
    can_remind = bool(page.pk and page.live and row.next) and row.status != Status.CLOSED
    return {
        "row": row,
        "facts": facts(row),
        "related": related(page),
        "signed_in": signed_in,
        "reminder": reminder,
        "can_remind": can_remind,
        "is_near": reminder is not None and reminding.is_near(page, reminder.days, row.now),
        "days": reminding.DAYS,
        "days_chosen": reminder.days if reminder else usual(row),
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': f'{request.path}#remind'})}",
    }


def usual(row: Row) -> int:
    """How many days before the cut-off one will mostly want to know: seven, or fewer where fewer are left."""
    if row.left is None:
        return reminding.USUAL
    return max((days for days in reminding.DAYS if days < row.left and days <= reminding.USUAL), default=1)


def facts(row: Row) -> list[dict[str, str]]:
    """The facts in the order in which applicants ask for them; empty ones are not shown."""
    opened = {Status.COMING: _("Opens"), Status.CLOSED: _("Opened")}.get(row.status, _("Open since"))
    return [
        {"label": _("Programme"), "value": row.programme},
        {"label": opened, "value": row.opens},
        {"label": _("Budget of the call"), "value": row.budget},
        {"label": _("Largest grant for one applicant"), "value": row.grant},
        {"label": _("Applicants from"), "value": row.countries or _("All countries")},
        {"label": _("Number of the call"), "value": row.page.reference},
    ]
