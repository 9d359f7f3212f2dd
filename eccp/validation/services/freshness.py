"""Keeping profiles true: the yearly confirmation, and drafts that nobody ever submitted."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from eccp.accounts.models import User
from eccp.core.models import LogEntry, kind_of
from eccp.core.working_time import BRUSSELS
from eccp.notices import services as notices
from eccp.notices.topics import VALIDATION
from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.services import telling
from eccp.organisations.services.confirming import confirmation_token
from eccp.validation.models import ConfirmationReminder
from eccp.validation.record import whole
from eccp.validation.services.opening import SENT, confirmed_by_cluster, missing

YEAR = timedelta(days=365)
CONFIRM_AFTER = (YEAR, YEAR + timedelta(weeks=2), YEAR + timedelta(weeks=4))
SUBMIT_AFTER = (timedelta(days=2), timedelta(days=7), timedelta(days=21))
About = ConfirmationReminder.About


def confirm_url(organisation: Organisation, person: User) -> str:
    """The address by which this person, and nobody else, confirms this profile with one click."""
    path = reverse("organisations:confirm", args=[confirmation_token(organisation, person)])
    return settings.SITE_URL + path


def remind_to_confirm() -> int:
    """Write to the managers of profiles last confirmed over a year ago; return the number of profiles.

    At 12 months, and two and four weeks later, each once. What was missed while the clock process
    stood is not made up for: only the latest due reminder goes out.
    """
    now = timezone.now()
    due = Organisation.objects.published().filter(last_confirmed_at__lte=now - CONFIRM_AFTER[0])
    return sum(
        _remind(row, About.CONFIRM, row.last_confirmed_at, CONFIRM_AFTER, now)
        for row in _not_fully_reminded(due, About.CONFIRM, "last_confirmed_at", CONFIRM_AFTER)
        if row.last_confirmed_at
    )


def remind_to_submit() -> int:
    """Write to the makers of drafts that were never submitted; return the number of drafts.

    After 2, 7 and 21 days without an edit, each once; after an edit the days begin anew.
    """
    now = timezone.now()
    sent = LogEntry.objects.filter(kind=kind_of(Organisation), object_id=OuterRef("pk"), verb=SENT)
    due = Organisation.objects.filter(
        ~Exists(sent), visibility=Visibility.DRAFT, applications=None, updated_at__lte=now - SUBMIT_AFTER[0]
    )
    return sum(
        _remind(row, About.SUBMIT, row.updated_at, SUBMIT_AFTER, now)
        for row in _not_fully_reminded(due, About.SUBMIT, "updated_at", SUBMIT_AFTER)
    )


def _not_fully_reminded(
    due: QuerySet[Organisation], about: str, since: str, steps: Sequence[timedelta]
) -> QuerySet[Organisation]:
    """Those of them that did not get the last reminder yet."""
    last = ConfirmationReminder.objects.filter(
        organisation=OuterRef("pk"), about=about, since=OuterRef(since), number=len(steps)
    )
    return due.filter(~Exists(last)).select_related("made_by").order_by("pk")


@transaction.atomic
def _remind(
    organisation: Organisation, about: About, since: datetime, steps: Sequence[timedelta], now: datetime
) -> bool:
    """Send the latest reminder that is due, unless it went out already."""
    number = sum(since + step <= now for step in steps)
    _row, made = ConfirmationReminder.objects.get_or_create(
        organisation=organisation, about=about, since=since, number=number
    )
    if not made:
        return False
    for person in _readers(organisation, about):
        with override(person.language):
            context = LETTERS[about](organisation, person, since)
        notices.mail(person, f"mail/validation/{about}", context, topic=VALIDATION)
    return True


def _readers(organisation: Organisation, about: About) -> list[User]:
    maker = organisation.made_by
    if about == About.SUBMIT and maker and maker.is_active:
        return [maker]
    return list(telling.managers(organisation).order_by("pk"))


def _confirm_letter(organisation: Organisation, person: User, since: datetime) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "since": date_format(since.astimezone(BRUSSELS), "DATE_FORMAT"),
        "facts": _what_it_says(organisation),
        "edit_url": telling.address("edit", organisation.pk),
        "button_url": confirm_url(organisation, person),
        "button_label": _("Everything is still right"),
    }


def _submit_letter(organisation: Organisation, person: User, since: datetime) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "missing": [field.label for _step, field in missing(organisation)],
        "by_cluster": confirmed_by_cluster(organisation),
        "button_url": telling.address("edit", organisation.pk),
        "button_label": _("Go on with your profile"),
    }


def _what_it_says(organisation: Organisation) -> list[tuple[Any, Any]]:
    """The few facts that go out of date first."""
    row = whole(organisation.pk)
    return [
        (_("Name"), row.name),
        (_("Website"), row.website),
        (_("Town or city"), row.city),
        (_("In one sentence"), row.summary),
    ]


LETTERS = {About.CONFIRM: _confirm_letter, About.SUBMIT: _submit_letter}
