"""How what waits is put together on the page."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from eccp.notices.models import Notice
from eccp.notices.topics import TOPICS


def grouped(notices: Iterable[Notice]) -> list[dict[str, Any]]:
    """Notices under the title of their topic; they come in the order of their topics already."""
    return [
        {"title": TOPICS[code].label if code in TOPICS else _("More"), "notices": list(group)}
        for code, group in groupby(notices, key=lambda notice: notice.topic)
    ]
