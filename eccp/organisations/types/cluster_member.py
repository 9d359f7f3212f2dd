"""Members of cluster organisations, mostly small and medium-sized companies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.organisations.criteria import shared
from eccp.organisations.types import common
from eccp.organisations.types.base import Details, ProfileType, Step, beside
from eccp.organisations.types.common import ALWAYS
from eccp.organisations.types.fields import Clusters, Detail, Terms
from eccp.reference.models import Term


class MemberDetails(Details):
    """How large a member of a cluster is."""

    organisation = beside("member")
    size_class = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": "size_class"},
    )


TYPE = ProfileType(
    code="cluster_member",
    label=_("Member of a cluster"),
    plural=_("Members of clusters"),
    who=_("A company, school or body that belongs to a cluster. The manager of the cluster confirms it."),
    details=MemberDetails,
    details_name="member",
    steps=(
        common.PLACE,
        common.IDENTITY,
        Step(
            "cluster",
            _("Your cluster"),
            (
                Clusters(
                    "memberships",
                    _("Member of"),
                    ALWAYS,
                    _("A manager of the cluster confirms it. Then your profile is published."),
                ),
                Detail("size_class", _("Size"), ALWAYS),
            ),
            1,
        ),
        common.ABOUT,
        Step(
            "focus",
            _("Focus"),
            (
                *common.FOCUS.fields,
                Terms("s3_priorities", _("Policy goals you work on"), scheme="s3_priority"),
            ),
            3,
        ),
        common.COOPERATION,
        common.REACH,
    ),
    criteria=(shared.WEBSITE, shared.MEMBERSHIP),
    schema_type="Corporation",
)
