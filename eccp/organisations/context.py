"""What every page's head says of the organisation that one acts for."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from eccp.organisations.acting import acting_for, own


def acting(request: HttpRequest) -> dict[str, Any]:
    """`acting` with the organisation at hand and all of one's own: asked only where the head is drawn."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"acting": None}

    def read() -> dict[str, Any] | None:
        mine = own(request)
        return {"organisation": acting_for(request), "own": mine} if mine else None

    return {"acting": SimpleLazyObject(read)}
