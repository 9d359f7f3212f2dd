"""What this room shows on pages of lower rooms: figures on the first page, and those of a country on its page."""

from typing import Any

from django.urls import reverse

from eccp.core.slots import fill
from eccp.figures import series
from eccp.figures.counts import Asked, in_country
from eccp.figures.showing import ON_THE_FIRST_PAGE, figures
from eccp.reference.models import Country


@fill("home.figures", "figures/home.html")
def home() -> dict[str, Any] | None:
    """The live figures of the first page, each with its definition."""
    return {"figures": figures(ON_THE_FIRST_PAGE), "definitions_url": reverse("figures:index")}


@fill("country.page", "figures/country.html", order=40)
def country(country: Country, request: Any) -> dict[str, Any] | None:
    """The published profiles of a country by type; silent where there are none."""
    counted = in_country(country.pk)
    if not counted.total:
        return None
    rows = series.types(counted, Asked(), country=country.pk)
    return {"country": country, "rows": rows, "total": counted.total, "url": reverse("figures:index")}
