"""Lists of knowledge to take away, and the places of the map of networks."""

import csv
from collections.abc import Callable, Iterable
from io import StringIO
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eccp.content.lists import library, networks, practices, section_showing
from eccp.content.resources import Row
from eccp.core.limits import DOWNLOADS, SEARCH, address, limited
from eccp.directory import downloads
from eccp.directory.downloads.as_csv import harmless
from eccp.reference.models import today


@require_safe
@limited(SEARCH, by=address)
def library_csv(request: HttpRequest) -> HttpResponse:
    """The library as a table, narrowed as its page is."""
    listing = library.listing_of(section_showing("library"), request.GET)
    columns: dict[Any, Callable[[Row], Any]] = {
        _("Title"): lambda row: row.page.title,
        _("Kind"): lambda row: row.page.get_kind_display(),
        _("Author"): lambda row: row.page.author,
        _("Year"): lambda row: row.page.year,
        _("For whom"): lambda row: row.target_groups,
        _("About"): lambda row: row.subjects,
        _("Files"): lambda row: "; ".join(f"{settings.SITE_URL}{one.url} ({one.facts})" for one in row.files),
        _("Where it is published"): lambda row: row.page.link,
        _("Page"): lambda row: row.page.get_full_url(request),
    }
    return table("library", library.every_row(listing), columns)


@require_safe
@limited(SEARCH, by=address)
def practices_csv(request: HttpRequest) -> HttpResponse:
    """Good practices as a table, narrowed as their page is."""
    listing = practices.listing_of(section_showing("practices"), request.GET)
    columns: dict[Any, Callable[[Row], Any]] = {
        _("Title"): lambda row: row.page.title,
        _("Company"): lambda row: row.page.company,
        _("Country"): lambda row: row.places,
        _("Sector"): lambda row: row.sectors,
        _("Technique"): lambda row: row.techniques,
        _("Saved"): lambda row: row.page.saving,
        _("Paid back after, in months"): lambda row: row.page.payback_months,
        _("Year"): lambda row: row.page.year,
        _("Page"): lambda row: row.page.get_full_url(request),
    }
    return table("good-practice", practices.every_row(listing), columns)


def table(name: str, rows: Iterable[Row], columns: dict[Any, Callable[[Row], Any]]) -> HttpResponse:
    """Rows as comma-separated values, with a head in the reader's language; no cell is taken for a formula."""
    made = StringIO()
    writer = csv.writer(made)
    writer.writerow([str(column) for column in columns])
    for row in rows:
        cells = [read(row) for read in columns.values()]
        writer.writerow([harmless("" if cell is None else cell) for cell in cells])
    response = HttpResponse(
        "\ufeff" + made.getvalue(), content_type="text/csv; charset=utf-8; header=present"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}-{today().isoformat()}.csv"'
    return response


@require_safe
@limited(DOWNLOADS)
def networks_csv(request: HttpRequest) -> HttpResponseBase:
    """The networks of the list as the directory's own table, with every public fact."""
    listing = networks.listing_of(request.GET)
    keys = networks.keys(listing)
    source = settings.SITE_URL + request.get_full_path().replace(".csv", "/", 1)
    made = downloads.FORMS["csv"]
    response = StreamingHttpResponse(made.pieces(keys, source), content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="networks-{today().isoformat()}.csv"'
    return response


@require_safe
@limited(SEARCH, by=address)
def network_points(request: HttpRequest) -> HttpResponse:
    """The places of the networks of the list, for the map beside it."""
    return JsonResponse({"points": networks.points(request.GET)}, headers={"Cache-Control": "no-cache"})
