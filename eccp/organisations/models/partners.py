"""Who is in a partnership: its coordinator and partners, each linked to its profile where it has one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eccp.organisations.models.organisation import Organisation, Visibility
from eccp.reference.models import Country


class PartnerQuerySet(models.QuerySet["Partner"]):
    """Which of the partners."""

    def of_published(self) -> "PartnerQuerySet":
        """Those of published partnerships: what others say of an organisation is shown only when validated."""
        return self.filter(organisation__visibility=Visibility.PUBLISHED)


class Partner(models.Model):
    """An organisation in a partnership. The name is as the partnership writes it; the link may come later."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        PARTNER = "partner", _("partner")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="partners")
    order = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    name = models.CharField(_("name"), max_length=200)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    profile = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="partnerships",
        verbose_name=_("profile here"),
    )

    objects: ClassVar[models.Manager["Partner"]] = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "profile"], name="a_profile_once_a_partnership"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(role="coordinator"), name="one_coordinator"
            ),
            models.CheckConstraint(
                condition=~Q(profile=models.F("organisation")), name="nobody_is_a_partner_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.organisation}"

    @property
    def public_profile(self) -> Organisation | None:
        """The profile that readers may be led to: a published one, or none."""
        return self.profile if self.profile and self.profile.is_published else None
