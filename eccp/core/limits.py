"""How often something may be asked, by whom: counted per person, else per address, and answered with 429.

What is allowed stands in `settings.LIMITS`. Whoever is refused reads what was too much and when to come
back; `Retry-After` says it to programs.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from ipaddress import ip_address, ip_network
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

SHARED = "default"
LOCAL = "local"
MINUTE = 60


@dataclass(frozen=True)
class Limit:
    """So many requests in so many seconds. `cache` is `LOCAL` for reads that must stay cheap.

    A local limit is counted in each web process by itself, so it may be that many times higher.
    """

    name: str
    what: Any
    cache: str = SHARED

    @property
    def most(self) -> int:
        """How many are answered."""
        return int(settings.LIMITS[self.name][0])

    @property
    def seconds(self) -> int:
        """How long they count."""
        return int(settings.LIMITS[self.name][1])

    def wait(self, who: str) -> int:
        """Count a request, and say how many seconds are to wait; 0 where it is answered."""
        window, passed = divmod(int(time.time()), self.seconds)
        key = f"limit-{self.name}-{who}-{window}"
        return self.seconds - passed if _counted(caches[self.cache], key, self.seconds) > self.most else 0


API = Limit("api", _("the programming interface"), LOCAL)
SEARCH = Limit("search", _("searches in the directory"), LOCAL)
DOWNLOADS = Limit("downloads", _("downloads"))
POSTS = Limit("posts", _("things sent from your browser"))


def limited(
    limit: Limit, by: Callable[[HttpRequest], str] | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Answer a view only as often as the limit allows; `by=address` where a view reads no session."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if seconds := limit.wait((by or asker)(request)):
                return too_many(request, seconds, limit.what)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def take_place(name: str, who: str, *, places: int, seconds: int) -> Callable[[], object] | None:
    """Take one of a few places for work that lasts, and give what frees it; None where all are taken.

    A place whose holder died is free again after `seconds`.
    """
    cache = caches[SHARED]
    for number in range(places):
        key = f"place-{name}-{who}-{number}"
        if cache.add(key, 1, seconds):
            return partial(cache.delete, key)
    return None


def too_many(request: HttpRequest, seconds: int, what: Any = "") -> HttpResponse:
    """The page that says what was too much and when to come back; without `what`, tries to sign in."""
    minutes = -(-seconds // MINUTE)
    pause = ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
    page = render(request, "429.html", {"what": what, "pause": pause}, status=429)
    page["Retry-After"] = str(seconds)
    return page


def asker(request: HttpRequest) -> str:
    """Who asks: the person signed in, else the address."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"person-{user.pk}"
    return address(request)


def address(request: HttpRequest) -> str:
    """From where somebody asks: the address as for signing in; of IPv6 the network, because one household has it all."""
    try:
        found = ip_address(get_adapter().get_client_ip(request))
    except (ImproperlyConfigured, PermissionDenied, ValueError):
        return "unknown"
    if found.version == 4:
        return str(found)
    # A server that listens for both kinds writes IPv4 as IPv6, and all of those are one network.
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))


def _counted(cache: Any, key: str, seconds: int) -> int:
    """Count one more. Another process may begin the same count in between, and a full cache may drop it."""
    try:
        return int(cache.incr(key))
    except ValueError:
        if cache.add(key, 1, seconds):
            return 1
    try:
        return int(cache.incr(key))
    except ValueError:
        return 1
