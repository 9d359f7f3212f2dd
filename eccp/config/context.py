"""What every page knows: the words of the navigation and of the foot."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from eccp.config.demo_accounts import ACCOUNTS, code_of
from eccp.core.languages import offered

ASKING_FOR_A_CODE = {"mfa_authenticate", "mfa_reauthenticate"}


@dataclass(frozen=True)
class Word:
    """One word of the navigation."""

    label: str
    url: str
    current: bool = False


def site(request: HttpRequest) -> dict[str, Any]:
    """The navigation, the foot, the languages, and in the demonstration its accounts."""
    home = reverse("home")
    directory = reverse("directory:index")
    return {
        "navigation": [
            Word(_("Directory"), directory, begins(request, directory)),
            Word(_("News and calls"), f"{home}news/", begins(request, f"{home}news/", f"{home}calls/")),
            Word(_("Knowledge"), f"{home}knowledge/", begins(request, f"{home}knowledge/")),
            Word(_("About"), f"{home}about/", begins(request, f"{home}about/", f"{home}help/")),
        ],
        "footer_links": [
            Word(_("What is open to you"), reverse("reference:access")),
            Word(_("Capacity building"), f"{home}capacity-building/"),
            Word(_("Help"), f"{home}help/"),
            Word(_("Contact"), f"{home}contact/"),
            Word(_("Accessibility statement"), f"{home}accessibility/"),
            Word(_("Privacy"), f"{home}privacy/"),
            Word(_("What we process"), reverse("accounts:register")),
            Word(_("Figures"), reverse("figures:index")),
            Word(_("Data and API"), f"{home}data/"),
        ],
        "interface_languages": offered(),
        "demo_accounts": ACCOUNTS if settings.DEMO else [],
        "demo_code": demo_code(request) if settings.DEMO else "",
    }


def begins(request: HttpRequest, *paths: str) -> bool:
    """Whether the reader is below one of these addresses."""
    return request.path.startswith(paths)


def demo_code(request: HttpRequest) -> str:
    """The sentence with the present code of a demonstration account, where a code is asked for."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name not in ASKING_FOR_A_CODE:
        return ""
    stage = getattr(request, "_login_stage", None)  # whoever is half signed in, see allauth
    person: Any = stage.login.user if stage else request.user
    code = code_of(person) if person.is_authenticated else ""
    return _("The code is %(code)s. It changes every 30 seconds.") % {"code": code} if code else ""
