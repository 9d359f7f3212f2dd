"""What organisations contribute: the page that came of it, and how it stands with the editors."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from eccp.core.models import Timestamped
from eccp.organisations.models import Organisation


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Which contributions."""

    def visible_to(self, user: Any) -> Self:
        """Those of the organisations that a person acts for."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=Organisation.objects.represented_by(user))

    def waiting(self) -> Self:
        """Those that an editor has to look at."""
        return self.filter(status=Contribution.Status.SUBMITTED)

    def published(self) -> Self:
        """Those that everybody can read."""
        return self.filter(status=Contribution.Status.PUBLISHED, page__live=True)


class Contribution(Timestamped):
    """A page that a member wrote for an organisation, and its way through moderation."""

    class Status(models.TextChoices):
        """How it stands. Wagtail's workflow moves it; this is what the contributor reads."""

        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waits for an editor")
        ASKED = "asked", _("waits for your changes")
        SCHEDULED = "scheduled", _("accepted, published later")
        PUBLISHED = "published", _("published")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        TAKEN_DOWN = "taken_down", _("no longer published")

    page = models.OneToOneField(
        Page, models.SET_NULL, null=True, related_name="contribution", verbose_name=_("page")
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contributions")
    kind = models.CharField(_("kind"), max_length=20)
    title = models.CharField(_("title"), max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="contributions")
    status = models.CharField(_("state"), max_length=20, choices=Status.choices, default=Status.DRAFT)
    reason = models.TextField(_("what the editor wrote"), max_length=2000, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    link_problem = models.CharField(_("what is wrong with its link"), max_length=200, blank=True)
    link_checked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["asked", "declined"]) | ~Q(reason=""),
                name="contribution_no_has_reason",
            )
        ]
        indexes = [models.Index(fields=["organisation", "status"], name="contributions_of_one")]

    def __str__(self) -> str:
        return self.title

    def age(self) -> Any:
        """How long an editor has had it."""
        return timezone.now() - (self.submitted_at or self.created_at)
