"""Applications to be validated, the verdicts on them, the evidence for them."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eccp.conversations.models import Thread
from eccp.core.models import Timestamped
from eccp.organisations.models import Organisation


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Which applications."""

    def open(self) -> "ApplicationQuerySet":
        """Those that nobody has decided."""
        return self.filter(status__in=Application.OPEN)

    def about_the_profile(self) -> "ApplicationQuerySet":
        """Those that judge the profile itself; a claim is about who acts for it, and goes beside them."""
        return self.exclude(kind=Application.Kind.CLAIM)

    def waiting(self) -> "ApplicationQuerySet":
        """Those whose clock runs."""
        return self.filter(status=Application.Status.SUBMITTED)

    def by_the_clock(self) -> "ApplicationQuerySet":
        """In the order in which they are due; those that wait for an answer come last."""
        return self.order_by(models.F("due_at").asc(nulls_last=True), "pk")

    def visible_to(self, user: object) -> "ApplicationQuerySet":
        """All for validators; for others those of the organisations they act for, and their own claims.

        Who left a team sees its applications no more, and who submitted one neither.
        """
        if not user.is_authenticated:  # type: ignore[attr-defined]
            return self.none()
        if user.has_perm("validation.judge_application"):  # type: ignore[attr-defined]
            return self.all()
        claims = Q(kind=Application.Kind.CLAIM)
        return self.filter(
            Q(organisation__representatives__person=user) & ~claims | Q(submitted_by=user) & claims
        ).distinct()


class Application(Timestamped):
    """A profile put forward to be judged: for the first time, for a second look, or to be claimed.

    `due_at` is when the answer is promised, by the clock that runs on working days only; it is
    empty while the applicant is asked, and `hours_left` keeps what remains.
    """

    class Kind(models.TextChoices):
        FIRST = "first", _("first validation")
        SECOND_LOOK = "second_look", _("second look")
        CLAIM = "claim", _("claim of a profile")

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("waiting for validation")
        ASKED = "asked", _("waiting for the applicant's answer")
        PUBLISHED = "published", _("published")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    OPEN: ClassVar[tuple[str, ...]] = ("submitted", "asked")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="applications")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.FIRST)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SUBMITTED)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="applications"
    )
    submitted_at = models.DateTimeField()
    consent_to = models.CharField(max_length=40, blank=True)
    reason = models.TextField(_("why"), blank=True)
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="application")

    due_at = models.DateTimeField(null=True)
    clock_started_at = models.DateTimeField(null=True)
    hours_used = models.DurationField(default=timedelta(0))

    in_progress_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    in_progress_since = models.DateTimeField(null=True)

    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)
    snapshot = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["Application"]] = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at"]
        permissions = [("judge_application", "Can judge applications")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(status__in=["submitted", "asked"]) & ~Q(kind="claim"),
                name="one_open_application",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(status__in=["submitted", "asked"], kind="claim"),
                name="one_open_claim",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["submitted", "asked", "withdrawn"]) | Q(decided_at__isnull=False),
                name="decisions_have_a_date",
            ),
        ]
        indexes = [models.Index(fields=["status", "due_at"], name="applications_by_the_clock")]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_kind_display()})"

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.status in self.OPEN

    def is_late(self, now: datetime) -> bool:
        """Whether the promised time is over."""
        return self.due_at is not None and self.is_open and now > self.due_at


class Verdict(Timestamped):
    """What a validator says of one criterion."""

    class Say(models.TextChoices):
        MET = "met", _("met")
        NOT_MET = "not_met", _("not met")
        WAIVED = "waived", _("waived")

    application = models.ForeignKey(Application, models.CASCADE, related_name="verdicts")
    criterion = models.CharField(max_length=40)
    say = models.CharField(max_length=10, choices=Say.choices)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["criterion"]
        constraints = [
            models.UniqueConstraint(fields=["application", "criterion"], name="one_verdict_a_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.say}"


class Evidence(Timestamped):
    """What was found out for the validator, by kind. A site that is down is evidence too."""

    class Kind(models.TextChoices):
        WEBSITE = "website", _("website")
        LOOK_ALIKES = "look_alikes", _("look-alikes")
        CHANGES = "changes", _("changes since the last decision")

    application = models.ForeignKey(Application, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    found = models.JSONField(default=dict)

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["application", "kind"], name="one_evidence_a_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.application}"


class NoteTemplate(Timestamped):
    """Words that validators use often, for a question or a reason."""

    title = models.CharField(_("title"), max_length=100, unique=True)
    criterion = models.CharField(_("criterion"), max_length=40, blank=True)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["title"]
        verbose_name = _("note template")
        verbose_name_plural = _("note templates")

    def __str__(self) -> str:
        return self.title


class ConfirmationReminder(models.Model):
    """A reminder that was sent: to confirm a profile, or to submit a draft. Sent once each."""

    class About(models.TextChoices):
        CONFIRM = "confirm", _("yearly confirmation")
        SUBMIT = "submit", _("profile never submitted")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="reminders")
    about = models.CharField(max_length=10, choices=About.choices)
    since = models.DateTimeField()
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "about", "since", "number"], name="a_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.number} to {self.organisation}"
