"""Pages that stay: what takes pages down in the back office says so, whoever presses the button."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page


def refuse_taking_down(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse it for one page, and lead back to it."""
    refusal = getattr(page.specific, "stays", None)
    if refusal is None:
        return None
    messages.error(request, refusal.text)
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_taking_many_down(
    request: HttpRequest, action_type: str, pages: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Refuse it for all that were ticked, if one of them stays."""
    if action_type != "unpublish":
        return None
    for page in pages:
        if refused := refuse_taking_down(request, page):
            return refused
    return None
