"""Pages that readers find their way by: they are never taken down, neither by a button nor by the clock."""

from typing import Any, ClassVar

from wagtail.admin.panels import CommentPanel

from eccp.core.refusals import Refusal


class Staying:
    """A page without which those below it are not found."""

    stays = Refusal("section_stays")
    settings_panels: ClassVar[list[Any]] = [CommentPanel()]
