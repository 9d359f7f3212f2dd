"""Cluster organisations: the legal bodies that manage a cluster."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.organisations.criteria import cluster
from eccp.organisations.types import common
from eccp.organisations.types.base import Details, ProfileType, Step, beside
from eccp.organisations.types.common import IN_PROGRAMME
from eccp.organisations.types.fields import Detail, Rows, Terms


def members() -> models.PositiveIntegerField:
    """A number of member organisations of one kind."""
    return models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(100_000)])


class ClusterDetails(Details):
    """The team and the members of a cluster."""

    organisation = beside("cluster")
    management_fte = models.DecimalField(
        max_digits=6, decimal_places=2, null=True, blank=True, validators=[MaxValueValidator(1000)]
    )
    members_sme = members()
    members_large = members()
    members_research = members()
    members_public = members()
    members_society = members()
    members_other = members()
    members_link = models.URLField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(management_fte__isnull=True) | models.Q(management_fte__gte=0),
                name="posts_not_negative",
            )
        ]


MEMBERS = Step(
    "members",
    _("Members and team"),
    (
        Detail("members_sme", _("Small and medium-sized companies"), IN_PROGRAMME, _("Fewer than 250 staff")),
        Detail("members_large", _("Large companies"), IN_PROGRAMME),
        Detail("members_research", _("Research and universities"), IN_PROGRAMME, _("Technology centres too")),
        Detail("members_public", _("Public bodies"), IN_PROGRAMME),
        Detail(
            "members_society",
            _("Civil society"),
            help=_("Associations of citizens, foundations, social partners"),
        ),
        Detail("members_other", _("Others")),
        Detail(
            "members_link",
            _("Where can we see your list of members?"),
            help=_("A page of your website, so that the validator need not ask you."),
        ),
        Detail(
            "management_fte",
            _("Staff, in full-time posts"),
            IN_PROGRAMME,
            _("Two people at half time are 1.0"),
            public=False,
        ),
    ),
    4,
    _(
        "Count organisations, not people, that have committed themselves by a fee, a contract or a signed letter."
    ),
)

FOCUS = Step(
    "focus",
    _("Focus and services"),
    (
        *common.FOCUS.fields,
        Terms(
            "services",
            _("Services to your members"),
            IN_PROGRAMME,
            _("At least two, that your website shows too."),
            scheme="service",
        ),
    ),
    5,
)

COOPERATION = Step(
    "cooperation",
    _("Labels and cooperation"),
    (
        Rows(
            "labels",
            _("Excellence labels"),
            help=_("With their dates: a label shows until the day it ends."),
            related="labels",
            columns=("level", "issued_on", "expires_on", "certificate"),
        ),
        *common.COOPERATION.fields,
        Rows(
            "recognitions",
            _("National or regional programmes that recognise you"),
            help=_("Then some criteria can be waived. Give a letter, or an address where it can be checked."),
            related="recognitions",
            columns=("programme", "level", "link", "letter"),
        ),
    ),
    6,
)

TYPE = ProfileType(
    code="cluster_organisation",
    label=_("Cluster organisation"),
    plural=_("Cluster organisations"),
    who=_("The body that manages a cluster: a team, its members, and services for them."),
    details=ClusterDetails,
    details_name="cluster",
    steps=(common.PLACE, common.IDENTITY, common.ABOUT, MEMBERS, FOCUS, COOPERATION, common.REACH),
    criteria=cluster.CRITERIA,
    members_total=cluster.MEMBERS,
)
