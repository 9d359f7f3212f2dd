"""Training providers for cluster staff and for members of clusters."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.organisations.criteria import shared
from eccp.organisations.types import common
from eccp.organisations.types.base import Details, ProfileType, Step, beside
from eccp.organisations.types.common import ALWAYS
from eccp.organisations.types.fields import Detail


class TrainingDetails(Details):
    """What a provider teaches, to whom, and how."""

    class Way(models.TextChoices):
        ON_SITE = "on_site", _("face to face")
        ONLINE = "online", _("online")
        BOTH = "both", _("both")

    organisation = beside("training")
    subjects = models.TextField(max_length=1500, blank=True)
    audience = models.CharField(max_length=300, blank=True)
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    offer_link = models.URLField(blank=True)


TYPE = ProfileType(
    code="training_provider",
    label=_("Training provider"),
    plural=_("Training providers"),
    who=_("A school, company or body that trains cluster staff or the members of clusters."),
    details=TrainingDetails,
    details_name="training",
    steps=(
        common.PLACE,
        common.IDENTITY,
        Step(
            "offer",
            _("Your training"),
            (
                Detail("subjects", _("What you teach"), ALWAYS),
                Detail("audience", _("For whom"), ALWAYS),
                Detail("way", _("How"), ALWAYS),
                Detail("offer_link", _("Where your offer can be read"), ALWAYS),
            ),
            3,
        ),
        common.ABOUT,
        common.FOCUS,
        common.COOPERATION,
        common.REACH,
    ),
    criteria=(shared.WEBSITE, shared.TRAINING_OFFER),
    schema_type="EducationalOrganization",
)
