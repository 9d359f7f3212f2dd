"""Panels of our own in a page's editor.

Above the page, what a member contributed: who brought it, how it stands, whether its link answers. In the
schedule, days and hours as the browser has them typed.
"""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, Panel, PublishingPanel

from eccp.content.widgets import MomentInput

# What ties a field to the dialogue in which Wagtail shows the schedule.
IN_THE_DIALOGUE = {
    "data-controller": "w-action",
    "data-action": "w-dialog:hidden->w-action#reset",
    "data-w-dialog-target": "notify",
}


class ContributionPanel(Panel):
    """Read only, and not there on pages that the platform itself wrote."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Contributed by a member"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "content/contribute/panel.html"

        @cached_property
        def contribution(self) -> Any:
            """The contribution that the page came of, if it did."""
            from eccp.content.models import Contribution

            found = Contribution.objects.filter(page_id=self.instance.pk).select_related("organisation", "by")
            return found.first() if self.instance.pk else None

        def is_shown(self) -> bool:
            """Whether a member contributed the page."""
            return self.contribution is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the contribution, what is wrong with its link, and what keeps the editor from publishing it."""
            from eccp.content.contributing.links import in_words
            from eccp.content.contributing.policies import refuses_publishing

            row = self.contribution
            refusal = refuses_publishing(self.request.user, row) if self.request else None
            return {
                **super().get_context_data(parent_context),
                "contribution": row,
                "link_problem": in_words(row.link_problem),
                "refusal": refusal,
            }


def scheduled() -> list[Any]:
    """The settings of a page that goes live or goes on its day."""
    moments = [FieldPanel(name, widget=MomentInput(IN_THE_DIALOGUE)) for name in ("go_live_at", "expire_at")]
    return [PublishingPanel(children=moments), CommentPanel()]
