"""Policy areas and ecosystems: two groups of pages."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from eccp.content.about import address
from eccp.content.models import PolicyAreaPage, SectionPage
from eccp.content.topics import named
from eccp.reference.models import Scheme, Term

GROUPS = {Scheme.POLICY_AREA: _("Policy areas"), Scheme.ECOSYSTEM: _("Industrial ecosystems")}


@dataclass(frozen=True)
class Row:
    """A policy area or ecosystem of the list."""

    label: str
    url: str
    page: PolicyAreaPage


def shown(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """Both groups, each in the order of its code list; three queries."""
    pages = {
        page.term_id: page
        for page in PolicyAreaPage.objects.live().public().shown_in(section.locale_id).order_by("-path")
    }
    terms = named(Term.objects.filter(pk__in=pages))
    groups = [
        {
            "code": scheme,
            "label": said,
            "rows": [
                Row(term.said, address(pages[term.pk]), pages[term.pk])
                for term in terms
                if term.scheme == scheme
            ],
        }
        for scheme, said in GROUPS.items()
    ]
    return {"groups": [group for group in groups if group["rows"]]}
