"""European programmes, and who takes part in them from when to when."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from eccp.reference.models.base import Sourced
from eccp.reference.models.geography import Country
from eccp.reference.shipped import said, said_each


def day(value: date) -> str:
    """A date as people read it."""
    return date_format(value, "DATE_FORMAT")


class Programme(Sourced):
    """A European programme that countries take part in."""

    code = models.SlugField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=200)
    runs_from = models.DateField(_("from"))
    runs_to = models.DateField(_("until"))
    successor_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["runs_from"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return said(self.name)

    def clean(self) -> None:
        """A programme ends after it began."""
        if self.runs_from and self.runs_to and self.runs_to < self.runs_from:
            raise ValidationError({"runs_to": _("The programme ends before it begins.")})


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Which participations."""

    def on(self, day: date) -> "ParticipationQuerySet":
        """Those that hold on that date."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Participation(Sourced):
    """A country takes part in a programme between two dates, without some instruments."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="participations")
    country = models.ForeignKey(Country, models.PROTECT, related_name="participations")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    excluded_instruments = models.CharField(
        _("without these instruments"),
        max_length=200,
        blank=True,
        help_text=_("Several are separated by commas, spelled as in the services that they close."),
    )
    basis = models.TextField(_("basis"), blank=True)
    confirmed = models.BooleanField(_("confirmed by an administrator"), default=False)

    objects: ClassVar[models.Manager["Participation"]] = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "country", "starts_on"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=models.F("ends_on")), name="participation_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=["programme", "country", "starts_on"], name="one_participation_a_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} in {self.programme}"

    @property
    def without(self) -> str:
        """The instruments that are left out, in the reader's language where the platform brought the words."""
        return said_each(self.excluded_instruments)

    def excludes(self, instrument: str) -> bool:
        """Whether an instrument is left out of this participation. Letters may be large or small."""
        left_out = self.excluded_instruments.replace(";", ",").split(",")
        return instrument.strip().casefold() in {one.strip().casefold() for one in left_out if one.strip()}

    def clean(self) -> None:
        """Say kindly what is wrong with the dates, before the database refuses them."""
        if not (self.starts_on and self.ends_on):
            return
        if self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day is before the first one.")})
        if self.programme_id and self.country_id:
            self._stay_within()
            self._stay_apart()

    def _stay_within(self) -> None:
        first, last = self.programme.runs_from, self.programme.runs_to
        outside: dict[str, Any] = {"starts_on": self.starts_on < first, "ends_on": self.ends_on > last}
        if any(outside.values()):
            said = _("%(programme)s runs from %(first)s to %(last)s. Stay within these dates.") % {
                "programme": self.programme,
                "first": day(first),
                "last": day(last),
            }
            raise ValidationError({name: said for name, is_outside in outside.items() if is_outside})

    def _stay_apart(self) -> None:
        others = Participation.objects.filter(programme=self.programme, country=self.country)
        meets = (
            others.exclude(pk=self.pk)
            .filter(starts_on__lte=self.ends_on, ends_on__gte=self.starts_on)
            .order_by("starts_on")
            .first()
        )
        if meets:
            raise ValidationError(
                {
                    "starts_on": _(
                        "%(country)s takes part in %(programme)s from %(first)s to %(last)s already. "
                        "Change that record, or choose dates outside it."
                    )
                    % {
                        "country": self.country,
                        "programme": self.programme,
                        "first": day(meets.starts_on),
                        "last": day(meets.ends_on),
                    }
                }
            )
