"""What editors begin: on the first page with what they write most often, in a list with a page for that list."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from eccp.content.backoffice.access import publishes
from eccp.content.languages import key_of
from eccp.content.models import ArticlePage, CallPage, SectionPage

OFTEN: dict[str, tuple[Any, Any, str]] = {
    "news": (ArticlePage, _("Write news"), "edit"),
    "calls": (CallPage, _("Add an open call"), "date"),
}


class Begin(SummaryItem):
    """The way to an empty page of a kind."""

    template_name = "content/backoffice/begin.html"

    def __init__(self, request: HttpRequest, section: SectionPage) -> None:
        super().__init__(request)
        self.section = section

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Where it leads, and what it is called."""
        model, label, icon = OFTEN[self.section.shows]
        kind = (model._meta.app_label, model._meta.model_name)
        url = reverse("wagtailadmin_pages:add", args=[*kind, self.section.pk])
        return {"url": url, "label": label, "icon": icon}


def put_beginnings(request: HttpRequest, items: list[Any]) -> None:
    """Ways to begin, instead of how many pages and pictures there are."""
    sections = SectionPage.objects.filter(shows__in=OFTEN, locale=key_of(settings.LANGUAGE_CODE))
    found = {one.shows: one for one in sections} if publishes(request.user) else {}
    items[:] = [Begin(request, found[shows]) for shows in OFTEN if shows in found]


class Listing(ExplorableIndexView):
    """Wagtail's list of the pages below one, in plainer words."""

    add_item_label = _("Add a page here")


class Pages(PageViewSet):
    """Wagtail's views of all pages, with that list."""

    parent_models: ClassVar[list[Any]] = [Page]
    index_view_class = Listing


def pages() -> PageViewSet:
    """In place of Wagtail's own, which is registered before."""
    return Pages()
