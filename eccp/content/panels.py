"""What the back office shows of a contribution above its page: who brought it, how it stands, whether its link answers."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


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
            """Add the contribution, what is wrong with its link, and whether the editor may decide on it."""
            from eccp.content.contributing.links import in_words
            from eccp.content.contributing.policies import refuses_deciding

            row = self.contribution
            refusal = refuses_deciding(self.request.user, row) if self.request else None
            return {
                **super().get_context_data(parent_context),
                "contribution": row,
                "link_problem": in_words(row.link_problem),
                "refusal": refusal,
            }
