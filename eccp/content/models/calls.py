"""Open calls: who may apply for what, until when."""

from datetime import date, datetime
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from eccp.content.call_form import CallForm
from eccp.content.days import days_left, is_within
from eccp.content.models.base import ABOUT, ContentPage, ContentQuerySet
from eccp.content.widgets import TermChoice, ZoneChoice
from eccp.content.zones import BRUSSELS, ZONES, brussels_day, is_of_our_time, moment_in
from eccp.reference.models import Scheme

SOON = 14  # days to a cut-off


class Status(models.TextChoices):
    """How a call stands, by its opening day and its cut-offs."""

    COMING = "coming", _("opens later")
    OPEN = "open", _("open")
    CLOSING = "closing", _("cut-off within 14 days")
    CLOSED = "closed", _("closed")


class CallQuerySet(ContentQuerySet):
    """Which calls."""

    def open(self, now: datetime | None = None) -> Self:
        """Those that one can apply to now: opened, with a cut-off still to come or none at all."""
        return self.filter(self.is_open(now or timezone.now()))

    def coming(self, now: datetime | None = None) -> Self:
        """Those that open on a later day."""
        return self.filter(self.is_coming(now or timezone.now()))

    def closing(self, now: datetime | None = None) -> Self:
        """Those that are open, and whose next cut-off is within 14 days."""
        now = now or timezone.now()
        return self.open(now).filter(self.has_cutoff_within(SOON, now))

    def closed(self, now: datetime | None = None) -> Self:
        """Those whose last cut-off is over."""
        return self.filter(self.is_over(now or timezone.now()))

    def knowing_cutoffs(self, now: datetime | None = None) -> Self:
        """Each with `next_at` and `next_zone`, its next cut-off and where, or None; and with `last_zone`."""
        last = Cutoff.objects.filter(page=OuterRef("pk")).order_by("-at")
        return self.annotate(
            **next_cutoff_of("pk", now or timezone.now()), last_zone=Subquery(last.values("zone")[:1])
        )

    def as_listed(self, now: datetime | None = None) -> Self:
        """In the order of lists: what closes next, what has no cut-off, what opens later, what is over."""
        now = now or timezone.now()
        later = Q(opens_on__gt=brussels_day(now))
        over = Q(last_cutoff_at__lte=now)
        return self.knowing_cutoffs(now).order_by(
            Case(When(over, then=3), When(later, then=2), When(last_cutoff_at=None, then=1), default=0),
            Case(When(later & ~over, then=F("opens_on")), default=None, output_field=models.DateField()),
            F("next_at").asc(nulls_last=True),
            F("last_cutoff_at").desc(nulls_last=True),
            "title",
            "pk",
        )

    @classmethod
    def is_open(cls, now: datetime) -> Q:
        """Whether one can apply, as a condition."""
        return (Q(opens_on=None) | Q(opens_on__lte=brussels_day(now))) & cls.not_over(now)

    @classmethod
    def is_coming(cls, now: datetime) -> Q:
        """Whether it opens on a later day, as a condition."""
        return Q(opens_on__gt=brussels_day(now)) & cls.not_over(now)

    @classmethod
    def is_over(cls, now: datetime) -> Q:
        """Whether its last cut-off is over, as a condition."""
        return Q(last_cutoff_at__lte=now)

    @staticmethod
    def has_cutoff_within(days: int, now: datetime) -> Q:
        """Whether the next cut-off is at most so many days away."""
        ahead = Cutoff.objects.filter(at__gt=now)
        sooner = ahead.filter(page=OuterRef("page"), at__lt=OuterRef("at"))
        return Q(pk__in=ahead.filter(is_within(days, now), ~Exists(sooner)).values("page"))

    @staticmethod
    def not_over(now: datetime) -> Q:
        """Whether a cut-off is still to come, or there is none. At the very moment it is over."""
        return Q(last_cutoff_at=None) | Q(last_cutoff_at__gt=now)


class CallPage(ContentPage):
    """A call that one can apply to."""

    reference = models.CharField(_("number of the call"), max_length=100, blank=True)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    who = models.TextField(_("who may apply"), max_length=600, blank=True)
    budget = models.DecimalField(
        _("budget of the call"),
        max_digits=14,
        decimal_places=0,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("In euro."),
    )
    grant = models.DecimalField(
        _("largest grant for one applicant"),
        max_digits=14,
        decimal_places=0,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("In euro."),
    )
    link = models.URLField(_("where to apply"), max_length=500, blank=True)
    last_cutoff_at = models.DateTimeField(null=True, editable=False, db_index=True)

    objects: ClassVar[Any] = PageManager.from_queryset(CallQuerySet)()

    is_creatable = True
    content_panels: ClassVar[list[Any]] = [
        *ContentPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("opens_on"), InlinePanel("cutoffs", label=_("cut-off"))], heading=_("When")
        ),
        MultiFieldPanel(
            [
                FieldPanel("reference"),
                FieldPanel("who"),
                FieldPanel("budget"),
                FieldPanel("grant"),
                FieldPanel("link"),
            ],
            heading=_("The call"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "terms",
                    widget=TermChoice(
                        [Scheme.FUNDING_PROGRAMME, Scheme.PARTNERSHIP_STRAND, Scheme.APPLICANT, *ABOUT]
                    ),
                ),
                FieldPanel("countries", help_text=_("Where applicants must be. Leave it empty for all.")),
            ],
            heading=_("What it is about"),
        ),
    ]
    search_fields: ClassVar[list[Any]] = [
        *ContentPage.search_fields,
        index.SearchField("reference"),
        index.SearchField("who"),
    ]
    base_form_class = CallForm
    template = "content/call.html"
    kind_label = _("Open call")
    belongs_under = frozenset({"calls"})

    class Meta:
        verbose_name = _("open call")
        verbose_name_plural = _("open calls")

    def clean(self) -> None:
        """The largest grant is at most the budget."""
        super().clean()
        if self.budget and self.grant and self.grant > self.budget:
            raise ValidationError({"grant": _("One grant cannot be larger than the whole budget.")})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Note the last cut-off beside the call, where lists find and sort by it."""
        moments = [cutoff.moment for cutoff in self.cutoffs.all()]
        self.last_cutoff_at = max(moments, default=None)
        return super().save(*args, **kwargs)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page says of the call, and the reader's reminder."""
        from eccp.content.call_page import shown

        return super().get_context(request, *args, **kwargs) | shown(self, request)

    def status(self, now: datetime | None = None) -> Status:
        """How it stands at a moment (now unless told). Says the same as the QuerySet's adjectives."""
        now = now or timezone.now()
        ahead = self.next_cutoff(now)
        left = days_left(ahead.moment, ahead.zone, now) if ahead else None
        return status_of(self.opens_on, self.last_cutoff_at, left, now)

    def next_cutoff(self, now: datetime | None = None) -> "Cutoff | None":
        """The nearest cut-off that is still to come."""
        now = now or timezone.now()
        ahead = [cutoff for cutoff in self.cutoffs.all() if cutoff.moment > now]
        return min(ahead, key=lambda cutoff: cutoff.moment, default=None)


class Cutoff(Orderable):
    """A day and hour until which one may apply, in the zone in which the call says it."""

    page = ParentalKey(CallPage, on_delete=models.CASCADE, related_name="cutoffs")
    label = models.CharField(_("what ends"), max_length=100, blank=True)
    day = models.DateField(_("day"))
    hour = models.TimeField(_("hour"))
    zone = models.CharField(_("time zone"), max_length=40, choices=ZONES, default=BRUSSELS)
    at = models.DateTimeField(editable=False, db_index=True)

    panels: ClassVar[list[Any]] = [
        FieldPanel("label"),
        FieldPanel("day"),
        FieldPanel("hour"),
        FieldPanel("zone", widget=ZoneChoice),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("cut-off")
        verbose_name_plural = _("cut-offs")

    def __str__(self) -> str:
        return f"{self.day} {self.hour:%H:%M} {self.zone}"

    @property
    def moment(self) -> datetime:
        """The moment in UTC. An hour that the clock shows twice is the first of the two."""
        return moment_in(self.day, self.hour, self.zone)

    def clean(self) -> None:
        """There is no hour that the clock jumps over in spring."""
        super().clean()
        if not (self.day and self.hour and self.zone):
            return
        if not is_of_our_time(self.day):
            raise ValidationError({"day": _("Look at the year: give one from 2000 to 2099.")})
        there = self.moment.astimezone(ZoneInfo(self.zone))
        if (there.date(), there.time()) != (self.day, self.hour):
            raise ValidationError(
                {"hour": _("The clocks jump over this hour on that night. Choose another hour.")}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the moment beside what was typed."""
        self.at = self.moment
        super().save(*args, **kwargs)


class Reminder(models.Model):
    """Somebody wants to be told some days before the next cut-off of a call."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="call_reminders")
    call = models.ForeignKey(CallPage, models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField(_("days before"), default=7)
    made_at = models.DateTimeField(default=timezone.now)
    told_of = models.DateTimeField(
        null=True, blank=True, help_text="The cut-off that the person was told of last."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "call"], name="one_reminder_a_call")]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.days}"


def next_cutoff_of(call: str, now: datetime) -> dict[str, Subquery]:
    """What annotates rows that lead to a call by `call` with its next cut-off: `next_at` and `next_zone`."""
    ahead = Cutoff.objects.filter(page=OuterRef(call), at__gt=now).order_by("at")
    return {"next_at": Subquery(ahead.values("at")[:1]), "next_zone": Subquery(ahead.values("zone")[:1])}


def status_of(
    opens_on: date | None, last_cutoff_at: datetime | None, left: int | None, now: datetime
) -> Status:
    """How a call stands at a moment that opens on a day, with its last cut-off and the days left to the next one."""
    if last_cutoff_at and last_cutoff_at <= now:
        return Status.CLOSED
    if opens_on and opens_on > brussels_day(now):
        return Status.COMING
    return Status.CLOSING if left is not None and left <= SOON else Status.OPEN
