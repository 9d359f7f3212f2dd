"""What members contributed, for editors: what waits first, all else by its state."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from eccp.content.backoffice.home import edit_url, kind_of, since_of
from eccp.content.backoffice.lists import EditorsList
from eccp.content.contributing.kinds import all_kinds
from eccp.content.models import Contribution

S = Contribution.Status
NOT_THE_EDITORS = {S.DRAFT}  # what a member still writes is nobody else's business


def states() -> list[tuple[str, Any]]:
    """The states that editors see."""
    return [(code, label) for code, label in S.choices if code not in NOT_THE_EDITORS]


class ContributionFilters(WagtailFilterSet):
    """By state and kind; unless one is asked for, those that wait."""

    status = django_filters.ChoiceFilter(
        label=_("State"), choices=states, empty_label=_("waits for an editor")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=lambda: [(kind.code, kind.label) for kind in all_kinds()]
    )

    class Meta:
        model = Contribution
        fields: list[str] = []


class Contributions(EditorsList):
    """The list, the oldest first."""

    model = Contribution
    page_title = _("Contributions of members")
    header_icon = "mail"
    results_template_name = "content/backoffice/contributions_results.html"
    filterset_class = ContributionFilters
    is_searchable = True
    index_url_name = "contributions"
    index_results_url_name = "contributions_results"
    file_name = "contributions"
    list_export = ["title", "organisation.name", "kind_label", "get_status_display", "since"]
    export_headings = {
        "organisation.name": _("Organisation"),
        "kind_label": _("Kind"),
        "get_status_display": _("State"),
        "since": _("Since"),
    }

    def get_base_queryset(self) -> QuerySet[Contribution]:
        """All that left the hands of their writers, with the moment since which the editors have had them."""
        rows = Contribution.objects.exclude(status__in=NOT_THE_EDITORS).select_related("organisation")
        if not self.request.GET.get("status"):
            rows = rows.waiting()
        return rows.annotate(since=Coalesce("submitted_at", "created_at")).order_by("since", "pk")

    def search_queryset(self, queryset: Any) -> Any:
        """By title and organisation."""
        if not self.is_searching:
            return queryset
        words = self.search_query
        return queryset.filter(title__icontains=words) | queryset.filter(organisation__name__icontains=words)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Add the way to the editor, and the kind in words."""
        for row in object_list:
            row.url, row.kind_label = edit_url(row.page_id) if row.page_id else "", kind_of(row)
            row.since = since_of(row)
        return object_list
