"""What articles, calls and resources are gathered under: policy areas and ecosystems, countries."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from eccp.content.models.base import ContentPage
from eccp.reference.models import Country, Scheme, Term


class PolicyAreaPage(ContentPage):
    """A policy area or an industrial ecosystem: an editor's words, and all that carries its term."""

    term = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        verbose_name=_("policy area or ecosystem"),
        limit_choices_to={"scheme__in": [Scheme.POLICY_AREA, Scheme.ECOSYSTEM]},
    )

    is_creatable = True
    content_panels: ClassVar[list[Any]] = [FieldPanel("term"), *ContentPage.content_panels]
    template = "content/policy_area.html"
    kind_label = _("Policy area")
    belongs_under = frozenset({"policy"})

    class Meta:
        verbose_name = _("policy area or ecosystem")
        verbose_name_plural = _("policy areas and ecosystems")

    def clean(self) -> None:
        """One page a term in each language, so that its address is one."""
        super().clean()
        if self.term_id and has_another(self, term=self.term_id):
            raise ValidationError({"term": _("It has a page in this language already.")})

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the platform knows about it."""
        from eccp.content.topics import known_of

        return super().get_context(request, *args, **kwargs) | {"known": known_of(self)}


class CountryPage(ContentPage):
    """A country: an editor's words beside what the platform knows."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    strategic = models.BooleanField(
        _("of strategic interest"),
        default=False,
        help_text=_("A country outside the Union that the platform builds bridges to."),
    )
    policy = models.TextField(_("cluster policy in one paragraph"), max_length=800, blank=True)

    search_fields: ClassVar[list[Any]] = [*ContentPage.search_fields, index.SearchField("policy")]
    is_creatable = True
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("country"),
        FieldPanel("strategic"),
        *ContentPage.content_panels,
        FieldPanel("policy"),
    ]
    template = "content/country.html"
    kind_label = _("Country")
    belongs_under = frozenset({"countries"})

    class Meta:
        verbose_name = _("country page")
        verbose_name_plural = _("country pages")

    def clean(self) -> None:
        """One page a country in each language, so that its address is one."""
        super().clean()
        if self.country_id and has_another(self, country=self.country_id):
            raise ValidationError({"country": _("It has a page in this language already.")})

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the platform knows about the country."""
        from eccp.content.countries import known_of

        return super().get_context(request, *args, **kwargs) | {"known": known_of(self)}


def has_another(page: ContentPage, **about: Any) -> bool:
    """Whether another page of this kind is about the same in the same language."""
    others = type(page).objects.filter(**about).exclude(pk=page.pk)
    return bool(others.filter(locale=page.locale_id).exists())
