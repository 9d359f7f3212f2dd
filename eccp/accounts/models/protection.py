"""What is kept of people's rights over their data: consents, archives, and how long records stay."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LOST_AFTER = timedelta(hours=3)  # the last of a task's six attempts is over by then


def private_storage() -> Storage:
    """Where archives lie: never under a public address."""
    return storages["private"]


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Which consents."""

    def given(self) -> "ConsentQuerySet":
        """Those that hold."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user: object) -> "ConsentQuerySet":
        """A person's own."""
        return self.filter(person=user.pk)  # type: ignore[attr-defined]


class Consent(models.Model):
    """A person agreed to a text, or was shown one, in the wording of a version.

    `where` is the page or verb at which it was; `about` and `object_id` name the thing, where it is about one.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="consents")
    code = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    where = models.CharField(max_length=80)
    about = models.CharField(max_length=200, blank=True)
    object_id = models.BigIntegerField(null=True)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Consent"]] = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("given_at")),
                name="withdrawn_after_given",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}, {self.version}"


class ArchiveQuerySet(models.QuerySet["Archive"]):
    """Which archives."""

    def waiting(self) -> "ArchiveQuerySet":
        """Those that are being put together."""
        return self.filter(made_at__isnull=True, failed_at__isnull=True)

    def kept(self, now: datetime) -> "ArchiveQuerySet":
        """Those that can be fetched."""
        return self.filter(kept_until__gt=now).exclude(file="")

    def visible_to(self, user: object) -> "ArchiveQuerySet":
        """A person's own."""
        return self.filter(person=user.pk)  # type: ignore[attr-defined]


class Archive(models.Model):
    """Everything that is held on a person in one file, made because the person asked for it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="archives")
    asked_at = models.DateTimeField(default=timezone.now)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    file = models.FileField(upload_to="archives/", storage=private_storage, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    objects: ClassVar[models.Manager["Archive"]] = ArchiveQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(made_at__isnull=True, failed_at__isnull=True),
                name="one_archive_in_the_making",
            )
        ]

    def __str__(self) -> str:
        return f"Archive {self.pk}"

    def is_waiting(self, now: datetime) -> bool:
        """Whether it is being put together."""
        return self.made_at is None and not self.is_lost(now)

    def is_lost(self, now: datetime) -> bool:
        """Whether it will not come any more."""
        return self.made_at is None and (self.failed_at is not None or self.asked_at < now - LOST_AFTER)


class RetentionPeriod(models.Model):
    """How long one kind of record is kept. The clock notes what it did by it; no row says whose records."""

    code = models.CharField(max_length=80, primary_key=True)
    days = models.PositiveIntegerField(
        _("days"), validators=[MinValueValidator(1)], help_text=_("Older records are deleted or emptied.")
    )
    carried_out_at = models.DateTimeField(_("last carried out"), null=True, editable=False)
    forgotten = models.PositiveIntegerField(_("records then"), default=0, editable=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")
        constraints = [models.CheckConstraint(condition=Q(days__gte=1), name="kept_for_a_day_at_least")]

    def __str__(self) -> str:
        from eccp.core.personal import retentions

        known = retentions.get(self.code)
        return str(known.title) if known else self.code
