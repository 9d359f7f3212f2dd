"""The room in the back office: a way to the queue for validators, and the note templates."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from eccp.accounts.policies import judges
from eccp.organisations.types import all_types
from eccp.validation.models import NoteTemplate


class QueueMenuItem(MenuItem):
    """Shown to those who judge applications."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person is a validator."""
        return judges(request.user)


@hooks.register("register_admin_menu_item")
def queue_menu_item() -> QueueMenuItem:
    """Lead from the back office to the queue, which is a page of the platform itself."""
    return QueueMenuItem(
        _("Validation"), reverse_lazy("validation:queue"), name="validation", icon_name="check", order=150
    )


def criteria() -> list[tuple[str, str]]:
    """The criteria of all profile types by title; none where the words fit everywhere."""
    known = {criterion.code: criterion.title for kind in all_types() for criterion in kind.criteria}
    return [("", _("Any")), *known.items()]


def about(template: NoteTemplate) -> Any:
    """The criterion of a template by its title."""
    return dict(criteria()).get(template.criterion, template.criterion)


class NoteTemplates(SnippetViewSet):
    """The words that validators use often."""

    model = NoteTemplate
    icon = "comment"
    menu_label = _("Note templates")
    list_display = [
        "title",
        Column("criterion", label=_("Criterion"), accessor=about, sort_key="criterion"),
        "updated_at",
    ]
    search_fields = ["title", "text"]
    panels = [
        FieldPanel("title"),
        FieldPanel("criterion", widget=forms.Select(choices=criteria())),
        FieldPanel("text"),
    ]
    add_to_admin_menu = True
    menu_order = 710


register_snippet(NoteTemplates)
