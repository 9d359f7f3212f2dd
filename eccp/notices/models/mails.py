"""The mail that goes out, and the summaries that carry several at once."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eccp.core.models import Timestamped


class MailQuerySet(models.QuerySet["OutgoingMail"]):
    """Which mails."""

    def visible_to(self, user: object) -> "MailQuerySet":
        """The mails to this person, but for those with a secret link."""
        return self.filter(to=user, secret=False)

    def letters(self) -> "MailQuerySet":
        """Without the summaries: what they carry stands here itself."""
        return self.filter(digest_of__isnull=True)

    def unread(self) -> "MailQuerySet":
        """Those whose copy on the site was not opened."""
        return self.filter(read_at__isnull=True)

    def held(self) -> "MailQuerySet":
        """Those kept back until a summary leaves, or until the address works again."""
        return self.filter(status=OutgoingMail.Status.HELD)

    def due(self, now: datetime) -> "MailQuerySet":
        """Those whose summary should leave."""
        return self.held().filter(due_at__lte=now)


class OutgoingMail(Timestamped):
    """A mail to one address: kept before it is sent, and after, so that nothing is lost.

    It goes out at least once; twice only if the process dies between the server's acceptance
    and our note. `message_id` stays the same, so that readers' programs fold the second.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("on its way")
        HELD = "held", _("held back")
        SENT = "sent", _("sent")
        IN_DIGEST = "in_digest", _("in a summary")
        ON_SITE = "on_site", _("on the site only")
        FAILED = "failed", _("not delivered")
        CANCELLED = "cancelled", _("called off")

    class HeldFor(models.TextChoices):
        PACE = "pace", _("the summary that the person chose")
        FLOOD = "flood", _("too many mails at once")
        TROUBLE = "trouble", _("an address that sends mails back")

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="mails", verbose_name=_("person")
    )
    address = models.EmailField(_("address"))
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    topic = models.CharField(_("topic"), max_length=30, blank=True)  # a topic's code; blank outside all
    key = models.CharField(max_length=120, blank=True)  # what it is about, as in `Notice.key`
    url = models.CharField(max_length=500, blank=True)  # the page that it leads to
    message_id = models.CharField(max_length=200, unique=True)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.WAITING)
    held_for = models.CharField(max_length=10, choices=HeldFor.choices, blank=True)
    due_at = models.DateTimeField(null=True)  # when the summary leaves that is to carry it
    digest = models.ForeignKey("notices.Digest", models.SET_NULL, null=True, related_name="items")
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    again = models.PositiveSmallIntegerField(default=0)  # how often it was sent again by hand
    problem = models.TextField(_("problem"), blank=True)
    reason = models.CharField(max_length=12, blank=True)  # the code of a refusal (RFC 3463), as 5.1.1
    sent_at = models.DateTimeField(_("sent"), null=True)
    returned_at = models.DateTimeField(_("sent back"), null=True)
    complained_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    secret = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["OutgoingMail"]] = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["to", "-id"], name="mails_of_a_person"),
            models.Index(fields=["due_at"], condition=Q(status="held"), name="mails_held_back"),
        ]

    def __str__(self) -> str:
        return self.subject


class Digest(models.Model):
    """A person's summary for one moment. The moment is theirs once, so it is written once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="digests")
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField()  # when a worker was last asked to write it
    made_at = models.DateTimeField(null=True)
    mail = models.OneToOneField(OutgoingMail, models.SET_NULL, null=True, related_name="digest_of")

    class Meta:
        ordering = ["-due_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "due_at"], name="one_summary_a_person_and_moment")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.due_at:%Y-%m-%d %H:%M}"
