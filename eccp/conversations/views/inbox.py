"""All conversations of a person, the newest first."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eccp.accounts.policies import judges
from eccp.conversations.models import Block, Thread
from eccp.conversations.models.threads import ThreadQuerySet, acted_for
from eccp.conversations.views import shown

A_PAGE = 20
UNREAD, OPEN, MYSELF = "unread", "open", "me"


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The conversations in which one takes part, filtered as the address says."""
    own = list(acted_for(request.user).distinct())
    mine = {one.pk for one in own}
    everything = Thread.objects.in_inbox_of(request.user)
    found = _filtered(everything, request.GET, request.user)
    threads = (
        found.counting_unread(request.user)
        .knowing_their_last()
        .select_related("organisation", "starter", "starter_for")
        .order_by("-last_message_at", "-pk")
    )
    page = Paginator(threads, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": shown.rows(list(page.object_list), request.user, mine, timezone.now()),
        "filters": _filters(request, own),
        "narrowed": any(request.GET.get(name) for name in ("about", "for")),
        "any": bool(page.paginator.count) or everything.exists(),
        "blocks": Block.objects.visible_to(request.user).exists(),
    }
    return render(request, "conversations/inbox.html", context)


def _filtered(threads: ThreadQuerySet, asked: Any, user: Any) -> ThreadQuerySet:
    """What the address asks for; what it asks for in vain is left out."""
    if asked.get("show") == UNREAD:
        threads = threads.unread_by(user)
    elif asked.get("show") == OPEN:
        threads = threads.open()
    if asked.get("about") in Thread.About.values:
        threads = threads.filter(about=asked["about"])
    whom = asked.get("for", "")
    if whom == MYSELF:
        threads = threads.for_oneself(user)
    elif whom.isascii() and whom.isdigit() and len(whom) < 10:
        threads = threads.for_an_organisation(int(whom))
    return threads


def _filters(request: HttpRequest, own: list[Any]) -> list[dict[str, Any]]:
    """The choices above the list, each a link that keeps the others."""
    abouts = [
        ("", _("All")),
        (Thread.About.CONTACT, _("Contact")),
        (Thread.About.VALIDATION, _("Validation")),
    ]
    abouts.append((Thread.About.ERROR, _("Reports of errors")))
    shows = [("", _("All")), (UNREAD, _("Unread")), (OPEN, _("Not closed"))]
    groups: list[tuple[str, Any, list[tuple[str, Any]]]] = [
        ("show", _("Show"), shows),
        ("about", _("About"), abouts),
    ]
    if own or judges(request.user):
        whom: list[tuple[str, Any]] = [("", _("All")), *((str(one.pk), one.name) for one in own)]
        groups.append(("for", _("You act for"), [*whom, (MYSELF, _("Yourself"))]))
    return [
        {"name": name, "label": label, "links": _links(request, name, rows)} for name, label, rows in groups
    ]


def _links(request: HttpRequest, name: str, choices: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    now = request.GET.get(name, "")
    known = now if now in {str(value) for value, _label in choices} else ""
    links = []
    for value, label in choices:
        asked = request.GET.copy()
        asked.pop("page", None)
        asked.pop(name, None)
        if value:
            asked[name] = value
        links.append({"label": label, "url": f"?{asked.urlencode()}", "current": str(value) == known})
    return links
