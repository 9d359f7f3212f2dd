"""Knowledge: publications, toolkits, good practices."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from eccp.content.models.base import ABOUT, ContentPage
from eccp.content.widgets import TermChoice
from eccp.reference.models import Scheme
from eccp.reference.models.base import today


def languages() -> Any:
    """The languages that pages and files may be written in."""
    return settings.LANGUAGES


class ResourcePage(ContentPage):
    """Something to learn from: a publication, a toolkit, a good practice in saving resources."""

    class Kind(models.TextChoices):
        """What kind of resource."""

        PUBLICATION = "publication", _("Publication")
        TOOLKIT = "toolkit", _("Toolkit")
        PRACTICE = "practice", _("Good practice")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PUBLICATION)
    author = models.CharField(_("author"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1980), MaxValueValidator(2100)]
    )
    link = models.URLField(_("where it is published"), max_length=500, blank=True)
    company = models.CharField(_("company that did it"), max_length=200, blank=True)
    saving = models.CharField(
        _("what was saved"), max_length=200, blank=True, help_text=_("With its unit and its time.")
    )
    payback_months = models.PositiveSmallIntegerField(_("paid back after, in months"), null=True, blank=True)

    is_creatable = True
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("kind"),
        *ContentPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("author"),
                FieldPanel("year"),
                FieldPanel("link"),
                InlinePanel("files", label=_("file")),
            ],
            heading=_("Publication"),
        ),
        MultiFieldPanel(
            [FieldPanel("company"), FieldPanel("saving"), FieldPanel("payback_months")],
            heading=_("Good practice"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "terms",
                    widget=TermChoice([Scheme.TARGET_GROUP, Scheme.EREK_SECTOR, Scheme.TECHNIQUE, *ABOUT]),
                ),
                FieldPanel("countries"),
            ],
            heading=_("What it is about"),
        ),
    ]
    search_fields: ClassVar[list[Any]] = [
        *ContentPage.search_fields,
        index.SearchField("author"),
        index.SearchField("company"),
    ]
    template = "content/resource.html"
    kind_label = _("Knowledge")
    belongs_under = frozenset({"library", "practices"})

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    def clean(self) -> None:
        """Nothing was published next year."""
        super().clean()
        if self.year and self.year > today().year:
            raise ValidationError({"year": _("This year is still to come.")})

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the files, the facts, and for a good practice who helps to do the same."""
        from eccp.content.resources import resource_page

        return super().get_context(request, *args, **kwargs) | resource_page(self)


class ResourceFile(Orderable):
    """A file of a resource, in one language."""

    page = ParentalKey(ResourcePage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        "wagtaildocs.Document", models.PROTECT, related_name="+", verbose_name=_("file")
    )
    language = models.CharField(_("language"), max_length=12, choices=languages, default="en")

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return f"{self.document} ({self.language})"
