"""What the directory can be narrowed by: each facet once, in the order of the page."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Facet:
    """One way to narrow the directory.

    `scheme` is the code list of its values, where it has one. A `dated` facet counts a value only
    between two dates. `first` facets stand open on the page, the others under "More filters".
    """

    name: str
    label: Any
    all_of_them: Any
    scheme: str = ""
    dated: bool = False
    first: bool = False


FACETS = (
    Facet("type", _("Profile type"), _("All %(number)s types"), first=True),
    Facet("country", _("Country"), _("All %(number)s countries"), first=True),
    Facet("ecosystem", _("Industrial ecosystem"), _("All %(number)s ecosystems"), "ecosystem", first=True),
    Facet("technology", _("Technology"), _("All %(number)s technologies"), "technology", first=True),
    Facet("service", _("Services to members"), _("All %(number)s services"), "service", first=True),
    Facet("region", _("Region"), _("All %(number)s regions")),
    Facet("sector", _("Sector"), _("All %(number)s sectors"), "sector"),
    Facet(
        "emerging_industry",
        _("Emerging industry"),
        _("All %(number)s emerging industries"),
        "emerging_industry",
    ),
    Facet("label", _("Excellence label, valid today"), _("All %(number)s labels"), "label", dated=True),
    Facet("trust", _("Validated or listed"), _("Both")),
    Facet("language", _("Working language"), _("All %(number)s languages"), "language"),
    Facet("sought", _("Seeks partners in"), _("All %(number)s countries")),
)
BY_NAME = {facet.name: facet for facet in FACETS}
NAMES = tuple(BY_NAME)
FIRST = tuple(facet.name for facet in FACETS if facet.first)

VALIDATED = "validated"
LISTED = "listed"
TRUST = {VALIDATED: _("Validated"), LISTED: _("Listed, not validated")}
