"""Help: guidelines, definitions, questions with their answers."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from eccp.content.models.base import ContentPage


class HelpPage(ContentPage):
    """A page of help. Definitions and questions are blocks of its text."""

    class Adds(models.TextChoices):
        """What the platform adds below the text, as it stands today."""

        CRITERIA = "criteria", _("the criteria of every profile type")

    adds = models.CharField(
        _("what the platform adds below"),
        max_length=20,
        choices=Adds.choices,
        blank=True,
        help_text=_(
            "It is made from the rules that the platform applies, so that help never says otherwise."
        ),
    )

    is_creatable = True
    subpage_types: ClassVar[list[str]] = ["content.HelpPage"]
    parent_page_types: ClassVar[list[str]] = ["content.SectionPage", "content.HelpPage"]
    content_panels: ClassVar[list[Any]] = [*ContentPage.content_panels, FieldPanel("adds")]
    template = "content/help.html"
    kind_label = _("Help")
    belongs_under = frozenset({"help"})

    class Meta:
        verbose_name = _("help page")
        verbose_name_plural = _("help pages")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages below it, and what the platform knows itself."""
        from eccp.content.help.showing import help_page

        return super().get_context(request, *args, **kwargs) | help_page(self)
