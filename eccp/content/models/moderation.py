"""The one step of moderation: an editor looks at what an organisation contributed."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, PagePermissionTester

from eccp.content.models.contributions import Contribution
from eccp.organisations.policies import represents

PUBLISH, ASK, DECLINE = "approve", "reject", "decline"  # the first two are Wagtail's words


def speaks_for_its_own(user: Any, page: Any) -> bool:
    """Whether the page is a contribution of an organisation that this person acts for, or wrote it."""
    found = Contribution.objects.filter(page_id=page.pk).select_related("organisation").first()
    return found is not None and (found.by_id == user.pk or represents(user, found.organisation))


class PageTester(PagePermissionTester):
    """What a person may do with a page in the back office."""

    @cached_property
    def contribution(self) -> Contribution | None:
        """The contribution that the page came of, or is a translation of; other pages are not asked."""
        if getattr(self.page, "organisation_id", None) is None:
            return None
        same = Contribution.objects.filter(page__translation_key=self.page.translation_key)
        found = same.select_related("organisation")
        row: Contribution | None = found.first()
        return row

    def can_publish(self) -> bool:
        """Wagtail's answer, or a decision in the workflow; never one's own, nor what no member sent."""
        from eccp.content.contributing.deciding import decides

        return (bool(super().can_publish()) or decides(self.user)) and self.refuses_publishing() is None

    def refuses_publishing(self) -> Any:
        """What keeps the person from publishing a contribution, if something does."""
        from eccp.content.contributing.policies import refuses_publishing

        return refuses_publishing(self.user, self.contribution) if self.contribution else None

    def can_submit_for_moderation(self) -> bool:
        """Into the contributions' own workflow goes a contribution only: one that waits for its member's changes."""
        if not super().can_submit_for_moderation():
            return False
        if not EditorsLook.objects.filter(workflow_tasks__workflow=self.page.get_workflow()).exists():
            return True
        row = self.contribution
        asked = row is not None and row.status == Contribution.Status.ASKED
        return row is not None and asked and row.page_id == self.page.pk


class EditorsLook(AbstractGroupApprovalTask):
    """An editor publishes, asks for changes, or declines; never for an organisation of their own.

    A no always has its reason: without words nothing happens, whichever door it comes from.
    """

    class Meta:
        verbose_name = _("editors look at it")
        verbose_name_plural = _("editors look at it")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """What this person may do with the page now."""
        if not self.user_can_access_editor(obj, user) or speaks_for_its_own(user, obj):
            return []
        return [
            (ASK, _("Ask for changes"), True),
            (DECLINE, _("Decline"), True),
            (PUBLISH, _("Publish"), False),
        ]

    def get_form_for_action(self, action: str) -> Any:
        """The form in which a no is given its reason."""
        from eccp.content.contributing.deciding import ReasonForm

        return super().get_form_for_action(action) if action == PUBLISH else ReasonForm

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Do what the editor decided."""
        from eccp.content.contributing.deciding import decide

        return decide(self, task_state, user, action_name, comment=kwargs.get("comment", ""))

    @classmethod
    def get_description(cls) -> Any:
        """What the step is."""
        return _("An editor publishes, asks for changes or declines, with a reason.")
