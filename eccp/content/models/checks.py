"""What may go wrong on a page by itself: where its links lead, and whether its pictures are described."""

from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PageCheckQuerySet(models.QuerySet["PageCheck"]):
    """Which checks."""

    def wrong(self) -> Self:
        """What an editor should mend."""
        return self.filter(state__in=PageCheck.WRONG, page__live=True)

    def due(self, now: datetime) -> Self:
        """Links to other sites that are to be asked now."""
        return self.filter(kind=PageCheck.Kind.SITE, due_at__lte=now, page__live=True)


class PageCheck(models.Model):
    """A link or a picture of a live page, and what was found last."""

    class Kind(models.TextChoices):
        """What is looked at."""

        SITE = "site", _("link to another site")
        OWN = "own", _("link within the platform")
        PICTURE = "picture", _("description of a picture")

    class State(models.TextChoices):
        """What was found."""

        WAITING = "waiting", _("not looked at yet")
        FINE = "fine", _("fine")
        DOUBTFUL = "doubtful", _("failed once, asked again a day later")
        BROKEN = "broken", _("broken")
        UNREACHABLE = "unreachable", _("the site cannot be reached")
        WORDLESS = "wordless", _("the picture needs a description")

    WRONG = (State.BROKEN, State.UNREACHABLE, State.WORDLESS)

    page = models.ForeignKey(Page, models.CASCADE, related_name="checks", verbose_name=_("page"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    target = models.TextField(_("where it leads"))
    digest = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.WAITING)
    since = models.DateTimeField(_("since"), default=timezone.now)
    failed_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    detail = models.CharField(_("what was found"), max_length=60, blank=True)

    objects: ClassVar[Any] = PageCheckQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # looking at a page is no use of it

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("check of a page")
        verbose_name_plural = _("checks of pages")
        constraints = [models.UniqueConstraint(fields=["page", "digest"], name="one_check_of_one_thing")]
        indexes = [models.Index(fields=["state", "kind"], name="checks_by_state")]

    def __str__(self) -> str:
        return f"{self.target}: {self.state}"


def digest_of(kind: str, target: str) -> str:
    """The short form by which a thing on a page is told from others, however long its address."""
    return sha256(f"{kind} {target}".encode()).hexdigest()
