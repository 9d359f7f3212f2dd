"""How often the programming interface may be asked from one address."""

import time
from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

REQUESTS = 300
SECONDS = 60


def wait(request: HttpRequest) -> int:
    """Count a request, and say how many seconds its address has to wait; 0 where it may ask.

    At least `REQUESTS` are answered in each window of `SECONDS`. A cache that is not shared counts in each
    web process by itself, so the exact limit is up to that many times higher.
    """
    window, passed = divmod(int(time.time()), SECONDS)
    key = f"api-requests-{asker(request)}-{window}"
    cache.add(key, 0, SECONDS)
    try:
        asked = cache.incr(key)
    except ValueError:  # a full cache may drop it in between
        asked = 1
    return SECONDS - passed if asked > REQUESTS else 0


def asker(request: HttpRequest) -> str:
    """Who asks: the address as for signing in; of IPv6 the network, because one household has it all."""
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except (ImproperlyConfigured, PermissionDenied, ValueError):
        return "unknown"
    if address.version == 4:
        return str(address)
    # A server that listens for both kinds writes IPv4 as IPv6, and all of those are one network.
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
