"""What editors write: the home page and plain pages."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """The first page: one sentence, one search box, four blocks."""

    sentence = models.CharField(_("sentence"), max_length=120)
    lead = models.TextField(_("below it"), max_length=300)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("sentence"), FieldPanel("lead")]
    subpage_types: ClassVar[list[str]] = ["content.TextPage"]
    max_count = 1
    template = "content/home.html"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the live figures and the newest profiles."""
        from eccp.content.front import front_page

        return super().get_context(request, *args, **kwargs) | front_page()


class TextPage(Page):
    """A page of words: about, help, accessibility statement, privacy."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    body = RichTextField(_("text"), features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"])

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.TextPage"]
    subpage_types: ClassVar[list[str]] = ["content.TextPage"]
    template = "content/text.html"
