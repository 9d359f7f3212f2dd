"""What the home page shows from the platform's own data: figures with definitions, newest profiles."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from eccp.organisations.models import Organisation
from eccp.reference.programmes import programme_countries

NEWEST = 4
EXAMPLES = ("packaging", "hydrogen", "wood", "photonics")


@dataclass(frozen=True)
class Figure:
    """A number and what it counts."""

    value: int
    label: str
    definition: str


def figures() -> list[Figure]:
    """The live figures of the first page. All count validated profiles only."""
    published = Organisation.objects.published()
    clusters = published.of_type("cluster_organisation")
    return [
        Figure(
            clusters.count(),
            _("cluster organisations"),
            _("Validated profiles of cluster organisations, worldwide."),
        ),
        Figure(
            published.of_type("national_association", "meta_cluster_network").count(),
            _("associations and networks"),
            _("Validated national associations, meta-clusters and networks of clusters."),
        ),
        Figure(
            clusters.aggregate(all=Sum("cluster__members_sme"))["all"] or 0,
            _("SMEs declared"),
            _("The sum of what clusters declare. A company in two clusters is counted twice."),
        ),
        Figure(
            clusters.filter(country_id__in=programme_countries()).values("country").distinct().count(),
            _("programme countries"),
            _("Programme countries with at least one validated cluster organisation today."),
        ),
    ]


def front_page() -> dict[str, Any]:
    """The context of the home page."""
    newest = Organisation.objects.published().select_related("country").prefetch_related("texts")
    return {
        "figures": figures(),
        "dots_url": reverse("dots"),
        "examples": EXAMPLES,
        "newest": newest.order_by("-published_at", "-pk")[:NEWEST],
    }
