"""What hangs on threads: attachments, how far somebody has read, and who takes no messages from whom."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from eccp.accounts.policies import display_name
from eccp.conversations.models.threads import Message, Thread, acted_for, one_with
from eccp.core.models import Timestamped
from eccp.organisations.models import Organisation
from eccp.organisations.models.parts import private_storage


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Which attachments."""

    def visible_to(self, user: Any) -> "AttachmentQuerySet":
        """Those of the threads in which this person takes part."""
        return self.filter(message__thread__in=Thread.objects.visible_to(user).order_by().values("pk"))


class Attachment(models.Model):
    """A file that came with a message. It lies in the private storage, under a name that says nothing."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    file = models.FileField(storage=private_storage, max_length=120, unique=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["Attachment"]] = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """Up to which message a person has read a thread."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="readings")
    up_to = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "person"], name="a_person_reads_up_to_one_place")
        ]

    def __str__(self) -> str:
        return f"{self.person} read {self.thread} up to {self.up_to}"


class BlockQuerySet(models.QuerySet["Block"]):
    """Which blocks."""

    def visible_to(self, user: Any) -> "BlockQuerySet":
        """A person's own, and those of the organisations that they act for."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(person=user) | Q(organisation__in=acted_for(user).values("pk")))

    def of(self, person: Any, organisation: Organisation | int | None) -> "BlockQuerySet":
        """Those of an organisation; without one, those of a person who speaks for nobody."""
        if not organisation:
            return self.filter(person=person)
        return self.filter(organisation__in=one_with(organisation).values("pk"))

    def against(self, person: Any, organisation: Organisation | int | None) -> "BlockQuerySet":
        """Those that keep out a person, or whoever speaks for an organisation."""
        asked = Q(blocked_person=person) if person else Q(pk__in=[])
        if organisation:
            asked |= Q(blocked_organisation__in=one_with(organisation).values("pk"))
        return self.filter(asked)


class Block(Timestamped):
    """An organisation, or a person who wrote for nobody, takes no messages from a person or an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="blocks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="blocks")
    blocked_organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    blocked_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager["Block"]] = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, person__isnull=False)
                | Q(organisation__isnull=False, person=None),
                name="a_block_belongs_to_one",
            ),
            models.CheckConstraint(
                condition=Q(blocked_organisation__isnull=False) | Q(blocked_person__isnull=False),
                name="a_block_is_against_somebody",
            ),
            models.UniqueConstraint(
                *(
                    Coalesce(name, 0)
                    for name in ("organisation", "person", "blocked_organisation", "blocked_person")
                ),
                name="a_block_once",
            ),
        ]
        verbose_name = _("block")

    def __str__(self) -> str:
        return f"{self.organisation or display_name(self.person)}: {self.against}"

    @property
    def against(self) -> str:
        """Who is kept out, as people read it: never an address."""
        person, organisation = self.blocked_person, self.blocked_organisation
        return ", ".join(
            [*([display_name(person)] if person else []), *([organisation.name] if organisation else [])]
        )
