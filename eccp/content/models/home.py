"""The first page."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from eccp.content.models.closable import Closable
from eccp.content.models.staying import Staying
from eccp.content.panels import InTabs


class HomePage(InTabs, Staying, Closable, Page):
    """The first page: one sentence, one search box, four blocks."""

    sentence = models.CharField(_("sentence"), max_length=120)
    lead = models.TextField(_("below it"), max_length=300)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("sentence"), FieldPanel("lead")]
    subpage_types: ClassVar[list[str]] = ["content.SectionPage", "content.TextPage"]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    template = "content/home.html"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the live figures and the newest profiles."""
        from eccp.content.front import front_page

        return super().get_context(request, *args, **kwargs) | front_page()
