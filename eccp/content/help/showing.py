"""What a page of help shows below its text."""

from typing import Any

from eccp.content.help.criteria import all_rules
from eccp.content.models import HelpPage


def help_page(page: HelpPage) -> dict[str, Any]:
    """The context of a page of help: the pages below it, and what the platform adds."""
    return {
        "below": list(page.get_children().live().specific()),
        "types": all_rules() if page.adds == HelpPage.Adds.CRITERIA else [],
    }
