"""The programmes of European Cluster Partnerships, in the editors' order."""

from typing import Any

from django.http import HttpRequest

from eccp.content.models import ProgrammePage, SectionPage
from eccp.content.programmes import brief


def shown(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The programmes as the section's language shows them, each with its time and its numbers of partnerships."""
    pages = ProgrammePage.objects.live().shown_in(section.locale_id).order_by("path")
    return {"programmes": brief(list(pages.prefetch_related("generations")))}
