"""The history of a profile: who changed what, when, from what to what."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from eccp.core.log import history as entries_of
from eccp.core.models import LogEntry
from eccp.core.refusals import require
from eccp.organisations import policies
from eccp.organisations.views.finding import find
from eccp.organisations.wording import Words

A_PAGE = 20

# What each entry says that happened. Rooms above log verbs of their own; theirs are read as they are spelled.
VERBS = {
    "organisations.create": _("Profile made"),
    "organisations.update": _("Profile changed"),
    "organisations.confirm": _("Confirmed that everything is still right"),
    "organisations.published": _("Published"),
    "organisations.unpublished": _("Taken out of the public"),
    "organisations.merge": _("Merged with another profile"),
    "organisations.merged": _("Merged into another profile"),
    "organisations.join_asked": _("Asked to join"),
    "organisations.join_accepted": _("Let somebody join"),
    "organisations.join_refused": _("Refused a request to join"),
    "organisations.membership_accepted": _("Membership in a cluster confirmed"),
    "organisations.membership_refused": _("Membership in a cluster refused"),
    "organisations.member_confirmed": _("Confirmed a member"),
    "organisations.claim_asked": _("Claimed the profile"),
    "organisations.claimed": _("Claim granted"),
    "organisations.claim_lapsed": _("Claim ended"),
    "validation.opened_first": _("Submitted for validation"),
    "validation.opened_second_look": _("Second look begun"),
    "validation.opened_claim": _("Claim put before the validators"),
    "validation.send_to_cluster": _("Asked the cluster to confirm"),
}


@dataclass(frozen=True)
class Said:
    """One field of an entry, in words."""

    label: Any
    old: str
    new: str


@dataclass(frozen=True)
class Event:
    """One entry of the log as people read it."""

    entry: LogEntry
    what: Any
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
    shown = list(page.object_list)
    words = Words(
        organisation.kind,
        [(name, one) for entry in shown for name, pair in entry.changes.items() for one in pair],
    )
    events = [Event(entry, _what(entry), _changes(entry, words)) for entry in shown]
    return render(
        request, "organisations/history.html", {"organisation": organisation, "page": page, "events": events}
    )


def _what(entry: LogEntry) -> Any:
    return VERBS.get(entry.verb) or entry.verb.rpartition(".")[2].replace("_", " ").capitalize()


def _changes(entry: LogEntry, words: Words) -> list[Said]:
    """The fields that really say something, in the form's order: an empty one that stayed empty does not."""
    order = {name: number for number, name in enumerate(words.kind.fields)}
    said = [
        Said(words.label(name), words.say(name, old), words.say(name, new))
        for name, (old, new) in sorted(
            entry.changes.items(), key=lambda change: order.get(change[0], len(order))
        )
    ]
    return [one for one in said if one.old or one.new]
