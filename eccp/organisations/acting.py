"""For which organisation a person speaks at the moment, when they act for several."""

from typing import Any

from django.http import HttpRequest

from eccp.organisations.models import Organisation

KEY = "acting_for"
OF_ONE = "my/<int:pk>/"  # how the addresses begin that are about one organisation of one's own


def own(request: HttpRequest) -> list[Organisation]:
    """The organisations that the person acts for, by name; asked once a request."""
    if not request.user.is_authenticated:
        return []
    if not hasattr(request, "_own_organisations"):
        request._own_organisations = list(Organisation.objects.represented_by(request.user))  # type: ignore[attr-defined]
    return request._own_organisations  # type: ignore[attr-defined]


def acting_for(request: HttpRequest) -> Organisation | None:
    """The organisation that the page is about, else the one chosen last, else the first; `None` without any.

    A page of one organisation of one's own (`/my/<number>/…`) chooses it, so that nobody edits the
    one and speaks for the other. Read anew for each request, so that it ends with the role.
    """
    if not hasattr(request, "_acting_for"):
        rows: dict[Any, Organisation] = {row.pk: row for row in own(request)}
        at_hand = rows.get(_number_in_the_address(request))
        if at_hand and len(rows) > 1 and request.session.get(KEY) != at_hand.pk:
            request.session[KEY] = at_hand.pk
        chosen = at_hand or rows.get(request.session.get(KEY) if rows else None)
        request._acting_for = chosen or next(iter(rows.values()), None)  # type: ignore[attr-defined]
    return request._acting_for  # type: ignore[attr-defined]


def act_for(request: HttpRequest, organisation: Organisation) -> None:
    """Speak for this organisation from now on. The caller has asked whether the person may."""
    request.session[KEY] = organisation.pk
    request._acting_for = organisation  # type: ignore[attr-defined]


def forget(request: HttpRequest) -> None:
    """Read anew for whom the person acts, after a role was given or ended in this request."""
    for name in ("_acting_for", "_own_organisations"):
        if hasattr(request, name):
            delattr(request, name)


def _number_in_the_address(request: HttpRequest) -> int | None:
    match = request.resolver_match
    if match is None or OF_ONE not in match.route:
        return None
    number = match.kwargs.get("pk")
    return number if isinstance(number, int) else None
