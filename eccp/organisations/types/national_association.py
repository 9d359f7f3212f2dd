"""National associations of clusters."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.organisations.criteria import shared
from eccp.organisations.types import common
from eccp.organisations.types.base import Details, ProfileType, Step, beside
from eccp.organisations.types.common import ALWAYS
from eccp.organisations.types.fields import Detail


class AssociationDetails(Details):
    """Whom a national association brings together."""

    organisation = beside("association")
    clusters = models.PositiveIntegerField(null=True, blank=True)
    scope = models.TextField(max_length=1500, blank=True)
    members_link = models.URLField(blank=True)


TYPE = ProfileType(
    code="national_association",
    label=_("National association of clusters"),
    plural=_("National associations of clusters"),
    who=_("An association that brings the cluster organisations of a country together."),
    details=AssociationDetails,
    details_name="association",
    steps=(
        common.PLACE,
        common.IDENTITY,
        Step(
            "members",
            _("Members"),
            (
                Detail("clusters", _("Cluster organisations among your members"), ALWAYS),
                Detail("members_link", _("Where can we see your list of members?")),
                Detail("scope", _("How you bring clusters together"), ALWAYS),
            ),
            2,
        ),
        common.ABOUT,
        common.FOCUS,
        common.COOPERATION,
        common.REACH,
    ),
    criteria=(shared.WEBSITE, shared.CLUSTERS, shared.NATIONAL_SCOPE),
)
