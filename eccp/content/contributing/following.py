"""Keeping a contribution true to its page, whatever way an editor goes in the back office.

Wagtail says what happened by signals; each becomes one verb of the table. Wagtail's own mails on moderation
lead to the back office, where contributors cannot go: ours take their places among the listeners.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _
from wagtail import signals
from wagtail.models import Page, TaskState, WorkflowState

from eccp.content.contributing.copies import translated
from eccp.content.contributing.deciding import who_decides
from eccp.content.contributing.flow import CONTRIBUTION
from eccp.content.models import Contribution

S = Contribution.Status
# The names under which Wagtail's own mails would listen. Who listens first under a name, stays.
PLACES: list[tuple[Any, type, str]] = [
    (signals.task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (signals.workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (signals.workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (signals.workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
]


def listen() -> None:
    """Listen to what Wagtail says; called when the room is ready, before Wagtail's own apps are."""
    for signal, sender, name in PLACES:
        signal.connect(nothing, sender=sender, dispatch_uid=name)
    heard: list[tuple[Any, Callable[..., None]]] = [
        (signals.task_submitted, resubmitted),
        (signals.task_rejected, rejected),
        (signals.workflow_cancelled, cancelled),
        (signals.page_published, published),
        (signals.page_unpublished, unpublished),
        (signals.copy_for_translation_done, translated),
    ]
    for signal, function in heard:
        signal.connect(function, dispatch_uid=f"contributions.{function.__name__}")
    pre_delete.connect(deleted, sender=Page, dispatch_uid="contributions.deleted")


def nothing(**_said: Any) -> None:
    """Say nothing by mail: the platform's own mails do."""


def of_page(pk: Any) -> Contribution | None:
    """The contribution that a page came of, if it did."""
    found: Contribution | None = (
        Contribution.objects.filter(page_id=pk).select_related("page", "organisation").first()
    )
    return found


def of_state(state: WorkflowState) -> Contribution | None:
    """The contribution in a workflow, if it is about one."""
    if state.base_content_type_id != ContentType.objects.get_for_model(Page).pk:
        return None
    return of_page(state.object_id)


def resubmitted(*, instance: Any, user: Any = None, **_said: Any) -> None:
    """An editor put the page into moderation, perhaps again."""
    row = of_state(instance.workflow_state)
    if row and row.status in {S.DRAFT, S.ASKED, S.WITHDRAWN}:
        CONTRIBUTION.move(row, "take_in_hand", by=user)


def rejected(*, instance: Any, user: Any = None, **_said: Any) -> None:
    """An editor asks for changes."""
    row = of_state(instance.workflow_state)
    if row and row.status == S.SUBMITTED:
        note = instance.comment.strip() or _("The editor gave no reason. Write to the platform to learn it.")
        CONTRIBUTION.move(row, "ask", by=user, note=note)


def cancelled(*, instance: Any, user: Any = None, **_said: Any) -> None:
    """An editor took the page out of moderation without a decision."""
    row = of_state(instance)
    if row and row.status in {S.SUBMITTED, S.ASKED}:
        CONTRIBUTION.move(row, "give_back", by=user)


def published(*, instance: Any, **_said: Any) -> None:
    """The page is live, or will be on its day."""
    row = of_page(instance.pk)
    verb = "publish" if instance.live else "schedule"
    if row and row.status != CONTRIBUTION.verbs[verb].target:
        CONTRIBUTION.move(row, verb, by=who_decides())


def unpublished(*, instance: Any, **_said: Any) -> None:
    """The page is not live any more: an editor took it down, or its day came."""
    row = of_page(instance.pk)
    if row and row.status == S.PUBLISHED:
        CONTRIBUTION.move(row, "take_down", by=who_decides())


def deleted(*, instance: Page, **_said: Any) -> None:
    """An editor deleted the page. What was declined or taken down already stays as it is."""
    row = of_page(instance.pk)
    if row and row.status not in {S.TAKEN_DOWN, S.DECLINED}:
        CONTRIBUTION.move(row, "take_down", by=who_decides(), note=_("An editor deleted the page."))
