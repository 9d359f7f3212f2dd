"""The first page of the back office: what waits for an editor, and what will happen by itself."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import RecentEditsPanel
from wagtail.models import Page, Revision, TaskState

from eccp.content.backoffice.access import publishes
from eccp.content.checking.words import said
from eccp.content.contributing.kinds import of_code
from eccp.content.models import Contribution, PageCheck

SHOWN = 8


class Waiting(NamedTuple):
    """A page that waits for a decision."""

    title: str
    url: str
    organisation: str
    kind: Any
    since: datetime


class Coming(NamedTuple):
    """A page that goes live, or goes, by itself."""

    title: str
    url: str
    at: datetime
    goes_live: bool = True


class PanelOfEditors(Component):
    """A panel of the first page, for those who publish."""

    def rows(self, request: HttpRequest) -> tuple[list[Any], int]:
        """What the panel lists, and how many there are in all."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The rows, and how many more there are."""
        request = (parent_context or {})["request"]
        rows, number = self.rows(request)
        return {"rows": rows, "number": number, "more": number > len(rows), "request": request}


class QueuePanel(PanelOfEditors):
    """What waits for an editor's decision: contributions of members, then pages of colleagues."""

    name, order = "queue", 100
    template_name = "content/backoffice/queue.html"

    def rows(self, request: HttpRequest) -> tuple[list[Any], int]:
        """The oldest first."""
        found = Contribution.objects.waiting().filter(page__isnull=False)
        oldest = found.select_related("organisation").order_by("submitted_at", "pk")[:SHOWN]
        rows = [
            Waiting(row.title, edit_url(row.page_id), row.organisation.name, kind_of(row), since_of(row))
            for row in oldest
        ]
        others = of_colleagues(request.user)
        return [*rows, *others][:SHOWN], found.count() + len(others)


def of_colleagues(user: Any) -> list[Waiting]:
    """Pages that other editors put into moderation."""
    states = TaskState.objects.reviewable_by(user).select_related("revision").order_by("started_at")
    by_page = {int(state.revision.object_id): state for state in states}
    pages = Page.objects.filter(pk__in=by_page, contribution=None).select_related("content_type")
    rows = [
        Waiting(
            page.draft_title,
            edit_url(page.pk),
            "",
            page.specific_class._meta.verbose_name,
            by_page[page.pk].started_at,
        )
        for page in pages
    ]
    return sorted(rows, key=lambda row: row.since)


class SchedulePanel(PanelOfEditors):
    """What goes live next, and what goes."""

    name, order = "schedule", 200
    template_name = "content/backoffice/schedule.html"

    def rows(self, request: HttpRequest) -> tuple[list[Any], int]:
        """The next first."""
        rows = sorted(self.coming(), key=lambda row: row.at)
        return rows[:SHOWN], len(rows)

    def coming(self) -> Iterator[Coming]:
        """Every moment: of a page that goes live and goes again, both."""
        comes: dict[str, datetime] = {}
        waiting = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
        facts = waiting.values_list("object_id", "object_str", "approved_go_live_at", "content__expire_at")
        for pk, title, at, until in facts:
            comes[pk] = at
            yield Coming(title, edit_url(pk), at)
            if until:
                yield Coming(title, edit_url(pk), datetime.fromisoformat(until), goes_live=False)
        gone = Page.objects.filter(live=True, expire_at__isnull=False)
        for page in gone.only("pk", "title", "expire_at"):
            again = comes.get(str(page.pk))
            if again is None or page.expire_at < again:  # else what goes live by then brings its own day
                yield Coming(page.title, edit_url(page.pk), page.expire_at, goes_live=False)


class ChecksPanel(PanelOfEditors):
    """Pages whose links lead nowhere, or whose pictures say nothing."""

    name, order = "checks", 300
    template_name = "content/backoffice/checks.html"

    def rows(self, request: HttpRequest) -> tuple[list[Any], int]:
        """The newest first: what broke lately is soonest mended."""
        found = PageCheck.objects.wrong()
        rows = [
            {"check": row, "url": edit_url(row.page_id), "said": said(row.detail)}
            for row in found.select_related("page").order_by("-since", "-pk")[:SHOWN]
        ]
        return rows, found.count()


class EditsPanel(RecentEditsPanel):
    """Wagtail's panel of the pages that the person changed last, with words where there are none."""

    order = 400
    template_name = "content/backoffice/edits.html"


def since_of(row: Contribution) -> datetime:
    """Since when the editors have had it."""
    since: datetime = row.submitted_at or row.created_at
    return since


def kind_of(row: Contribution) -> Any:
    """What kind of contribution it is, in words."""
    kind = of_code(row.kind)
    return kind.label if kind else row.kind


def edit_url(page_id: Any) -> str:
    """The page's editor."""
    return reverse("wagtailadmin_pages:edit", args=[page_id])


def put_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Four panels for editors, in the order of their day; nothing for those who publish nothing."""
    mine = [QueuePanel(), SchedulePanel(), ChecksPanel(), EditsPanel()]
    panels[:] = mine if publishes(request.user) else []
