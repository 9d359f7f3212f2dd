"""What every page knows: the words of the navigation and of the foot."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from eccp.config.demo_accounts import ACCOUNTS


@dataclass(frozen=True)
class Word:
    """One word of the navigation."""

    label: str
    url: str
    current: bool = False


def site(request: HttpRequest) -> dict[str, Any]:
    """The navigation, the foot, and in the demonstration its accounts."""
    home = reverse("home")
    directory = reverse("directory:index")
    return {
        "navigation": [
            Word(_("Directory"), directory, request.path.startswith(directory)),
            Word(_("About"), f"{home}about/", request.path.startswith(f"{home}about/")),
        ],
        "footer_links": [
            Word(_("Contact"), f"{home}contact/"),
            Word(_("Accessibility statement"), f"{home}accessibility/"),
            Word(_("Privacy"), f"{home}privacy/"),
            Word(_("Data and API"), f"{home}data/"),
        ],
        "demo_accounts": ACCOUNTS if settings.DEMO else [],
    }
