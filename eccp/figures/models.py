"""Figures with their dates: what the platform measured, what people noted, what was once published."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from eccp.figures.counters import BY_CODE, KEPT_BY_HAND, choices
from eccp.reference.models import Sourced, today


class Entry(Sourced):
    """A figure of a date that people noted, with where it is from.

    Either of this installation, where no table of ours has it, or one that was published of the earlier
    platform. The two are never shown as one series.
    """

    class Kind(models.TextChoices):
        BY_HAND = "by_hand", _("noted by hand")
        PUBLISHED = "published", _("published figure of the earlier platform")

    counter = models.CharField(_("figure"), max_length=40, choices=choices)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.BY_HAND)
    date = models.DateField(
        _("date"), help_text=_("Of published figures the month counts; the day is left unsaid.")
    )
    value = models.PositiveBigIntegerField(_("number"))
    more_than = models.BooleanField(
        _("more than"), default=False, help_text=_("The source says “more than” this number.")
    )
    link = models.URLField(_("address of the source"), blank=True, max_length=500)
    note = models.CharField(
        _("remark"),
        max_length=300,
        blank=True,
        help_text=_("What one should know to read the number rightly."),
    )

    objects: ClassVar[models.Manager["Entry"]] = models.Manager()

    class Meta:
        ordering = ["-date", "counter"]
        verbose_name = _("dated figure")
        verbose_name_plural = _("dated figures")
        constraints = [
            models.UniqueConstraint(
                fields=["counter", "date", "kind"],
                name="one_entry_a_day",
                violation_error_message=_(
                    "There is an entry for this figure and date already. Change that one."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind="published") | Q(counter__in=[counter.code for counter in KEPT_BY_HAND]),
                name="what_we_count_is_not_noted",
                violation_error_message=_(
                    "The platform counts this figure itself. Choose another one, or the kind for published figures."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{capfirst(self.label)}, {self.when}"

    @property
    def when(self) -> str:
        """The date as it is known: of published figures the month."""
        return date_format(self.date, "F Y" if self.kind == self.Kind.PUBLISHED else "DATE_FORMAT")

    @property
    def label(self) -> str:
        """What is counted, in words."""
        return str(BY_CODE[self.counter].label)

    def clean(self) -> None:
        """Say kindly what is wrong, before the database refuses it."""
        if self.date and self.date > today():
            raise ValidationError({"date": _("This day has not come yet. Give the day of the count.")})
        if not self.source.strip():
            raise ValidationError({"source": _("Say where the number is from, so that others can check it.")})


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    """Which measurements."""

    def month_ends(self, counter: str) -> "MeasurementQuerySet":
        """The last one of each month of a counter, in order."""
        of_it = self.filter(counter=counter)
        months = of_it.order_by().annotate(month=TruncMonth("date")).values("month")
        return of_it.filter(date__in=months.annotate(last=Max("date")).values("last")).order_by("date")


class Measurement(models.Model):
    """What the platform counted by itself on a day. Rows are added, never changed."""

    counter = models.CharField(max_length=40)
    date = models.DateField()
    value = models.PositiveBigIntegerField()

    objects: ClassVar[Any] = MeasurementQuerySet.as_manager()

    class Meta:
        ordering = ["date", "counter"]
        constraints = [
            models.UniqueConstraint(fields=["counter", "date"], name="one_measurement_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.counter} {self.date:%Y-%m-%d}: {self.value}"
