"""European cluster partnerships and initiatives, and other European cluster projects."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.organisations.criteria import shared
from eccp.organisations.types import common
from eccp.organisations.types.base import Details, ProfileType, Step, beside
from eccp.organisations.types.common import ALWAYS
from eccp.organisations.types.fields import Countries, Detail, Partners
from eccp.reference.models import Term

GENERATIONS_AT_MOST = 20


def result() -> models.PositiveIntegerField:
    """A result that partnerships count."""
    return models.PositiveIntegerField(null=True, blank=True)


class PartnershipDetails(Details):
    """A partnership as a project: its programme, its time, its results. Its partners are rows of their own."""

    organisation = beside("partnership")
    strand = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": "partnership_strand"},
    )
    generation = models.PositiveIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(GENERATIONS_AT_MOST)]
    )
    call = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    cluster_dimension = models.TextField(max_length=1500, blank=True)
    smes_involved = result()
    c2c_meetings = result()
    b2b_meetings = result()
    agreements = result()
    collaboration_projects = result()

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
                Detail(
                    "generation",
                    _("Generation"),
                    help=_("Where the programme counts them, also as waves: 1 for the first."),
                ),
                Detail("call", _("Number of the call")),
                Detail("starts_on", _("Starts on"), ALWAYS),
                Detail("ends_on", _("Ends on"), ALWAYS),
                Detail("cluster_dimension", _("What clusters do in it"), ALWAYS),
            ),
            5,
        ),
        Step(
            "partners",
            _("Partners"),
            (
                Partners(
                    "consortium",
                    _("Coordinator and partners"),
                    ALWAYS,
                    _(
                        "One that coordinates and at least one partner. Who has a profile here is linked to it."
                    ),
                    related="partners",
                    columns=("role", "name", "country", "profile"),
                ),
                Countries(
                    "countries_targeted",
                    _("Target countries"),
                    help=_("The markets that the partnership wants to open for companies."),
                    link="targets",
                ),
            ),
            5,
        ),
        common.ABOUT,
        Step(
            "results",
            _("Results so far"),
            (
                Detail(
                    "smes_involved",
                    _("Small and medium-sized companies involved"),
                    help=_("Companies that took part in at least one activity, each counted once."),
                    unit=_("companies"),
                ),
                Detail(
                    "c2c_meetings",
                    _("Meetings between clusters"),
                    help=_("Meetings held between cluster organisations."),
                    unit=_("meetings"),
                ),
                Detail(
                    "b2b_meetings",
                    _("Meetings between companies"),
                    help=_("Meetings held between two companies."),
                    unit=_("meetings"),
                ),
                Detail(
                    "agreements",
                    _("Agreements signed"),
                    help=_("Written agreements to work together, signed by both sides."),
                    unit=_("agreements"),
                ),
                Detail(
                    "collaboration_projects",
                    _("Projects started together"),
                    help=_("Joint projects that began because of the partnership."),
                    unit=_("projects"),
                ),
            ),
            3,
            _(
                "Count what was held, not what was asked for. What you do not know stays empty; 0 is an answer."
            ),
        ),
        common.FOCUS,
        common.COOPERATION,
        common.REACH,
    ),
    criteria=(shared.WEBSITE, shared.CLUSTER_DIMENSION),
    schema_type="Project",
)
