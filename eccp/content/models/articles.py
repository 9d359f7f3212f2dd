"""News and achievements."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from eccp.content.models.base import ContentPage
from eccp.reference.models.base import today


class ArticlePage(ContentPage):
    """A piece of news, or an achievement that somebody shares."""

    class Kind(models.TextChoices):
        """What kind of article."""

        NEWS = "news", _("News")
        ACHIEVEMENT = "achievement", _("Achievement")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.NEWS)
    date = models.DateField(_("date"), default=today, db_index=True)
    source_url = models.URLField(_("where more can be read"), max_length=500, blank=True)

    is_creatable = True
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("kind"),
        FieldPanel("date"),
        *ContentPage.content_panels,
        FieldPanel("source_url"),
        *ContentPage.about_panels,
    ]
    template = "content/article.html"
    kind_label = _("News")
    belongs_under = frozenset({"news"})

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add who contributed it, what it is about, and what belongs to it."""
        from eccp.content.articles import shown

        return super().get_context(request, *args, **kwargs) | shown(self, request)
