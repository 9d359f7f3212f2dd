"""What waits for a person."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Which notices."""

    def waiting(self) -> "NoticeQuerySet":
        """Those that still ask for something."""
        return self.filter(done_at__isnull=True)


class Notice(models.Model):
    """Something that waits for a person. The same thing waits once, however often it is said."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    key = models.CharField(max_length=120)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    topic = models.CharField(max_length=30, blank=True)
    about = models.CharField(max_length=250, blank=True)  # whom it concerns: an organisation's name
    at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Notice"]] = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"], condition=Q(done_at__isnull=True), name="a_thing_waits_once"
            )
        ]

    def __str__(self) -> str:
        return self.text
