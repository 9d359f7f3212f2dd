"""Addresses of countries, policy areas and ecosystems by their codes: they stay when a page is moved or renamed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from eccp.content.about import address
from eccp.content.models import CountryPage, PolicyAreaPage
from eccp.reference.access import find_country
from eccp.reference.models import Scheme, Term

COUNTRY = "country"


@require_safe
def topic(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Lead to the page; where there is none, to what the directory has."""
    if kind == COUNTRY:
        return _country(code)
    term = Term.objects.filter(scheme=kind, code=code).first()
    if term is None or kind not in {Scheme.POLICY_AREA, Scheme.ECOSYSTEM}:
        raise Http404
    page = PolicyAreaPage.objects.live().filter(term=term).order_by("path").first()
    if page is None and kind == Scheme.POLICY_AREA:
        raise Http404  # the directory cannot be narrowed by it
    return redirect(address(page) if page else _directory(kind, code))


def _country(code: str) -> HttpResponse:
    country = find_country(code)
    if country is None:
        raise Http404
    page = CountryPage.objects.live().filter(country=country).order_by("path").first()
    return redirect(address(page) if page else _directory(COUNTRY, country.pk))


def _directory(name: str, value: str) -> str:
    return f"{reverse('directory:index')}?{urlencode({name: value})}"
