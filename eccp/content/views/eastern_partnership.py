"""The six countries of the Eastern Partnership, as a page and as a file."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from eccp.content.country_counts import PUBLISHED_MEANS, UNPUBLISHED_MEANS
from eccp.content.eastern_partnership import SOURCE, THEN, lines, table
from eccp.core.keeping import kept_for_all
from eccp.core.limits import SEARCH, limited
from eccp.directory import licence
from eccp.directory.downloads.as_csv import Line, harmless


@kept_for_all()
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The table, drawn from what is there now."""
    shown = table()
    return render(
        request,
        "content/eastern_partnership.html",
        {
            "table": shown,
            "then": THEN,
            "source": SOURCE,
            "means": [PUBLISHED_MEANS, UNPUBLISHED_MEANS],
            "knowledge_url": reverse("home") + "knowledge/",
            "countries_url": reverse("home") + "knowledge/countries/",
        },
    )


@conditional_page
@require_safe
@limited(SEARCH)
def download(request: HttpRequest) -> HttpResponse:
    """The same as a file that spreadsheets read; no cell of it is a formula."""
    writer = csv.writer(Line())
    written = "".join(writer.writerow([harmless(cell) for cell in line]) for line in lines(table()))
    response = HttpResponse(
        "\ufeff" + written,
        content_type="text/csv; charset=utf-8; header=present",
        headers={
            "Content-Disposition": 'attachment; filename="eccp-eastern-partnership.csv"',
            "Link": licence.LINK,
        },
    )
    patch_cache_control(response, no_cache=True)
    return response
