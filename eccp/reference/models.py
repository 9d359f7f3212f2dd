"""Facts that many rooms use: countries, regions, places, terms, programmes, closing days."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from eccp.core.models import Timestamped


def today() -> date:
    """The date in Brussels, by which rules with dates are read."""
    return timezone.localdate()


class Sourced(Timestamped):
    """A record that says where it comes from and from which edition."""

    source = models.CharField(_("source"), max_length=300, blank=True)
    version = models.CharField(_("edition"), max_length=40, blank=True)
    loaded = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


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
        return self.name


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
        return self.label_in(get_language() or "en")

    def label_in(self, language: str) -> str:
        """The preferred label in a language, else the English one. Reads prefetched labels."""
        if language == "en":
            return self.label
        found = [row.label for row in self.labels.all() if row.language == language and row.preferred]
        return found[0] if found else self.label


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


class Programme(Sourced):
    """A European programme that countries take part in."""

    code = models.SlugField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=200)
    runs_from = models.DateField(_("from"))
    runs_to = models.DateField(_("until"))
    successor_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["runs_from"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return self.name


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Which participations."""

    def on(self, day: date) -> "ParticipationQuerySet":
        """Those that hold on that date."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Participation(Sourced):
    """A country takes part in a programme between two dates, without some instruments."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="participations")
    country = models.ForeignKey(Country, models.PROTECT, related_name="participations")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    excluded_instruments = models.CharField(_("without these instruments"), max_length=200, blank=True)
    basis = models.TextField(_("basis"), blank=True)
    confirmed = models.BooleanField(_("confirmed by an administrator"), default=False)

    objects: ClassVar[models.Manager["Participation"]] = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "country", "starts_on"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=models.F("ends_on")), name="participation_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=["programme", "country", "starts_on"], name="one_participation_a_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} in {self.programme}"


class ClosingDay(Sourced):
    """A day on which the validation team does not work, besides Saturdays and Sundays."""

    date = models.DateField(_("date"), unique=True)
    name = models.CharField(_("reason"), max_length=100)

    class Meta:
        ordering = ["date"]
        verbose_name = _("closing day")
        verbose_name_plural = _("closing days")

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y} {self.name}"
