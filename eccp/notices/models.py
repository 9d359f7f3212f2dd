"""What waits for a person, and the mail that goes out."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.core.models import Timestamped


class MailQuerySet(models.QuerySet["OutgoingMail"]):
    """Which mails."""

    def visible_to(self, user: object) -> "MailQuerySet":
        """The mails to this person, but for those with a secret link."""
        return self.filter(to=user, secret=False)


class OutgoingMail(Timestamped):
    """A mail to one address: kept before it is sent, and after, so that nothing is lost.

    It goes out at least once; twice only if the process dies between the server's acceptance
    and our note. `message_id` stays the same, so that readers' programs fold the second.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="mails")
    address = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    secret = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["OutgoingMail"]] = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["to", "-id"], name="mails_of_a_person")]

    def __str__(self) -> str:
        return self.subject


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
