"""The ground's own tables: the log, the outbox of changes, the clock's book, and what models share."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Timestamped(models.Model):
    """Knows when it was made and last stored."""

    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last stored"), auto_now=True)

    class Meta:
        abstract = True


class LogEntry(models.Model):
    """Who did what to what, and when. Rows are added, never changed.

    `changes` maps a field to its old and new value; `version` is the number the object had after it.
    """

    verb = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(null=True)
    changes = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["kind", "object_id", "at"], name="log_of_an_object")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "version"],
                condition=models.Q(version__isnull=False),
                name="log_version_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.object_id}"


class Change(models.Model):
    """A row of the outbox: this object changed. Written in the transaction that changes it."""

    kind = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Beat(models.Model):
    """When a process or a periodic job last did its work."""

    name = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()
    note = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class Versioned(models.Model):
    """Carries the number that tells an edit made on an older state."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def kind_of(instance: models.Model | type[models.Model]) -> str:
    """Return the stable word that names a model in log and outbox, such as `organisations.organisation`."""
    meta: Any = instance._meta
    return meta.label_lower
