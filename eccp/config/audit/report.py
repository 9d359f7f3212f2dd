"""The report's page in the back office, for administrators."""

from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from eccp.config.audit.filters import EntryFilters, search
from eccp.config.audit.lines import lines
from eccp.config.audit.sheets import FORMS
from eccp.core.log import ADMINISTRATOR, log
from eccp.core.models import LogEntry

PAGED_AT_MOST = 10_000  # nobody pages further; counting a million rows for each page would take seconds
OF_PEOPLE = {"person", "q"}  # what was typed here may name somebody

policy = ModelPermissionPolicy(LogEntry)


class UpToSome(WagtailPaginator):
    """Counts and pages no further than `PAGED_AT_MOST`."""

    @cached_property
    def found(self) -> int:
        """How many there are, or one more than are paged."""
        return int(self.object_list.order_by()[: PAGED_AT_MOST + 1].count())

    @cached_property
    def count(self) -> int:
        """How many are paged."""
        return min(self.found, PAGED_AT_MOST)


class AuditReport(ReportView):
    """Who did what to what, when, and in which role, the newest first."""

    model = LogEntry
    permission_policy = policy
    any_permission_required = ["view"]
    page_title = _("Audit")
    header_icon = "list-ul"
    template_name = "audit/report.html"
    results_template_name = "audit/results.html"
    filterset_class = EntryFilters
    paginator_class = UpToSome
    is_searchable = True
    index_url_name = "audit"
    index_results_url_name = "audit_results"
    default_ordering = ("-at", "-pk")
    list_export = ["all"]

    def filter_queryset(self, queryset: Any) -> Any:
        """Of what was asked wrongly nothing is found: a file of everything would be no answer."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def search_queryset(self, queryset: Any) -> Any:
        """Look for people, organisations and verbs, never through the texts of a million rows."""
        return search(queryset, self.search_query) if self.is_searching else queryset

    def get_filtered_queryset(self) -> Any:
        """Filtered once, by `get_queryset`."""
        return self.get_queryset()

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """The entries of the page in words; those of a file are put into words while it is made."""
        return object_list if self.is_export else lines(object_list, self.request.user)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add whether there are more than can be paged."""
        context = super().get_context_data(*args, **kwargs)
        paginator = context.get("paginator")
        context["more"] = PAGED_AT_MOST if paginator and paginator.found > PAGED_AT_MOST else 0
        return context

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> StreamingHttpResponse:
        """Everything that was found as a file. That somebody took it is an entry itself."""
        form = FORMS[spreadsheet_format]
        asked = {
            name: "…" if name in OF_PEOPLE else value
            for name, value in self.request.GET.items()
            if value and name != "export"
        }
        log(
            self.request.user,
            "audit.export",
            by=self.request.user,
            role=ADMINISTRATOR,
            changes={
                "form": ["", spreadsheet_format],
                **{name: ["", value] for name, value in asked.items()},
            },
        )
        response = StreamingHttpResponse(
            form.pieces(queryset, self.request.user), content_type=form.content_type
        )
        name = f"audit-{timezone.localdate():%Y-%m-%d}.{spreadsheet_format}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response
