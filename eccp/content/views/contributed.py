"""How contributions are shown to those who wrote them: the list, and how one of them stands."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.files.base import File
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eccp.content.about import address
from eccp.content.contributing.forgetting import kept_until
from eccp.content.contributing.kinds import all_kinds, of_code
from eccp.content.contributing.policies import refuses_deleting
from eccp.content.models import Contribution
from eccp.core.said import said
from eccp.core.slots import entries
from eccp.core.uploads import kind_of_file
from eccp.organisations.models import Organisation

A_PAGE = 20
S = Contribution.Status
BADGES = {S.PUBLISHED: "yes", S.SUBMITTED: "wait", S.ASKED: "wait", S.SCHEDULED: "wait"}


def listed(request: HttpRequest, own: list[Organisation]) -> dict[str, Any]:
    """The contributions of one's organisations, narrowed as the address says, a page of them."""
    everything = Contribution.objects.visible_to(request.user)
    states = _states()
    found = everything
    state, whom = request.GET.get("state", ""), request.GET.get("organisation", "")
    if state in states:
        found = found.filter(status__in=states[state][1])
    if whom in {str(one.pk) for one in own}:
        found = found.filter(organisation_id=int(whom))
    page = Paginator(found.select_related("organisation", "page", "by"), A_PAGE).get_page(
        request.GET.get("page")
    )
    filters = [_group(request, "state", _("Show"), [(key, label) for key, (label, _s) in states.items()])]
    if len(own) > 1:
        filters.append(
            _group(request, "organisation", _("You act for"), [(str(one.pk), one.name) for one in own])
        )
    return {
        "page": page,
        "rows": [row(one) for one in page],
        "filters": filters,
        "any": bool(page.paginator.count) or everything.exists(),
        "several": len(own) > 1,
        "more_kinds": [given for _template, given in entries("contributions.more", user=request.user)],
        "kinds": all_kinds(),
    }


def row(one: Contribution) -> dict[str, Any]:
    """One contribution in the list."""
    kind = of_code(one.kind)
    return {
        "contribution": one,
        "kind": kind.label if kind else one.kind,
        "badge": BADGES.get(S(one.status), ""),
        "when": said(one.updated_at, timezone.now()),
        "public_url": address(one.page) if one.page and one.page.live else "",
    }


def state(user: Any, one: Contribution) -> dict[str, Any]:
    """How a contribution stands, and what can be done with it."""
    page: Any = one.page
    return {
        **row(one),
        "may_withdraw": one.status in {S.SUBMITTED, S.ASKED, S.SCHEDULED},
        "may_delete": refuses_deleting(user, one) is None,
        "kept_until": kept_until(one),
        "goes_live_at": page.go_live_at if page and one.status == S.SCHEDULED else None,
    }


def picture(file: File) -> HttpResponse:
    """A picture to its owner alone, as what it is and never as a page."""
    kind = kind_of_file(file)
    return HttpResponse(
        file.read(),
        content_type=f"image/{kind}" if kind in {"png", "jpeg", "webp"} else "application/octet-stream",
        headers={
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def words_stay(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say to whom the session ended while they wrote, before they are asked to sign in, where their words are."""

    @wraps(view)
    def told(request: HttpRequest, **asked: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            messages.warning(
                request,
                _(
                    "You were signed out while you wrote, so nothing was sent. Sign in, and the form offers you"
                    " what you typed; or go back to it with your browser's button. Choose a picture again."
                ),
            )
        return view(request, **asked)

    return told


def new_token() -> str:
    """What a form is known by when it is sent twice."""
    return secrets.token_hex(16)


def _states() -> dict[str, tuple[str, frozenset[str]]]:
    """The choices of states above the list; one may stand for several."""
    return {
        "": (pgettext("contributions", "All"), frozenset(S.values)),
        "yours": (_("Wait for you"), frozenset({S.DRAFT, S.ASKED, S.WITHDRAWN})),
        "editors": (_("Wait for an editor"), frozenset({S.SUBMITTED, S.SCHEDULED})),
        "published": (pgettext("contributions", "Published"), frozenset({S.PUBLISHED})),
        "over": (_("Declined or no longer published"), frozenset({S.DECLINED, S.TAKEN_DOWN})),
    }


def _group(request: HttpRequest, name: str, label: str, choices: list[tuple[str, str]]) -> dict[str, Any]:
    """The choices above the list, each a link that keeps the others."""
    if choices[0][0]:
        choices = [("", pgettext("contributions", "All")), *choices]
    now = request.GET.get(name, "")
    known = now if now in dict(choices) else ""
    links = []
    for value, words in choices:
        asked = request.GET.copy()
        for key in ("page", name):
            asked.pop(key, None)
        if value:
            asked[name] = value
        links.append({"label": words, "url": f"?{asked.urlencode()}", "current": value == known})
    return {"name": name, "label": label, "links": links}
