"""Inviting somebody by mail to act for an organisation, with or without an account."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.core.models import Timestamped
from eccp.organisations.models.organisation import Organisation
from eccp.organisations.models.people import Role

LIVES = timedelta(days=14)


def two_weeks_on() -> Any:
    """When an invitation of now ends."""
    return timezone.now() + LIVES


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Which invitations."""

    def waiting(self) -> "InvitationQuerySet":
        """Those that can still be answered, by the clock too."""
        return self.filter(status=Invitation.Status.WAITING, expires_at__gt=timezone.now())

    def overdue(self) -> "InvitationQuerySet":
        """Those whose time is over and that nobody has ended."""
        return self.filter(status=Invitation.Status.WAITING, expires_at__lte=timezone.now())

    def to(self, user: Any) -> "InvitationQuerySet":
        """Those to an address that this person has proved to be theirs."""
        addresses = user.emailaddress_set.filter(verified=True).values("email")
        return self.filter(address__in=addresses)


class Invitation(Timestamped):
    """A manager asks somebody, by mail address, to act for the organisation.

    The mailed link is signed and proves that its reader has the mailbox, so whoever opens it may
    answer, under whichever account. `mails` counts how often it was sent.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")
        EXPIRED = "expired", _("not answered in time")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    address = models.EmailField(_("e-mail address"), blank=True)  # emptied when it is no longer needed
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.COLLEAGUE)
    message = models.TextField(_("message"), max_length=1000, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations_sent")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    expires_at = models.DateTimeField(default=two_weeks_on)
    mails = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Invitation"]] = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["address", "status"], name="invitations_to_an_address")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "address"],
                condition=Q(status="waiting"),
                name="one_waiting_invitation",
            ),
            models.CheckConstraint(
                condition=~Q(status="waiting") | ~Q(address=""), name="waiting_invitations_have_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} to {self.organisation}"

    @property
    def waits(self) -> bool:
        """Whether it can still be answered."""
        return self.status == self.Status.WAITING and self.expires_at > timezone.now()
