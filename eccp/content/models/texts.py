"""Plain pages of words."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from eccp.content.blocks import Body
from eccp.content.models.closable import Closable
from eccp.content.models.slugs import LatinSlug
from eccp.content.panels import InTabs, scheduled
from eccp.reference.models import Service


class TextPage(LatinSlug, InTabs, Closable, Page):
    """A page of words: about, accessibility statement, privacy.

    With a `service` it is for those who may use that service, and so are all pages below it.
    """

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    body = StreamField(Body(), verbose_name=_("text"))

    service = models.ForeignKey(
        Service,
        models.PROTECT,
        verbose_name=_("service"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "Only those who may use this service read the page and the pages below it. "
            "All others read the rule that closes it. Leave it empty for everybody."
        ),
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("service", widget=forms.Select),
    ]
    settings_panels: ClassVar[list[Any]] = scheduled()
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.AutocompleteField("lead"),
        index.FilterField("service"),
    ]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.TextPage"]
    subpage_types: ClassVar[list[str]] = ["content.TextPage"]
    template = "content/text.html"

    def services(self) -> list[Service]:
        """Every service that this page hangs on: its own, and those of the pages above it."""
        above = TextPage.objects.ancestor_of(self, inclusive=True).exclude(service=None)
        return [page.service for page in above.select_related("service").order_by("depth")]

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Show the page, or the rule that closes it to this reader. No proxy keeps what is not for all."""
        from eccp.content.closed import closing, say_closed

        services = self.services()
        if decided := closing(request, services):
            return say_closed(request, decided)
        response = super().serve(request, *args, **kwargs)
        if services:
            patch_cache_control(response, private=True, no_store=True)
        return response
