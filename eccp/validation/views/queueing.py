"""The queue's pages: what waits for a verdict, what waits for an answer, and the same as a file."""

import csv
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from eccp.core.working_time import BRUSSELS
from eccp.organisations.models import Representative
from eccp.validation import clock, queue, services
from eccp.validation.forms import QueueFilters
from eccp.validation.models import Application
from eccp.validation.views.finding import require_validator

PER_PAGE = 25
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The queue in the order of the clock; what waits for an answer stands apart."""
    require_validator(request.user)
    now, filters = timezone.now(), QueueFilters(request.GET or {})
    asked = filters.asked()
    found = queue.find(asked, request.user)
    own = frozenset(Representative.objects.filter(person=request.user).values_list("organisation", flat=True))
    telling = {"now": now, "closed": clock.closed_days(), "own": own, "user": request.user}
    whole = "state" not in asked
    page = Paginator(found.waiting() if whole else found, PER_PAGE).get_page(request.GET.get("page"))
    answers = Paginator(found.filter(status=Application.Status.ASKED), PER_PAGE).page(1) if whole else None
    first = queue.next_to_judge(found, request.user)
    context: dict[str, Any] = {
        "filters": filters,
        "asked": asked,
        "page": page,
        "rows": queue.rows(page, **telling),
        "answers": answers,
        "answer_rows": queue.rows(answers or [], **telling),
        "counts": queue.counted(now),
        "next": queue.rows([first], **telling)[0] if first else None,
        "state": dict(Application.Status.choices).get(asked.get("state", ""), ""),
        "export_url": f"{reverse('validation:export')}?{request.GET.urlencode()}",
    }
    return render(request, "validation/queue.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same result as a file, one line an application, without anybody's address."""
    require_validator(request.user)
    asked = QueueFilters(request.GET or {}).asked()
    found = queue.find(asked, request.user)
    services.note_export(asked, by=request.user)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="validation-queue.csv"'
    response.write("\ufeff")  # so that spreadsheets read it as UTF-8
    writer = csv.writer(response)
    heads = (
        *(_("Number"), _("Organisation"), _("Country"), _("Profile type"), _("Kind"), _("State")),
        *(_("Submitted"), _("Due"), _("In progress by"), _("Decided"), _("Decided by")),
    )
    writer.writerow(heads)
    for row in found.iterator():
        writer.writerow([_plain(value) for value in _cells(row)])
    return response


def _cells(row: Application) -> tuple[Any, ...]:
    return (
        row.pk,
        row.organisation.name,
        row.organisation.country_id,
        row.organisation.kind.label,
        row.get_kind_display(),
        row.get_status_display(),
        row.submitted_at,
        row.due_at,
        str(row.in_progress_by or ""),
        row.decided_at,
        str(row.decided_by or ""),
    )


def _plain(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula; times in Brussels."""
    if value is None:
        return ""
    if hasattr(value, "astimezone"):
        return value.astimezone(BRUSSELS).strftime("%Y-%m-%d %H:%M")
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
