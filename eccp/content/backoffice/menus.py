"""The menus of the back office: what editors use, under the names that the platform gives it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem, WorkflowMenuItem
from wagtail.admin.menu import MenuItem

from eccp.content.backoffice.access import publishes
from eccp.content.backoffice.decisions import PAST_THE_DECISION, of
from eccp.content.models import Contribution
from eccp.content.models.moderation import PUBLISH

NAMES = {"images": _("Pictures"), "documents": _("Documents")}
# Of Wagtail's reports these say nothing that an editor can act on, or say it wrongly: a contribution that was
# declined stands there as cancelled. The history of all is for the audit.
REPORTS_LEFT_OUT = {"locked-pages", "workflows", "workflow-tasks", "page-types-usage"}
HISTORY = "site-history"
KEPT_OF_HELP = {"guide", "platform-help", "keyboard-shortcuts-trigger"}


class EditorsItem(MenuItem):
    """Shown to those who publish pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person is an editor."""
        return publishes(request.user)


class ContributionsItem(EditorsItem):
    """Leads to what members contributed, and says how many wait."""

    def render_component(self, request: HttpRequest) -> Any:
        """The item with the number, where there is one."""
        component = super().render_component(request)
        if number := Contribution.objects.waiting().count():
            component.label = f"{self.label} ({number})"
        return component


def contributions() -> MenuItem:
    """The way to what members contributed."""
    return ContributionsItem(
        _("Contributions"), reverse_lazy("contributions"), name="contributions", icon_name="mail", order=110
    )


def redirects() -> MenuItem:
    """The way to the redirects, which are an editor's daily work and no setting."""
    return EditorsItem(
        _("Redirects"),
        reverse_lazy("wagtailredirects:index"),
        name="redirects",
        icon_name="redirect",
        order=9100,
    )


def languages() -> MenuItem:
    """The way to the languages that pages may be written in; Wagtail's own is for those who run its sites."""
    return EditorsItem(
        _("Languages"), reverse_lazy("wagtaillocales:index"), name="languages", icon_name="globe", order=100
    )


def checks() -> MenuItem:
    """The way to the report of links and descriptions."""
    return EditorsItem(
        _("Links and descriptions"),
        reverse_lazy("page_checks"),
        name="page-checks",
        icon_name="link",
        order=200,
    )


def guide() -> MenuItem:
    """The way to the editors' guide."""
    return EditorsItem(
        _("Guide for editors"), reverse_lazy("editors_guide"), name="guide", icon_name="help", order=100
    )


def platform_help() -> MenuItem:
    """The way to the help that all readers have."""
    return EditorsItem(
        _("Help of the platform"),
        reverse_lazy("wagtail_serve", args=["help/"]),
        name="platform-help",
        icon_name="help",
        order=110,
    )


def shorten_main(request: HttpRequest, items: list[MenuItem]) -> None:
    """Call things as the platform does."""
    for item in items:
        item.label = NAMES.get(item.name, item.label)


def shorten_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave the reports that an editor can act on; the history of all pages is for those who read the audit."""
    left_out = (
        REPORTS_LEFT_OUT if request.user.has_perm("core.view_logentry") else {*REPORTS_LEFT_OUT, HISTORY}
    )
    items[:] = [item for item in items if item.name not in left_out]


def shorten_settings(request: HttpRequest, items: list[MenuItem]) -> None:
    """Redirects stand in the main menu, and languages under the name that they have on the platform."""
    items[:] = [item for item in items if item.name not in {"redirects", "locales"}]


def shorten_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """Nothing about the program itself: what it brought lately, and its own guide on another site."""
    items[:] = [item for item in items if item.name in KEPT_OF_HELP]


def decide_by_the_workflow(
    items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    """One way for a page that is in moderation: the decision, not past it. Sections have no way down."""
    left_out: set[str] = set()
    decisions = [item for item in items if isinstance(item, WorkflowMenuItem)]
    for item in decisions:
        left_out.add("action-publish")
        if item.name == PUBLISH:
            item.label = _("Publish")
    page = context.get("page")
    if page is None or not page.pk:
        left_out.add("action-submit")  # of a page of one's own there is nothing to decide yet
    elif of(page):
        left_out |= {*PAST_THE_DECISION}
    if hasattr(page, "stays"):
        left_out.add("action-unpublish")
    items[:] = [item for item in items if item.name not in left_out]
