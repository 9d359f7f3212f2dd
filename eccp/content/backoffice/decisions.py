"""What an editor does with a contribution in its page's editor: a decision, with words for what came of it.

Everything else that would take it out of the list is refused with its rule.
"""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from eccp.content.models import Contribution
from eccp.core.refusals import Refusal

S = Contribution.Status
# Wagtail's buttons that end the moderation of a page without a decision.
PAST_THE_DECISION = ("action-cancel-workflow", "action-restart-workflow")
CAME_OF_IT = {
    S.PUBLISHED: gettext_lazy("“%(title)s” is published. The organisation is told."),
    S.SCHEDULED: gettext_lazy(
        "“%(title)s” is accepted and goes live by itself on its day. The organisation is told."
    ),
    S.ASKED: gettext_lazy("You asked for changes in “%(title)s”. Your words are mailed to the organisation."),
    S.DECLINED: gettext_lazy("“%(title)s” is declined. Your words are mailed to the organisation."),
}


def refuse_past_the_decision(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say no to what ends the moderation without a decision; say why what is stored is not published."""
    if request.method != "POST" or of(page) is None:
        return None
    if any(name in request.POST for name in PAST_THE_DECISION):
        say(request, Refusal("decision_needed"))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if "action-publish" in request.POST:
        tester: Any = page.specific.permissions_for_user(request.user)
        if refusal := tester.refuses_publishing():
            say(request, refusal)
    return None


def say_what_came_of_it(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After a decision: what it was, and the way to what waits still."""
    row = of(page) if "action-workflow-action" in request.POST else None
    if row is None or row.status not in CAME_OF_IT:
        return None
    for _wagtails in get_messages(request):
        pass  # read, and so not shown: they only say that the page was updated
    buttons = [messages.button(page.full_url, gettext("View live"))] if row.status == S.PUBLISHED else []
    words = CAME_OF_IT[S(row.status)] % {"title": row.title}
    messages.success(request, words, buttons=buttons)
    return redirect(get_valid_next_url_from_request(request) or reverse("contributions"))


def say(request: HttpRequest, refusal: Refusal) -> None:
    """Show the rule above the page."""
    messages.error(request, escape(refusal.text))


def of(page: Page) -> Contribution | None:
    """The contribution that a page came of, if it did."""
    found: Contribution | None = Contribution.objects.filter(page_id=page.pk).first()
    return found
