"""Resource-efficiency support providers of the European knowledge centre (EREK)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.organisations.criteria import shared
from eccp.organisations.types import common
from eccp.organisations.types.base import Details, ProfileType, Step, beside
from eccp.organisations.types.common import ALWAYS
from eccp.organisations.types.fields import Detail, Terms


class EfficiencyDetails(Details):
    """What a provider shares, and when it signed the EREK Charter."""

    organisation = beside("efficiency")
    charter_signed_on = models.DateField(null=True, blank=True)
    support = models.TextField(max_length=1500, blank=True)


TYPE = ProfileType(
    code="resource_efficiency_provider",
    label=_("Resource-efficiency support provider"),
    plural=_("Resource-efficiency support providers (EREK)"),
    who=_("An agency, adviser or cluster that helps companies to use less material, water and energy."),
    details=EfficiencyDetails,
    details_name="efficiency",
    steps=(
        common.PLACE,
        common.IDENTITY,
        Step(
            "efficiency",
            _("Resource efficiency"),
            (
                Detail("charter_signed_on", _("EREK Charter signed on"), ALWAYS),
                Terms("erek_sectors", _("Sectors you help"), ALWAYS, scheme="erek_sector"),
                Detail("support", _("What you can share: technologies and cases"), ALWAYS),
            ),
            3,
        ),
        common.ABOUT,
        common.FOCUS,
        common.COOPERATION,
        common.REACH,
    ),
    criteria=(shared.WEBSITE, shared.CHARTER, shared.SUPPORT),
)
