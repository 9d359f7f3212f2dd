"""The guide for editors, shown where they need it; written in `docs/editing.md`."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eccp.content.backoffice.access import publishes
from eccp.content.contributing.words import to_html

GUIDE = settings.BASE_DIR / "docs" / "editing.md"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The guide as a page of the back office."""
    if not publishes(request.user):
        raise PermissionDenied
    title, _blank, text = GUIDE.read_text().partition("\n")
    return TemplateResponse(
        request,
        "content/backoffice/guide.html",
        {
            "title": title.lstrip("# "),
            "text": mark_safe(to_html(text)),  # of the repository, and cleaned
            "page_title": _("Guide for editors"),
        },
    )
