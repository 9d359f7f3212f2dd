"""Telling people how a contribution stands: the contributor at each step, the editors that something waits."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from eccp.accounts.models import User
from eccp.accounts.roles import EDITORS
from eccp.content.models import Contribution
from eccp.notices import services as notices
from eccp.notices.topics import CONTENT
from eccp.organisations.models import Representative, Role

ROOM = "mail/content"
SHOWN = 20  # contributions in one mail to an editor


def asked_key(row: Contribution) -> str:
    """The key of what waits for the contributor."""
    return f"content.asked.{row.pk}"


def waits_key(row: Contribution) -> str:
    """The key of what waits for the editors."""
    return f"content.waits.{row.pk}"


def url_of(row: Contribution) -> str:
    """The contribution's own page."""
    return reverse("content:contribution", args=[row.pk])


def contributors(row: Contribution) -> list[User]:
    """Who is told: who wrote it, while they act for the organisation; else its managers."""
    people = Representative.objects.filter(organisation=row.organisation_id, person__is_active=True)
    found = people.filter(person=row.by_id) or people.filter(role=Role.MANAGER)
    return [one.person for one in found.select_related("person")]


def editors(row: Contribution | None = None) -> Iterable[User]:
    """The editors; of a contribution those who may decide on it."""
    found = User.objects.filter(groups__name=EDITORS, is_active=True)
    if row is not None:
        own = Representative.objects.filter(organisation=row.organisation_id).values("person")
        found = found.exclude(Q(pk=row.by_id) | Q(pk__in=own))
    return found.order_by("pk")


def submitted(row: Contribution, *, by: Any, **said: Any) -> None:
    """Let the editors find it; the contributor has read on the page that it is on its way."""
    notices.settle(asked_key(row))
    url = reverse("wagtailadmin_pages:edit", args=[row.page_id]) if row.page_id else url_of(row)
    for editor in editors(row):
        with override(editor.language):
            words = gettext(_("“%(title)s” waits for an editor")) % {"title": row.title}
        notices.tell(editor, waits_key(row), words, url, topic=CONTENT, about=row.organisation.name)


def withdrawn(row: Contribution, **said: Any) -> None:
    """It waits for nobody any more."""
    notices.settle(waits_key(row))
    notices.settle(asked_key(row))


def asked(row: Contribution, **said: Any) -> None:
    """It waits for the contributor."""
    notices.settle(waits_key(row))
    _wait(row, _("An editor asks you to change “%(title)s”"))
    _mail(row, "asked", key=asked_key(row))


def given_back(row: Contribution, **said: Any) -> None:
    """An editor ended the moderation without a word: it is a draft again, and the contributor sees it."""
    notices.settle(waits_key(row))
    _wait(row, _("“%(title)s” is a draft again: an editor took it out of the queue"))


def declined(row: Contribution, **said: Any) -> None:
    """It will not be published."""
    withdrawn(row)
    _mail(row, "declined")


def scheduled(row: Contribution, **said: Any) -> None:
    """It will be published on a later day."""
    withdrawn(row)
    _mail(row, "scheduled", goes_live=row.page.go_live_at if row.page else None)


def published(row: Contribution, **said: Any) -> None:
    """Everybody can read it."""
    withdrawn(row)
    _mail(row, "published", to_page=True)


def taken_down(row: Contribution, **said: Any) -> None:
    """Nobody can read it any more."""
    withdrawn(row)
    _mail(row, "taken_down")


def remind_editors() -> int:
    """Write to each editor what waits, and return how many mails were stored. The clock says it once a day."""
    waiting = list(Contribution.objects.waiting().select_related("organisation").order_by("submitted_at"))
    if not waiting:
        return 0
    stored = 0
    for editor in editors():
        own = set(Representative.objects.filter(person=editor).values_list("organisation_id", flat=True))
        theirs = [row for row in waiting if row.organisation_id not in own and row.by_id != editor.pk]
        if theirs:
            _write_to(editor, theirs)
            stored += 1
    return stored


def _write_to(editor: User, rows: list[Contribution]) -> None:
    context = {
        "rows": rows[:SHOWN],
        "number": len(rows),
        "more": len(rows) - len(rows[:SHOWN]),
        "button_url": settings.SITE_URL + reverse("wagtailadmin_home"),
    }
    notices.mail(editor, f"{ROOM}/waiting", context, CONTENT)


def _wait(row: Contribution, words: str) -> None:
    for person in contributors(row):
        with override(person.language):
            said = gettext(words) % {"title": row.title}
        notices.tell(person, asked_key(row), said, url_of(row), topic=CONTENT, about=row.organisation.name)


def _mail(row: Contribution, name: str, *, to_page: bool = False, key: str = "", **more: Any) -> None:
    url = (row.page.get_url() if to_page and row.page else "") or url_of(row)
    for person in contributors(row):
        context = {
            "contribution": row,
            "organisation": row.organisation,
            "reason": row.reason,
            "button_url": url if url.startswith("http") else settings.SITE_URL + url,
            **more,
        }
        notices.mail(person, f"{ROOM}/{name}", context, CONTENT, key=key)
