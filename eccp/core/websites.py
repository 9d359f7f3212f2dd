"""Websites of organisations, reduced to what tells one from another.

What `host_key` gives is stored and compared in the database; whoever changes it has to store it anew.
"""

import re
from urllib.parse import SplitResult, urlsplit

import idna

# Houses with many tenants: the host alone does not say whose page it is.
_SHARED_HOSTS = (
    *("facebook.com", "instagram.com", "linkedin.com", "linktr.ee", "sites.google.com", "t.me"),
    *("tiktok.com", "twitter.com", "vk.com", "x.com", "xing.com", "youtube.com"),
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(//|(?!\d))", re.IGNORECASE)
_WWW = re.compile(r"^www\d*\.(?=[^.]+\.)")


def host_key(url: str) -> str:
    """Give the host of a website's address: small, ASCII (IDNA), without port and "www."; '' for junk.

    The scheme may be missing, as people type it. Junk is what cannot be the address of an
    organisation's website: other schemes than http(s), e-mail addresses, numbers, bare names.
    """
    return _host(_split(url))


def same_site(one: str, other: str) -> bool:
    """Say whether two addresses lead to the same website: the same host, on shared ones the same page.

    Junk is never the same; neither are a host and another below it (a university and its institute).
    """
    first, second = _split(one), _split(other)
    house, other_house = _shared(_host(first)), _shared(_host(second))
    if not house or house != other_house:
        return False
    if house not in _SHARED_HOSTS:
        return True
    page, fellow = (part.path.strip("/").casefold() for part in (first, second))
    # Where a script is the page, its query says whose it is.
    if page.endswith(".php") or fellow.endswith(".php"):
        return (page, first.query) == (fellow, second.query)
    return page != "" and page == fellow


def _shared(host: str) -> str:
    """Give the shared host that this one belongs to (de.linkedin.com to linkedin.com), else itself."""
    return next((shared for shared in _SHARED_HOSTS if host.endswith(f".{shared}")), host)


def _split(url: str) -> SplitResult:
    url = url.strip()
    try:
        return urlsplit(url if _SCHEME.match(url) else f"//{url}", scheme="http")
    except ValueError:
        return SplitResult("", "", "", "", "")


def _host(parts: SplitResult) -> str:
    if parts.scheme not in ("http", "https") or "@" in parts.netloc:
        return ""
    try:
        host = idna.encode(parts.hostname or "", uts46=True).decode("ascii").rstrip(".")
    except ValueError:
        return ""
    if "." not in host or host.rpartition(".")[2].isdigit():
        return ""
    return _WWW.sub("", host)
