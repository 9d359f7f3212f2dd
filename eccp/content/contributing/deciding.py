"""What an editor decides on a page in moderation: publish, ask, decline; a no only with its reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context

from eccp.content.contributing.flow import CONTRIBUTION, REASON_LENGTH
from eccp.content.models import Contribution
from eccp.content.models.moderation import ASK, DECLINE, PUBLISH, speaks_for_its_own
from eccp.core.refusals import Refusal, require

_deciding: ContextVar[Any] = ContextVar("deciding", default=None)


class ReasonForm(forms.Form):
    """Why not, or not yet."""

    comment = forms.CharField(
        label=_("Your words to the contributor"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("They are mailed as you write them. Say what is missing and how to mend it."),
        error_messages={"required": _("Say why, so that the organisation knows what to mend.")},
    )


@transaction.atomic
def decide(task: Any, task_state: Any, user: Any, action: str, *, comment: str) -> None:
    """Do what an editor decided on a page. Raises `Refused` for one's own, and for a no without its reason."""
    page = task_state.workflow_state.content_object
    if not task.user_can_access_editor(page, user):
        raise PermissionDenied
    require(Refusal("not_ones_own_contribution") if speaks_for_its_own(user, page) else None)
    reason = comment.strip()[:REASON_LENGTH]
    require(Refusal("reason_needed") if action in (ASK, DECLINE) and not reason else None)
    with decided_by(user):
        if action == PUBLISH:
            task_state.approve(user=user, comment=reason)
        elif action == ASK:
            task_state.reject(user=user, comment=reason)
        elif action == DECLINE:
            row = Contribution.objects.filter(page_id=page.pk).first()
            if row is not None:
                CONTRIBUTION.move(row, "decline", by=user, note=reason)
            task_state.workflow_state.cancel(user=user)


@contextmanager
def decided_by(user: Any) -> Iterator[None]:
    """Remember who decides while Wagtail publishes, as its signal does not say it."""
    token = _deciding.set(user)
    try:
        yield
    finally:
        _deciding.reset(token)


def decides(user: Any) -> bool:
    """Whether this person is just publishing in the workflow: its step has said that they may."""
    return user is not None and _deciding.get() == user


def who_decides() -> Any:
    """The editor at work: in a decision, else in the back office; None for the clock."""
    return _deciding.get() or get_active_log_context().user
