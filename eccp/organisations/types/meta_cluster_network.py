"""Meta-clusters and networks of clusters; business networks are profiles of this type."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.organisations.criteria import shared
from eccp.organisations.types import common
from eccp.organisations.types.base import Details, ProfileType, Step, beside
from eccp.organisations.types.common import ALWAYS
from eccp.organisations.types.fields import Detail


class NetworkDetails(Details):
    """What a network joins."""

    class Form(models.TextChoices):
        META = "meta", _("meta-cluster")
        NETWORK = "network", _("network of clusters")
        BUSINESS = "business", _("business network")

    organisation = beside("network")
    form = models.CharField(max_length=10, choices=Form.choices, blank=True)
    clusters = models.PositiveIntegerField(null=True, blank=True)
    companies = models.PositiveIntegerField(null=True, blank=True)
    members_link = models.URLField(blank=True)
    background = models.TextField(max_length=2000, blank=True)


TYPE = ProfileType(
    code="meta_cluster_network",
    label=_("Meta-cluster or network of clusters"),
    plural=_("Meta-clusters and networks of clusters"),
    who=_("A network that joins clusters across regions, countries or sectors, or a business network."),
    details=NetworkDetails,
    details_name="network",
    steps=(
        common.PLACE,
        common.IDENTITY,
        Step(
            "members",
            _("Members"),
            (
                Detail("form", _("Kind of network"), ALWAYS),
                Detail("clusters", _("Cluster organisations among your members"), ALWAYS),
                Detail("companies", _("Companies reached through your members")),
                Detail("members_link", _("Where can we see your list of members?")),
                Detail("background", _("Background and strategy")),
            ),
            3,
        ),
        common.ABOUT,
        common.FOCUS,
        common.COOPERATION,
        common.REACH,
    ),
    criteria=(shared.WEBSITE, shared.CLUSTERS),
)
