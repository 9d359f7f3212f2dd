"""What an editor makes of a contribution besides its page: copies, and translations.

A copy is a page of the editor's own. Nobody of the organisation has seen it, so it does not say that they
contributed it, and nothing that happens to it is told to them. A translation is the same contribution in
another language: it says who contributed it, and goes live only where the contribution itself may.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from eccp.content.models import ContentPage


def translated(*, source_obj: Any, target_obj: Any, **_said: Any) -> None:
    """Say in the draft of a translation, too, who contributed it; a copy leaves that out."""
    if not isinstance(target_obj, ContentPage) or target_obj.alias_of_id:
        return
    organisation = source_obj.specific.organisation_id
    if organisation is None or target_obj.organisation_id == organisation:
        return
    target_obj.organisation_id = organisation
    target_obj.save(update_fields=["organisation"])
    if revision := target_obj.latest_revision:
        revision.content["organisation"] = organisation
        revision.save(update_fields=["content"])


def refuse_copying(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say no to a copy of what this editor may not publish: it could go live under another name."""
    tester: Any = page.specific.permissions_for_user(request.user)
    refusal = tester.refuses_publishing() if hasattr(tester, "refuses_publishing") else None
    if refusal is None:
        return None
    messages.error(request, refusal.text)
    return redirect("wagtailadmin_pages:edit", page.pk)
