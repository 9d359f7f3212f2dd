"""The words of the code lists."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eccp.reference import labels
from eccp.reference.models.base import Sourced, today


class Scheme(models.TextChoices):
    """The code lists."""

    ECOSYSTEM = "ecosystem", _("Industrial ecosystems")
    SECTOR = "sector", _("Sectors")
    EMERGING_INDUSTRY = "emerging_industry", _("Emerging industries")
    TECHNOLOGY = "technology", _("Technologies")
    SERVICE = "service", _("Services")
    STATE_AID_ACTIVITY = "state_aid_activity", _("Cluster activities of the state-aid rules")
    MEMBER_TYPE = "member_type", _("Kinds of members")
    LABEL = "label", _("Excellence labels")
    LEGAL_FORM = "legal_form", _("Legal forms")
    EREK_SECTOR = "erek_sector", _("Sectors of resource efficiency")
    S3_PRIORITY = "s3_priority", _("Smart specialisation priorities")
    SIZE_CLASS = "size_class", _("Sizes of companies")
    PARTNERSHIP_STRAND = "partnership_strand", _("Programmes of partnerships")
    LANGUAGE = "language", _("Languages")
    SOCIAL_NETWORK = "social_network", _("Social networks")
    POLICY_AREA = "policy_area", _("Policy areas")
    FUNDING_PROGRAMME = "funding_programme", _("Funding programmes")
    APPLICANT = "applicant", _("Who may apply")
    TARGET_GROUP = "target_group", _("Target groups")
    TECHNIQUE = "technique", _("Techniques of resource efficiency")


class TermQuerySet(models.QuerySet["Term"]):
    """Which terms."""

    def of(self, scheme: str) -> "TermQuerySet":
        """The terms of one code list."""
        return self.filter(scheme=scheme)

    def current(self, on: date | None = None) -> "TermQuerySet":
        """The terms that may be chosen on that date (today unless told)."""
        on = on or today()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )


class Term(Sourced):
    """A word of a code list. Retired by its date, never deleted."""

    scheme = models.CharField(_("list"), max_length=30, choices=Scheme.choices)
    code = models.SlugField(_("code"), max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    label = models.CharField(_("label in English"), max_length=200)
    order = models.PositiveIntegerField(_("order"), default=0)
    status = models.CharField(_("how sure"), max_length=20, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")

    objects: ClassVar[models.Manager["Term"]] = TermQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "order", "label"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="one_code_a_scheme")]

    def __str__(self) -> str:
        return self.label_in()

    def label_in(self, language: str | None = None) -> str:
        """The preferred label in a language (the reader's unless told), else the English one."""
        return labels.of_term(self.pk, self.label, language)


class TermLabel(models.Model):
    """A label of a term in one language: preferred, or another word for the same."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="labels")
    language = models.CharField(_("language"), max_length=12)
    label = models.CharField(_("label"), max_length=200)
    preferred = models.BooleanField(_("preferred"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["term", "language"],
                condition=Q(preferred=True),
                name="one_preferred_label_a_language",
            )
        ]

    def __str__(self) -> str:
        return self.label
