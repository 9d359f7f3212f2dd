"""One kind of thread for everything that people write to each other."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.core.models import Timestamped
from eccp.organisations.models import Organisation


class Thread(Timestamped):
    """A conversation with an organisation about one subject."""

    class About(models.TextChoices):
        VALIDATION = "validation", _("validation")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="threads")
    about = models.CharField(max_length=20, choices=About.choices)
    subject = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject


class Message(models.Model):
    """What one side said. `topic` is the code of the criterion it is about, if any."""

    class Side(models.TextChoices):
        PLATFORM = "platform", _("the platform")
        ORGANISATION = "organisation", _("the organisation")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    side = models.CharField(max_length=12, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    topic = models.CharField(max_length=40, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
