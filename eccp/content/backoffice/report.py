"""The report of links that lead nowhere, and of pictures that say nothing to those who do not see them."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Max, QuerySet, When
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Page

from eccp.content.backoffice.access import publishes
from eccp.content.backoffice.home import edit_url
from eccp.content.backoffice.lists import EditorsList
from eccp.content.checking.collecting import collect
from eccp.content.checking.words import said
from eccp.content.models import PageCheck
from eccp.core.tasks import enqueue

K = PageCheck.Kind


class CheckFilters(WagtailFilterSet):
    """By what it is and how it stands; unless a state is asked for, what is wrong."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("What"), choices=K.choices)
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=PageCheck.State.choices,
        empty_label=gettext_lazy("All that is wrong"),
    )

    class Meta:
        model = PageCheck
        fields: list[str] = []


class Checks(EditorsList):
    """Links first, then descriptions, each under its heading; what has been wrong longest first."""

    model = PageCheck
    page_title = gettext_lazy("Links and descriptions")
    header_icon = "link"
    results_template_name = "content/backoffice/checks_results.html"
    filterset_class = CheckFilters
    is_searchable = True
    index_url_name = "page_checks"
    index_results_url_name = "page_checks_results"
    file_name = "links-and-descriptions"
    list_export = ["page.title", "page.full_url", "get_kind_display", "target", "get_state_display", "said"]
    list_export += ["since", "checked_at"]
    export_headings = {
        "page.title": gettext_lazy("Page"),
        "page.full_url": gettext_lazy("Address of the page"),
        "get_kind_display": gettext_lazy("What"),
        "target": gettext_lazy("Where it leads"),
        "get_state_display": gettext_lazy("State"),
        "said": gettext_lazy("What was found"),
    }

    def get_base_queryset(self) -> QuerySet[PageCheck]:
        """What stands on live pages."""
        rows = PageCheck.objects.filter(page__live=True)
        if not self.request.GET.get("state"):
            rows = rows.wrong()
        place = Case(When(kind=K.SITE, then=0), When(kind=K.OWN, then=1), default=2)
        return rows.select_related("page").order_by(place, "since", "pk")

    def search_queryset(self, queryset: Any) -> Any:
        """By address and by page."""
        if not self.is_searching:
            return queryset
        words = self.search_query
        return queryset.filter(target__icontains=words) | queryset.filter(page__title__icontains=words)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Add the way to the editor, and what was found in words."""
        for row in object_list:
            row.url, row.said = edit_url(row.page_id), said(row.detail)
        return object_list

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add when somebody last looked."""
        looked_at = PageCheck.objects.aggregate(at=Max("checked_at"))["at"]
        return {**super().get_context_data(*args, **kwargs), "looked_at": looked_at}


def check_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at one link or picture now: within the platform at once, another site in the background."""
    if not publishes(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = get_object_or_404(PageCheck, pk=pk)
    if row.kind == K.SITE:
        enqueue("content.ask_link", row.pk)
        messages.success(
            request, _("The site is being asked. Load this page again in a minute to see the answer.")
        )
    else:
        collect(Page.objects.filter(pk=row.page_id))
        messages.success(request, _("The page “%(title)s” was looked through.") % {"title": row.page.title})
    return redirect(reverse("page_checks"))


def check_all(request: HttpRequest) -> HttpResponse:
    """Look through all pages now, in the background."""
    if not publishes(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    enqueue("content.look_through_pages")
    messages.success(request, _("All pages are being looked through. Load this page again in a few minutes."))
    return redirect(reverse("page_checks"))
