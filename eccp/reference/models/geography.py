"""Countries, statistical regions and places, with their names in other languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.reference import labels
from eccp.reference.models.base import Sourced


class Country(Sourced):
    """A country or territory of ISO 3166, and Kosovo with the footnote on its status."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    nuts0 = models.CharField(_("code in statistics"), max_length=2, blank=True)
    name = models.CharField(_("name"), max_length=100)
    sort_key = models.CharField(max_length=120, editable=False, default="", db_index=True)
    note = models.TextField(_("footnote"), blank=True)
    eu_from = models.DateField(_("in the European Union from"), null=True, blank=True)
    eu_to = models.DateField(_("until"), null=True, blank=True)
    groups = models.CharField(_("groups"), max_length=100, blank=True, help_text=_("eea, efta, eap …"))
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        return self.label_in()

    def label_in(self, language: str | None = None) -> str:
        """The name in a language (the reader's unless told), else the English one."""
        return labels.of_country(self.code, self.name, language)


class CountryLabel(models.Model):
    """The name of a country in one language."""

    country = models.ForeignKey(Country, models.CASCADE, related_name="labels")
    language = models.CharField(max_length=12)
    label = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "language"], name="one_country_label_a_language")
        ]

    def __str__(self) -> str:
        return self.label


class Region(Sourced):
    """A statistical region (NUTS) with the edition of its code."""

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    level = models.PositiveSmallIntegerField(_("level"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    country = models.ForeignKey(Country, models.PROTECT, related_name="regions")
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ["code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return self.name


class RegionCode(models.Model):
    """A code of an older edition and the region of today that it leads to."""

    old = models.CharField(max_length=5, primary_key=True)
    region = models.ForeignKey(Region, models.CASCADE, related_name="older_codes")

    def __str__(self) -> str:
        return self.old


class Place(models.Model):
    """A town, with the coordinates that a profile there is given. From GeoNames, CC BY 4.0."""

    id = models.IntegerField(primary_key=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="places")
    name = models.CharField(max_length=120)
    latitude = models.FloatField()
    longitude = models.FloatField()
    population = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-population", "id"]

    def __str__(self) -> str:
        return self.name


class PlaceName(models.Model):
    """One of the names of a place, folded, as people may type it."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="names")
    key = models.CharField(max_length=160)
    name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["key"], name="place_by_name")]

    def __str__(self) -> str:
        return self.name
