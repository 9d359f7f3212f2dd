"""What belongs to a profile in several rows: texts, labels, countries, projects, links."""

from datetime import date

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eccp.organisations.models.organisation import Organisation
from eccp.reference.models import Country, Term, today


def private_storage() -> Storage:
    """Where evidence lies: never under a public address."""
    return storages["private"]


class ProfileText(models.Model):
    """The texts of a profile in one language. English is obligatory."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12, default="en")
    summary = models.CharField(_("in one sentence"), max_length=200, blank=True)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    objectives = models.TextField(_("objectives"), max_length=2000, blank=True)
    offers = models.TextField(_("what you offer"), max_length=1000, blank=True)
    seeks = models.TextField(_("what you seek"), max_length=1000, blank=True)
    translated_by_machine = models.BooleanField(_("translated by a machine"), default=False)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "language"], name="one_text_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.language})"


class CountryLink(models.Model):
    """A country that the organisation works with already, looks for partners in, or wants to enter."""

    class Link(models.TextChoices):
        COOPERATES = "cooperates", _("cooperates with")
        SEEKS = "seeks", _("seeks partners in")
        TARGETS = "targets", _("targets")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="country_links")
    link = models.CharField(max_length=12, choices=Link.choices)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["country__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "link", "country"], name="a_country_once_a_link")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.link} {self.country_id}"


class Label(models.Model):
    """An excellence label of a cluster's management, with its dates."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="labels")
    level = models.ForeignKey(
        Term, models.PROTECT, related_name="+", limit_choices_to={"scheme": "label"}, verbose_name=_("label")
    )
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("valid until"))
    certificate = models.URLField(_("where it can be checked"), blank=True)

    class Meta:
        ordering = ["-expires_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on__lte=models.F("expires_on")), name="label_dates_in_order"
            ),
            models.UniqueConstraint(fields=["organisation", "level", "issued_on"], name="a_label_once"),
        ]

    def __str__(self) -> str:
        return f"{self.level} until {self.expires_on}"

    def holds(self, on: date | None = None) -> bool:
        """Whether the label holds on that date (today unless told)."""
        return self.issued_on <= (on or today()) <= self.expires_on


class EuProject(models.Model):
    """A European project that the organisation takes or took part in."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="projects")
    acronym = models.CharField(_("acronym"), max_length=80)
    programme = models.CharField(_("programme"), max_length=120, blank=True)
    starts = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    ends = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    link = models.URLField(_("website"), blank=True)

    class Meta:
        ordering = ["-ends", "acronym"]

    def __str__(self) -> str:
        return self.acronym


class SocialLink(models.Model):
    """An account of the organisation on a social network."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="social_links")
    network = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        limit_choices_to={"scheme": "social_network"},
        verbose_name=_("network"),
    )
    link = models.URLField(_("address"))

    class Meta:
        ordering = ["network__order"]

    def __str__(self) -> str:
        return self.link


class Recognition(models.Model):
    """A national or regional programme that recognises the cluster, with its evidence: the ground for a waiver."""

    class Level(models.TextChoices):
        NATIONAL = "national", _("national programme")
        REGIONAL = "regional", _("regional programme")
        SOCIAL = "social", _("recognised as a social-economy cluster")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="recognitions")
    programme = models.CharField(_("programme"), max_length=200)
    level = models.CharField(_("kind"), max_length=10, choices=Level.choices)
    link = models.URLField(_("where it can be checked"), blank=True)
    letter = models.FileField(_("letter"), upload_to="recognitions/", storage=private_storage, blank=True)

    class Meta:
        ordering = ["programme"]

    def __str__(self) -> str:
        return self.programme


class ContactPerson(models.Model):
    """Whom the platform writes to about the profile. Never shown, never exported, never in search."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="contact")
    name = models.CharField(_("contact person"), max_length=150, blank=True)
    position = models.CharField(_("position"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name
