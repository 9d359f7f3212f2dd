"""Policy and public institutions: ministries, agencies, regions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.organisations.criteria import shared
from eccp.organisations.types import common
from eccp.organisations.types.base import Details, ProfileType, Step, beside
from eccp.organisations.types.common import ALWAYS
from eccp.organisations.types.fields import Detail


class PolicyDetails(Details):
    """The level and mandate of a public institution."""

    class Level(models.TextChoices):
        EUROPEAN = "european", _("European or international")
        NATIONAL = "national", _("national")
        REGIONAL = "regional", _("regional")
        LOCAL = "local", _("local")

    organisation = beside("policy")
    level = models.CharField(max_length=10, choices=Level.choices, blank=True)
    mandate = models.TextField(max_length=1500, blank=True)
    policy_link = models.URLField(blank=True)


TYPE = ProfileType(
    code="policy_public_institution",
    label=_("Policy or public institution"),
    plural=_("Policy and public institutions"),
    who=_("A ministry, agency or region with a mandate that touches clusters."),
    details=PolicyDetails,
    details_name="policy",
    steps=(
        common.PLACE,
        common.IDENTITY,
        Step(
            "mandate",
            _("Your mandate"),
            (
                Detail("level", _("Level"), ALWAYS),
                Detail("mandate", _("Your mandate, and what it has to do with clusters"), ALWAYS),
                Detail("policy_link", _("Where your cluster policy can be read")),
            ),
            2,
        ),
        common.ABOUT,
        common.FOCUS,
        common.COOPERATION,
        common.REACH,
    ),
    criteria=(shared.WEBSITE, shared.MANDATE),
    schema_type="GovernmentOrganization",
)
