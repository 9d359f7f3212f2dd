"""Browsers in words, from what they say of themselves: "Firefox on Windows"."""

from typing import Any

from django.utils.translation import gettext as _

# The first that is found is right: later ones also say the names of earlier ones.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def in_words(user_agent: str) -> Any:
    """What people call this browser; what nobody knows is said to be unknown."""
    browser = _first(BROWSERS, user_agent)
    system = _first(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser that we do not know")


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    """The name whose mark is in the text."""
    return next((name for mark, name in names if mark in text), "")
