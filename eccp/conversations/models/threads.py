"""Threads and what is said in them, and who sees which."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.accounts.policies import judges
from eccp.core.models import Timestamped
from eccp.organisations.models import Organisation


def acted_for(user: Any) -> models.QuerySet[Organisation]:
    """The organisations that a person speaks for now: those they act for, and what was merged into them."""
    return Organisation.objects.filter(
        Q(representatives__person=user) | Q(merged_into__representatives__person=user)
    )


def one_with(organisation: Organisation | int) -> models.QuerySet[Organisation]:
    """An organisation with all that were merged into one with it: whom one of them blocks, all do."""
    pk = organisation if isinstance(organisation, int) else organisation.pk
    return Organisation.objects.filter(
        Q(pk=pk) | Q(merged_from=pk) | Q(merged_into=pk) | Q(merged_into__merged_from=pk)
    )


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Which threads."""

    def visible_to(self, user: Any) -> "ThreadQuerySet":
        """Those in which this person takes part now: who leaves a team leaves its conversations."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(self._own(user) | Q(with_platform=True) if judges(user) else self._own(user))

    def in_inbox_of(self, user: Any) -> "ThreadQuerySet":
        """Those that a person sees among their conversations: validators find applications in their queue."""
        if not user.is_authenticated:
            return self.none()
        platform = Q(with_platform=True) & ~Q(about=Thread.About.VALIDATION)
        return self.filter(self._own(user) | platform if judges(user) else self._own(user))

    def counting_unread(self, user: Any) -> "ThreadQuerySet":
        """With `unread`: how many messages of others this person has not seen."""
        from eccp.conversations.models.keeping import Reading

        seen = Reading.objects.filter(thread=OuterRef("thread"), person=user).values("up_to")
        missed = (
            Message.objects.filter(thread=OuterRef("pk"))
            .exclude(by=user)
            .filter(pk__gt=Coalesce(Subquery(seen[:1]), 0))
            .order_by()
            .values("thread")
            .annotate(number=models.Count("pk"))
            .values("number")
        )
        return self.annotate(unread=Coalesce(Subquery(missed, output_field=IntegerField()), 0))

    def unread_by(self, user: Any) -> "ThreadQuerySet":
        """Those with messages of others that this person has not seen."""
        from eccp.conversations.models.keeping import Reading

        seen = Reading.objects.filter(thread=OuterRef("thread"), person=user).values("up_to")
        missed = Message.objects.filter(thread=OuterRef("pk")).exclude(by=user)
        return self.filter(Exists(missed.filter(pk__gt=Coalesce(Subquery(seen[:1]), 0))))

    def knowing_their_last(self) -> "ThreadQuerySet":
        """With `last_pk`: the number of the message that was said last."""
        said = Message.objects.filter(thread=OuterRef("pk")).order_by("-pk").values("pk")
        return self.annotate(last_pk=Subquery(said[:1]))

    def for_an_organisation(self, pk: int) -> "ThreadQuerySet":
        """Those in which an organisation takes part, on either side."""
        return self.filter(Q(starter_for=pk) | Q(organisation=pk, with_organisation=True))

    def for_oneself(self, person: Any) -> "ThreadQuerySet":
        """Those that a person began for nobody but themselves."""
        return self.filter(starter=person, starter_for=None)

    def open(self) -> "ThreadQuerySet":
        """Those that nobody has closed."""
        return self.filter(closed_at__isnull=True)

    def between(
        self, person: Any, starter_for: Organisation | None, organisation: Organisation
    ) -> "ThreadQuerySet":
        """The contacts of a sender with an organisation: of a person alone, or of all who speak for theirs."""
        sender = Q(starter_for=starter_for) if starter_for else Q(starter_for=None, starter=person)
        return self.filter(sender, organisation=organisation, about=Thread.About.CONTACT)

    def begun_by(self, person: Any, organisations: Any) -> "ThreadQuerySet":
        """The contacts that a person began for nobody, or somebody began for these organisations."""
        sender = Q(starter_for=None, starter=person) | Q(starter_for__in=list(organisations))
        return self.filter(sender, about=Thread.About.CONTACT)

    @staticmethod
    def _own(user: Any) -> Q:
        """Threads in which a person takes part as sender, or for the organisation that is written to."""
        mine = acted_for(user).values("pk")
        sender = Q(starter=user, starter_for=None) | Q(starter_for__in=mine)
        return sender | Q(with_organisation=True, organisation__in=mine)


class Thread(Timestamped):
    """A conversation about one subject between up to three sides.

    The sender: `starter`, or all who act for `starter_for`. The people of `organisation`, where
    they take part. The platform's validators, where they do. Nobody else ever reads it.
    """

    class About(models.TextChoices):
        VALIDATION = "validation", _("validation")
        CONTACT = "contact", _("contact")
        ERROR = "error", _("error in a profile")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="threads")
    about = models.CharField(max_length=20, choices=About.choices)
    subject = models.CharField(max_length=200)
    starter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="threads_begun"
    )
    starter_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="threads_begun")
    with_organisation = models.BooleanField(default=True)
    with_platform = models.BooleanField(default=False)
    last_message_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[models.Manager["Thread"]] = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-last_message_at", "-pk"]
        indexes = [models.Index(fields=["-last_message_at", "-id"], name="threads_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(with_organisation=True) | Q(with_platform=True), name="somebody_is_written_to"
            ),
            models.CheckConstraint(
                condition=Q(starter_for=None) | Q(starter__isnull=False), name="who_speaks_for_is_somebody"
            ),
            models.CheckConstraint(
                condition=Q(starter_for=None) | ~Q(starter_for=F("organisation")),
                name="nobody_writes_to_oneself",
            ),
            models.UniqueConstraint(
                fields=["organisation", "starter_for"],
                condition=Q(about="contact", closed_at=None, starter_for__isnull=False),
                name="one_open_contact_of_two_organisations",
            ),
            models.UniqueConstraint(
                fields=["organisation", "starter"],
                condition=Q(about="contact", closed_at=None, starter_for=None),
                name="one_open_contact_of_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_open(self) -> bool:
        """Whether one may still write."""
        return self.closed_at is None


class Message(models.Model):
    """What one side said. `topic` is the code of what it is about, if any: a criterion, a kind of error.

    `token` comes from the form, so that what is sent twice by a double click is said once.
    """

    class Side(models.TextChoices):
        PLATFORM = "platform", _("the platform")
        ORGANISATION = "organisation", _("the organisation")
        SENDER = "sender", _("the sender")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    side = models.CharField(max_length=12, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    topic = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    token = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "token"], condition=~Q(token=""), name="what_is_sent_twice_is_said_once"
            )
        ]
        indexes = [models.Index(fields=["by", "at"], name="messages_of_a_person")]

    def __str__(self) -> str:
        return self.text[:60]
