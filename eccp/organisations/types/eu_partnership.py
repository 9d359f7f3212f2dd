"""European cluster partnerships and initiatives, and other European cluster projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.organisations.criteria import shared
from eccp.organisations.types import common
from eccp.organisations.types.base import Details, ProfileType, Step, beside
from eccp.organisations.types.common import ALWAYS
from eccp.organisations.types.fields import Detail
from eccp.reference.models import Term


def result() -> models.PositiveIntegerField:
    """A result that partnerships count."""
    return models.PositiveIntegerField(null=True, blank=True)


class PartnershipDetails(Details):
    """A partnership as a project: its programme, its time, its partners in words, its results."""

    organisation = beside("partnership")
    strand = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": "partnership_strand"},
    )
    call = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    coordinator = models.CharField(max_length=200, blank=True)
    partners = models.TextField(max_length=4000, blank=True)
    cluster_dimension = models.TextField(max_length=1500, blank=True)
    smes_involved = result()
    c2c_meetings = result()
    b2b_meetings = result()
    agreements = result()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(starts_on__lte=models.F("ends_on")),
                name="partnership_dates_in_order",
            )
        ]


TYPE = ProfileType(
    code="eu_partnership",
    label=_("European cluster partnership or initiative"),
    plural=_("European cluster partnerships and initiatives"),
    who=_("A European Cluster Partnership, or another EU-funded project in which clusters take part."),
    details=PartnershipDetails,
    details_name="partnership",
    steps=(
        common.PLACE,
        common.IDENTITY,
        Step(
            "project",
            _("The project"),
            (
                Detail("strand", _("Programme"), ALWAYS),
                Detail("call", _("Number of the call")),
                Detail("starts_on", _("Starts on"), ALWAYS),
                Detail("ends_on", _("Ends on"), ALWAYS),
                Detail("coordinator", _("Coordinator"), ALWAYS),
                Detail("partners", _("Partners"), ALWAYS, _("One a line, with the country.")),
                Detail("cluster_dimension", _("What clusters do in it"), ALWAYS),
            ),
            6,
        ),
        common.ABOUT,
        Step(
            "results",
            _("Results so far"),
            (
                Detail("smes_involved", _("Small and medium-sized companies involved")),
                Detail("c2c_meetings", _("Meetings between clusters")),
                Detail("b2b_meetings", _("Meetings between companies")),
                Detail("agreements", _("Agreements signed")),
            ),
            2,
            _("Count meetings that were held, not those that were asked for."),
        ),
        common.FOCUS,
        common.COOPERATION,
        common.REACH,
    ),
    criteria=(shared.WEBSITE, shared.CLUSTER_DIMENSION),
    schema_type="Project",
)
