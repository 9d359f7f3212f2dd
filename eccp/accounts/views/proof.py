"""Asking once more who it is, before something that cannot be undone or that holds everything."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def proved_lately(view: View) -> View:
    """Let those in who signed in or proved themselves within minutes; others type their password or code first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(request, request.user)
        lately = any(record.get("at", 0) > since for record in records)
        # Who signs in with another site only has nothing here to prove with.
        if not lately and get_reauthentication_flows(request.user):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded
