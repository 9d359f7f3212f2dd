"""The back office of dated figures, each with its history.

They are stored and removed by the verbs of reference data: those are registered for every `Sourced` record.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from eccp.figures.models import Entry
from eccp.reference.backoffice.history import ValuesHistory
from eccp.reference.services import editing


class Entries(SnippetViewSet):
    """Figures that people note with a date: subscribers, followers, and what was published of the earlier platform."""

    model = Entry
    icon = "history"
    menu_label = _("Dated figures")
    menu_order = 710
    add_to_admin_menu = True
    list_display = ("__str__", "value", "kind", "source")
    list_filter = ("counter", "kind")
    search_fields = ("source", "note")
    history_view_class = ValuesHistory
    panels = [
        FieldPanel("counter"),
        FieldPanel("kind"),
        FieldPanel("date"),
        MultiFieldPanel(
            [FieldPanel("value"), FieldPanel("more_than")], heading=pgettext_lazy("a count", "Number")
        ),
        FieldPanel("source"),
        FieldPanel("link"),
        FieldPanel("note"),
    ]


register_snippet(Entries)


@hooks.register("register_bulk_action", order=100)
class RemoveSeveral(DeleteBulkAction):
    """Remove chosen entries one by one, so that each has its entry in the log."""

    models = [Entry]

    @classmethod
    def execute_action(cls, objects: list[Any], user: Any = None, **_more: Any) -> tuple[int, int]:
        """Remove them in one transaction."""
        editing.remove_all(objects, by=user)
        return len(objects), 0
