"""What the directory can be narrowed by: each facet once, in the order of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from eccp.directory.ranges import FOUNDED, MEMBERS


@dataclass(frozen=True)
class Facet:
    """One way to narrow the directory.

    `scheme` is the code list of its values, where it has one; `values` are its values in their own
    order, where they are few and known. A `dated` facet counts a value only between two dates.
    `first` facets stand open on the page, the others under "More filters". `said` is how a value reads
    away from its heading, where the bare value could be taken for that of another facet.
    """

    name: str
    label: Any
    all_of_them: Any
    scheme: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    dated: bool = False
    first: bool = False
    said: Any = "%(value)s"


VALIDATED = "validated"
LISTED = "listed"
TRUST = {VALIDATED: _("Validated"), LISTED: _("Listed, not validated")}
EU = "eu"
PROGRAMME = "programme"
THIRD = "third"
ACCESS = {EU: _("EU country"), PROGRAMME: _("Programme country outside the EU"), THIRD: _("Third country")}

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
    Facet(
        "members",
        _("Members of the cluster"),
        _("All %(number)s sizes"),
        values={one.code: one.label for one in MEMBERS},
        said=_("%(value)s members"),
    ),
    Facet(
        "founded",
        _("Founded"),
        _("All %(number)s periods"),
        values={one.code: one.label for one in FOUNDED},
        said=_("Founded %(value)s"),
    ),
    Facet(
        "partnership_strand",
        _("Programme of partnerships"),
        _("All %(number)s programmes"),
        "partnership_strand",
        said=_("Partnerships of %(value)s"),
    ),
    Facet("label", _("Excellence label, valid today"), _("All %(number)s labels"), "label", dated=True),
    Facet("trust", _("Validated or listed"), _("Both"), values=TRUST),
    Facet("access", _("Programme access, today"), _("All %(number)s kinds"), values=ACCESS, dated=True),
    Facet(
        "sought", _("Seeks partners in"), _("All %(number)s countries"), said=_("Seeks partners in %(value)s")
    ),
    Facet(
        "language",
        _("Working language"),
        _("All %(number)s languages"),
        "language",
        said=_("Works in %(value)s"),
    ),
)
BY_NAME = {facet.name: facet for facet in FACETS}
NAMES = tuple(BY_NAME)
FIRST = tuple(facet.name for facet in FACETS if facet.first)
MORE = tuple(facet.name for facet in FACETS if not facet.first)
