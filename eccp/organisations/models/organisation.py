"""An organisation's profile: what all types share."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eccp.core.models import Timestamped, Versioned
from eccp.core.names import name_key, slug, sort_key
from eccp.core.websites import host_key
from eccp.reference.models import Country, Place, Region, Term

if TYPE_CHECKING:
    from eccp.organisations.types.base import ProfileType


class Visibility(models.TextChoices):
    """Who sees a profile. Validation has states of its own, on the application."""

    DRAFT = "draft", _("draft")
    LISTED = "listed", _("listed, not validated")
    PUBLISHED = "published", _("published")
    UNPUBLISHED = "unpublished", _("unpublished")
    ARCHIVED = "archived", _("archived")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Which organisations."""

    def published(self) -> "OrganisationQuerySet":
        """Validated and public. Every figure of validated profiles counts these."""
        return self.filter(visibility=Visibility.PUBLISHED)

    def listed(self) -> "OrganisationQuerySet":
        """Taken from a register, public, not validated."""
        return self.filter(visibility=Visibility.LISTED)

    def public(self) -> "OrganisationQuerySet":
        """Those that everybody sees: published and listed."""
        return self.filter(visibility__in=[Visibility.PUBLISHED, Visibility.LISTED])

    def represented_by(self, user: Any) -> "OrganisationQuerySet":
        """Those that the person acts for."""
        return self.filter(representatives__person=user)

    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """Those that this person may see: public ones, one's own, and for validators all."""
        if not user.is_authenticated:
            return self.public()
        if user.has_perm("validation.judge_application"):
            return self.all()
        from eccp.organisations.models.people import Representative

        own = Representative.objects.filter(organisation=OuterRef("pk"), person=user)
        return self.filter(Q(visibility__in=[Visibility.PUBLISHED, Visibility.LISTED]) | Exists(own))

    def of_type(self, *codes: str) -> "OrganisationQuerySet":
        """Those of some profile types."""
        return self.filter(type__in=codes)

    def naming(self, kind: str, key: str) -> "OrganisationQuerySet":
        """Those that name a term or a country, by the word of its model and its key."""
        if kind == "reference.country":
            return self.filter(Q(country=key) | Q(country_links__country=key)).distinct()
        return self.filter(Q(terms=key) | Q(labels__level=key) | Q(legal_form=key)).distinct()

    def with_everything(self) -> "OrganisationQuerySet":
        """With all that a profile page or a search document reads, in a fixed number of queries."""
        from eccp.organisations.models.partners import Partner
        from eccp.organisations.types import all_types

        beside = [kind.details_name for kind in all_types()]
        terms = [
            f"{kind.details_name}__{column.name}"
            for kind in all_types()
            for column in kind.details._meta.fields
            if column.related_model is Term
        ]
        return self.select_related(
            "country", "region", "place", "legal_form", "contact", *beside, *terms
        ).prefetch_related(
            "texts",
            "terms__labels",
            "country_links__country",
            "labels__level",
            "projects",
            "social_links__network",
            "recognitions",
            "memberships",
            Prefetch("partners", Partner.objects.select_related("country", "profile__country")),
        )


class Organisation(Timestamped, Versioned):  # type: ignore[django-manager-missing] # pages are Wagtail's
    """An organisation with a profile on the platform, of one of the profile types."""

    type = models.CharField(_("profile type"), max_length=40)
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="organisations", verbose_name=_("country")
    )
    region = models.ForeignKey(
        Region, models.SET_NULL, null=True, blank=True, related_name="organisations", verbose_name=_("region")
    )
    city = models.CharField(_("town or city"), max_length=120, blank=True)
    place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="organisations")
    latitude = models.FloatField(null=True, blank=True, editable=False)
    longitude = models.FloatField(null=True, blank=True, editable=False)

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    name_key = models.CharField(max_length=220, editable=False, db_index=True)
    sort_key = models.CharField(max_length=220, editable=False, db_index=True)
    slug = models.CharField(max_length=80, editable=False)
    website = models.URLField(_("website"), blank=True)
    website_key = models.CharField(max_length=200, editable=False, blank=True, db_index=True)
    legal_form = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": "legal_form"},
        verbose_name=_("legal form"),
    )
    founded = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True, validators=[MinValueValidator(1200), MaxValueValidator(2100)]
    )
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)

    visibility = models.CharField(max_length=12, choices=Visibility.choices, default=Visibility.DRAFT)
    published_at = models.DateTimeField(null=True, editable=False)
    last_confirmed_at = models.DateTimeField(null=True, editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    source = models.CharField(_("register"), max_length=200, blank=True)
    source_key = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    terms = models.ManyToManyField(Term, related_name="organisations", blank=True)

    objects: ClassVar[models.Manager["Organisation"]] = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["visibility", "type"], name="public_of_a_type")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_key"], condition=~Q(source_key=""), name="one_row_a_register_entry"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(visibility="archived"), name="merged_are_archived"
            ),
            models.CheckConstraint(
                condition=~Q(visibility="published") | Q(published_at__isnull=False),
                name="published_has_a_date",
            ),
        ]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the stored keys true to the name and website."""
        fields = kwargs.get("update_fields")
        if fields is None or "name" in fields:
            self.name_key = name_key(self.name)[:220]
            self.sort_key = sort_key(self.name)[:220]
            self.slug = slug(self.name)[:80]
            if fields is not None:
                kwargs["update_fields"] = fields = {*fields, "name_key", "sort_key", "slug"}
        if fields is None or "website" in fields:
            self.website_key = host_key(self.website)
            if fields is not None:
                kwargs["update_fields"] = {*fields, "website_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The address of the page. The id decides, the words are for people."""
        return reverse("organisations:profile", args=[self.pk, self.slug])

    @property
    def is_public(self) -> bool:
        """Whether everybody sees the profile."""
        return self.visibility in {Visibility.PUBLISHED, Visibility.LISTED}

    @property
    def is_published(self) -> bool:
        """Whether the profile is validated and public."""
        return self.visibility == Visibility.PUBLISHED

    @property
    def kind(self) -> "ProfileType":
        """The declaration of the profile's type."""
        from eccp.organisations.types import of_code

        return of_code(self.type)

    @property
    def details(self) -> Any:
        """The row of the type's own table; an unsaved one where there is none yet."""
        kind = self.kind
        if not hasattr(self, kind.details_name):
            setattr(self, kind.details_name, kind.details(organisation=self))  # type: ignore[misc]
        return getattr(self, kind.details_name)

    def text(self, name: str, language: str = "en") -> str:
        """A text of the profile in a language, or nothing. Reads prefetched rows."""
        return next((str(getattr(row, name)) for row in self.texts.all() if row.language == language), "")

    @property
    def summary(self) -> str:
        """The one line that says what they do, in English."""
        return self.text("summary")

    def codes(self, scheme: str) -> list[str]:
        """The codes of the profile's terms in one list. Reads prefetched rows."""
        return sorted(term.code for term in self.terms.all() if term.scheme == scheme)

    def terms_of(self, scheme: str) -> list[Term]:
        """The profile's terms in one list. Reads prefetched rows."""
        return sorted((t for t in self.terms.all() if t.scheme == scheme), key=lambda t: (t.order, t.label))

    def countries_of(self, link: str) -> list[Country]:
        """The countries that the profile names, as cooperated with, sought or targeted."""
        return [row.country for row in self.country_links.all() if row.link == link]
