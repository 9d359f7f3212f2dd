"""What the platform offers, to whom, and where an exception is made."""

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eccp.reference.models.base import Sourced
from eccp.reference.models.geography import Country
from eccp.reference.models.programmes import day
from eccp.reference.shipped import said


class Restriction(models.TextChoices):
    """For whom a service is."""

    EVERYBODY = "everybody", _("everybody, without an account")
    REGISTERED = "registered", _("registered organisations of all countries")
    PROGRAMME = "programme", _("registered organisations of programme countries")


class Service(Sourced):
    """Something that the platform offers. Ended by its date: pages may be kept for its users."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), max_length=600)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    restriction = models.CharField(
        _("open to"), max_length=20, choices=Restriction.choices, default=Restriction.REGISTERED
    )
    instrument = models.CharField(
        _("instrument"),
        max_length=100,
        blank=True,
        help_text=_(
            "Filled in where a country may take part in a programme without this, as “financial instruments”."
        ),
    )
    valid_from = models.DateField(_("offered from"), null=True, blank=True)
    valid_to = models.DateField(_("offered until"), null=True, blank=True)
    page = models.CharField(
        _("page"),
        max_length=300,
        blank=True,
        help_text=_("Where it is used: a path of this site, as “directory/”, or a whole https address."),
    )

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                name="service_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return said(self.name)

    @property
    def about(self) -> str:
        """What it is, in the reader's language where the platform brought the words."""
        return said(self.description)

    @property
    def left_out(self) -> str:
        """The instrument that it hangs on, said likewise."""
        return said(self.instrument)

    @property
    def address(self) -> str:
        """Where it is used, or nothing."""
        if not self.page or self.page.startswith("https://"):
            return self.page
        return reverse("home") + self.page.lstrip("/")

    def offered(self, on: date) -> bool:
        """Whether there is this service on that date."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    def clean(self) -> None:
        """Say kindly what is wrong, before the database refuses it."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day is before the first one.")})
        if self.instrument and self.restriction != Restriction.PROGRAMME:
            raise ValidationError(
                {"instrument": _("Only a service for programme countries can hang on an instrument.")}
            )
        if ":" in self.page and not self.page.startswith("https://"):
            raise ValidationError({"page": _("Give a path of this site, or an address with https://.")})


class AccessException(Sourced):
    """A country may use a service against the rule, or may not: for one event, or altogether."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="exceptions")
    event = models.SlugField(
        _("code of the event"),
        max_length=100,
        blank=True,
        help_text=_("Empty: the whole service, whichever the event."),
    )
    event_name = models.CharField(_("name of the event"), max_length=200, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="access_exceptions")
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    allowed = models.BooleanField(_("may use it"), default=True)
    basis = models.TextField(_("reason"), help_text=_("Shown to everybody who asks."))

    objects: ClassVar[models.Manager["AccessException"]] = models.Manager()

    class Meta:
        ordering = ["service", "event", "country", "starts_on"]
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(starts_on__lte=F("ends_on")),
                name="exception_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.country}: {self.what}"

    @property
    def what(self) -> str:
        """What it is about, in words."""
        return self.event_name or self.event or str(self.service)

    def holds(self, on: date) -> bool:
        """Whether it holds on that date."""
        return (self.starts_on is None or self.starts_on <= on) and (
            self.ends_on is None or on <= self.ends_on
        )

    def clean(self) -> None:
        """Say kindly what is wrong: dates out of order, or two answers for one day."""
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day is before the first one.")})
        if self.event_name and not self.event:
            raise ValidationError({"event": _("Give the event a code, so that it can be asked for.")})
        if not (self.service_id and self.country_id):
            return
        others = AccessException.objects.filter(
            service=self.service, event=self.event, country=self.country
        ).exclude(pk=self.pk)
        meets = others.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=self.ends_on or date.max),
            Q(ends_on__isnull=True) | Q(ends_on__gte=self.starts_on or date.min),
        ).first()
        if meets:
            raise ValidationError(
                {
                    "country": _(
                        "There is an exception for %(country)s here already, %(dates)s. "
                        "Change that one, or choose dates outside it."
                    )
                    % {"country": self.country, "dates": meets.dates}
                }
            )

    @property
    def dates(self) -> str:
        """When it holds, in words."""
        if self.starts_on and self.ends_on:
            said = _("from %(first)s to %(last)s")
        elif self.starts_on:
            said = _("from %(first)s")
        elif self.ends_on:
            said = _("until %(last)s")
        else:
            said = _("without an end")
        return str(said) % {
            "first": day(self.starts_on) if self.starts_on else "",
            "last": day(self.ends_on) if self.ends_on else "",
        }
