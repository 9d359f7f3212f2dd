"""The ground's own tables: the log, the outbox of changes, the clock's book, and what models share."""

from datetime import datetime
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.core.append_only import AppendOnly, AppendOnlyQuerySet


class Timestamped(models.Model):
    """Knows when it was made and last stored."""

    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last stored"), auto_now=True)

    class Meta:
        abstract = True


class LogQuerySet(AppendOnlyQuerySet):
    """Which entries."""

    def older_than(self, moment: datetime) -> "LogQuerySet":
        """Those that were written before a moment."""
        return self.filter(at__lt=moment)

    def forget(self) -> int:
        """Delete entries for their age; the database refuses where one of them is too young."""
        return int(self._raw_delete(self.db))


class LogEntry(models.Model):
    """Who did what to what, when, and in which role. Rows are added, never changed.

    `changes` maps a field to its old and new value; `version` is the number the object had after it.
    `role` is a code of `core.log.ROLES`, as found when the entry was written; empty in entries from
    before roles were kept.
    """

    verb = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    role = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(null=True)
    changes = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    objects: ClassVar[Any] = LogQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ("view",)
        verbose_name = _("entry of the log")
        verbose_name_plural = _("entries of the log")
        indexes = [
            models.Index(fields=["kind", "object_id", "at"], name="log_of_an_object"),
            models.Index(fields=["at", "id"], name="log_by_time"),
            models.Index(fields=["by", "at", "id"], name="log_of_a_person"),
            models.Index(fields=["verb", "at", "id"], name="log_of_a_verb"),
            models.Index(fields=["role", "at", "id"], name="log_of_a_role"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "version"],
                condition=models.Q(version__isnull=False),
                name="log_version_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.object_id}"

    def save(self, **options: Any) -> None:
        """Add the entry. One that is there already stays as it is."""
        if not self._state.adding:
            raise AppendOnly
        super().save(**{**options, "force_insert": True})

    def delete(self, using: Any = None, keep_parents: bool = False) -> NoReturn:
        """Refuse."""
        raise AppendOnly


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
