"""What the assembly adds to Wagtail: pages kept for all readers; in the back office the audit of all rooms."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from eccp.config.audit.report import AuditReport, policy
from eccp.core.keeping import keep_for_all


@hooks.register("on_serve_page")
def keep_pages(serve: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let what editors wrote be kept. A page that is not for all says so itself, and is not."""

    def served(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponseBase:
        return keep_for_all(serve(page, request, args, kwargs))

    return served


class AuditMenuItem(MenuItem):
    """Shown to those who may read the log."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person is an administrator."""
        return bool(policy.user_has_permission(request.user, "view"))


@hooks.register("register_reports_menu_item")
def audit_menu_item() -> AuditMenuItem:
    """Lead to the report, first of all."""
    return AuditMenuItem(_("Audit"), reverse_lazy("audit"), name="audit", icon_name="list-ul", order=100)


@hooks.register("register_admin_urls")
def audit_urls() -> list[URLPattern]:
    """The report, and its results alone for the filters."""
    view: Any = AuditReport
    return [
        path("reports/audit/", view.as_view(), name="audit"),
        path("reports/audit/results/", view.as_view(results_only=True), name="audit_results"),
    ]
