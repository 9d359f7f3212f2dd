"""Sections: the lists of the information hub, each with an editor's words above it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from eccp.content.blocks import Body
from eccp.content.models.closable import Closable
from eccp.content.models.slugs import LatinSlug
from eccp.content.models.staying import Staying
from eccp.content.panels import InTabs


class SectionPage(LatinSlug, InTabs, Staying, Closable, Page):
    """A list of pages of one kind; what it lists and how is the business of `content.lists`."""

    class Shows(models.TextChoices):
        """What a section lists."""

        PAGES = "pages", _("the pages below it")
        NEWS = "news", _("news and achievements")
        CALLS = "calls", _("open calls")
        LIBRARY = "library", _("publications and toolkits")
        PRACTICES = "practices", _("good practices")
        NETWORKS = "networks", _("networks of clusters on a map")
        POLICY = "policy", _("policy areas and ecosystems")
        COUNTRIES = "countries", _("countries")
        PROGRAMMES = "programmes", _("partnership programmes")
        HELP = "help", _("help")

    shows = models.CharField(_("what it lists"), max_length=20, choices=Shows.choices, default=Shows.PAGES)
    lead = models.TextField(_("lead"), max_length=400, blank=True)
    body = StreamField(Body(), verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("shows"),
    ]
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, index.SearchField("lead")]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.SectionPage"]
    template = "content/lists/pages.html"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Whether it may be made there: below the home page, or in a section that lists the pages below it."""
        if not super().can_create_at(parent):
            return False
        return getattr(parent.specific, "shows", cls.Shows.PAGES) == cls.Shows.PAGES

    def permissions_for_user(self, user: Any) -> Any:
        """What a person may do with it in the back office; never put it among the contributions."""
        from eccp.content.models.moderation import PageTester

        return PageTester(user, self)

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> str:
        """The template of what it lists."""
        return f"content/lists/{self.shows}.html"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the list, narrowed by what the address asks for."""
        from eccp.content.lists import list_of

        return super().get_context(request, *args, **kwargs) | list_of(self, request)
