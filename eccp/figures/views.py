"""The page of figures, each of its tables as a file, and all of them as one workbook."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from eccp.core.keeping import kept_for_all
from eccp.core.limits import SEARCH, limited
from eccp.directory import licence
from eccp.figures import workbook
from eccp.figures.files import FILES, written
from eccp.figures.forms import AskedForm
from eccp.figures.page import Look


@kept_for_all()
@require_safe
@limited(SEARCH)
def index(request: HttpRequest) -> HttpResponse:
    """Counters, growth, countries, types, ecosystems, and what was published before."""
    form = AskedForm.read(request.GET)
    look = Look(form.asked)
    return render(
        request, "figures/index.html", {"form": form, "look": look, "files": FILES, "licence": licence}
    )


@conditional_page
@require_safe
@limited(SEARCH)
def data(request: HttpRequest, name: str) -> HttpResponse:
    """One table as a file, for the profiles that were asked for. A question that is not understood has none."""
    form = AskedForm.read(request.GET)
    if name not in FILES or not form.is_valid():
        raise Http404
    response = HttpResponse(
        written(name, Look(form.asked)),
        content_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="eccp-{name}.csv"', "Link": licence.LINK},
    )
    patch_cache_control(response, no_cache=True)
    return response


@conditional_page
@require_safe
@limited(SEARCH)
def book(request: HttpRequest) -> HttpResponse:
    """All tables as a workbook, for the profiles that were asked for."""
    form = AskedForm.read(request.GET)
    if not form.is_valid():
        raise Http404
    address = request.build_absolute_uri(f"{reverse('figures:index')}{form.asked.query}")
    response = HttpResponse(
        workbook.written(Look(form.asked), address),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": 'attachment; filename="eccp-figures.xlsx"', "Link": licence.LINK},
    )
    patch_cache_control(response, no_cache=True)
    return response
