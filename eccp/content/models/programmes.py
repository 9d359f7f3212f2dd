"""Programmes of European Cluster Partnerships. The partnerships themselves are profiles."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from eccp.content.models.base import ContentPage
from eccp.content.widgets import NameTicks
from eccp.reference.models import Scheme, Term

FIRST_YEAR, LAST_YEAR = 1990, 2099
ABOVE = ("number", "starts", "ends")
FIGURES = (
    "partnerships",
    "organisations",
    "countries",
    "smes_involved",
    "c2c_meetings",
    "b2b_meetings",
    "agreements",
    "projects",
    "budget",
)


def figures() -> list[tuple[str, Any]]:
    """The figures of a generation by their names."""
    return [(name, Generation._meta.get_field(name).verbose_name) for name in FIGURES]


class ProgrammePage(ContentPage):
    """A programme that partnerships of clusters are funded by."""

    strand = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        verbose_name=_("programme"),
        limit_choices_to={"scheme": Scheme.PARTNERSHIP_STRAND},
    )

    is_creatable = True
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("strand"),
        *ContentPage.content_panels,
        InlinePanel("generations", label=_("generation")),
        *ContentPage.about_panels,
    ]
    template = "content/programme.html"
    kind_label = _("Partnership programme")
    belongs_under = frozenset({"programmes"})

    class Meta:
        verbose_name = _("partnership programme")
        verbose_name_plural = _("partnership programmes")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the platform knows about it."""
        from eccp.content.programmes import known_of

        return super().get_context(request, *args, **kwargs) | {"known": known_of(self)}


class Generation(Orderable):
    """One round of a programme, with the figures that were published of it. Empty means not known."""

    page = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="generations")
    number = models.PositiveSmallIntegerField(_("generation"))
    starts = models.PositiveSmallIntegerField(_("from the year"))
    ends = models.PositiveSmallIntegerField(_("until the year"), null=True, blank=True)
    partnerships = models.PositiveIntegerField(_("partnerships"), null=True, blank=True)
    organisations = models.PositiveIntegerField(_("cluster organisations"), null=True, blank=True)
    countries = models.PositiveIntegerField(_("countries"), null=True, blank=True)
    smes_involved = models.PositiveIntegerField(_("companies involved"), null=True, blank=True)
    c2c_meetings = models.PositiveIntegerField(_("meetings between clusters"), null=True, blank=True)
    b2b_meetings = models.PositiveIntegerField(_("meetings between companies"), null=True, blank=True)
    agreements = models.PositiveIntegerField(_("agreements signed"), null=True, blank=True)
    projects = models.PositiveIntegerField(_("projects started"), null=True, blank=True)
    budget = models.PositiveBigIntegerField(_("budget in euro"), null=True, blank=True)
    markets = models.CharField(_("target countries"), max_length=300, blank=True)
    approximate = models.CharField(
        _("figures that are rounded in their source"),
        max_length=200,
        blank=True,
        help_text=_("Names of the figures above, separated by commas."),
    )
    note = models.TextField(_("note"), max_length=600, blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)

    panels: ClassVar[list[Any]] = [
        *(FieldPanel(name) for name in (*ABOVE, *FIGURES, "markets")),
        FieldPanel(
            "approximate",
            widget=NameTicks(figures),
            help_text=_("Readers see “about” before those that you tick."),
        ),
        FieldPanel("note"),
        FieldPanel("source_url"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("generation")
        verbose_name_plural = _("generations")

    def __str__(self) -> str:
        return f"{self.number}: {self.starts}–{self.ends or ''}"

    def clean(self) -> None:
        """A generation is of our time, and ends after it began."""
        super().clean()
        for name in ("starts", "ends"):
            year = getattr(self, name)
            if year and not FIRST_YEAR <= year <= LAST_YEAR:
                raise ValidationError({name: _("Give a year from 1990 to 2099.")})
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("The generation ends before it begins.")})
