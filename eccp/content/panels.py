"""Panels of our own in a page's editor.

Above the page, what a member contributed: who brought it, how it stands, whether its link answers. In the
schedule, days and hours as the browser has them typed. The tabs say what is behind them.
"""

from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.utils.decorators import cached_classmethod

from eccp.content.page_form import PageForm
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


class InTabs:
    """A page whose editor has its parts under names that say what they are for."""

    base_form_class = PageForm
    first_panels: ClassVar[list[Any]] = []  # above all that is written
    content_panels: ClassVar[list[Any]]
    settings_panels: ClassVar[list[Any]]
    promote_panels: ClassVar[list[Any]] = [
        FieldPanel(
            "slug",
            heading=_("End of the address"),
            help_text=_(
                "Small Latin letters, digits and hyphens. When you change it, the old address goes on working."
            ),
        ),
        FieldPanel(
            "seo_title",
            heading=_("Title in search engines and shared links"),
            help_text=_("Leave it empty for the title of the page."),
        ),
        FieldPanel(
            "search_description",
            heading=_("Words below it"),
            help_text=_("One or two sentences. Leave it empty for the lead of the page."),
        ),
    ]

    @cached_classmethod
    def get_edit_handler(cls) -> Any:  # noqa: N805 - a method of the class
        """The editor of pages of this kind."""
        tabs = [
            ObjectList([*cls.first_panels, *cls.content_panels], heading=_("Text")),
            ObjectList(cls.promote_panels, heading=_("Address and search engines")),
            ObjectList(cls.settings_panels, heading=_("Settings")),
        ]
        return TabbedInterface(tabs, base_form_class=cls.base_form_class).bind_to_model(cls)
