"""The history of a profile: who changed what, when, from what to what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eccp.accounts.policies import display_name
from eccp.core.audit import Said, say_verb
from eccp.core.log import history as entries_of
from eccp.core.log import role_in_words
from eccp.core.models import LogEntry
from eccp.core.refusals import require
from eccp.organisations import policies
from eccp.organisations.models import Organisation
from eccp.organisations.views.finding import find
from eccp.organisations.wording import Words, changes

A_PAGE = 20


@dataclass(frozen=True)
class Event:
    """One entry of the log as people read it."""

    entry: LogEntry
    what: Any
    who: str
    role: Any
    changes: list[Said]


@login_required
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the history, newest first."""
    organisation = find(request, pk)
    require(policies.refuses_history(request.user, organisation))
    page = Paginator(entries_of(organisation).order_by("-at", "-pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"organisation": organisation, "page": page, "events": told(organisation, page.object_list)}
    return render(request, "organisations/history.html", context)


def told(organisation: Organisation, entries: Iterable[LogEntry]) -> list[Event]:
    """Entries of one organisation as people read them."""
    shown = list(entries)
    words = Words(
        organisation.kind,
        [(name, one) for entry in shown for name, pair in entry.changes.items() for one in pair],
    )
    return [
        Event(entry, say_verb(entry.verb), _who(entry), role_in_words(entry), changes(entry, words))
        for entry in shown
    ]


def _who(entry: LogEntry) -> str:
    return display_name(entry.by) if entry.by else _("by itself")
