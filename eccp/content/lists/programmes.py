"""The programmes of European Cluster Partnerships, in the editors' order, and the partnerships of no programme."""

from typing import Any

from django.http import HttpRequest

from eccp.content.models import ProgrammePage, SectionPage
from eccp.content.programmes import SHOWN, brief, by_strand, directory_url, others


def shown(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The programmes as the section's language shows them, each with its time and its numbers of partnerships.

    Those that belong to none of them stand below, so that all together are as many as the figures count.
    """
    rows = ProgrammePage.objects.live().shown_in(section.locale_id).order_by("path")
    pages = list(rows.prefetch_related("generations"))
    here = by_strand()
    strands = {page.strand_id for page in pages}
    left = others(strands) if here.keys() - strands else []
    return {
        "programmes": brief(pages, here),
        "others": left[:SHOWN],
        "more_others": left[SHOWN:],
        "others_total": len(left),
        "here": here.total(),
        "here_in_programmes": here.total() - len(left),
        "directory_url": directory_url(),
    }
