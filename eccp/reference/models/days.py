"""Days on which nobody works."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.reference.models.base import Sourced


class ClosingDay(Sourced):
    """A day on which the validation team does not work, besides Saturdays and Sundays."""

    date = models.DateField(_("date"), unique=True)
    name = models.CharField(_("reason"), max_length=100)

    class Meta:
        ordering = ["date"]
        verbose_name = _("closing day")
        verbose_name_plural = _("closing days")

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y} {self.name}"
