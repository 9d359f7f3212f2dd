"""What all reference records share: where they come from, and the date by which they are read."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.core.models import Timestamped


def today() -> date:
    """The date in Brussels, by which rules with dates are read."""
    return timezone.localdate()


class Sourced(Timestamped):
    """A record that says where it comes from and from which edition."""

    source = models.CharField(_("source"), max_length=300, blank=True)
    version = models.CharField(_("edition"), max_length=40, blank=True)
    loaded = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
