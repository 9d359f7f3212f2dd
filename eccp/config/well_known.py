"""Where those who find a weakness learn whom to tell (RFC 9116)."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

HOLDS = timedelta(days=180)
DAY_SECONDS = 24 * 60 * 60


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Name the contact, and until when this is right: half a year from today, at midnight."""
    here = settings.SITE_URL + reverse("security")
    until = (timezone.now() + HOLDS).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        *(f"Contact: {contact}" for contact in contacts()),
        f"Expires: {until}",
        f"Preferred-Languages: {', '.join(settings.INTERFACE_LANGUAGES)}",
        f"Canonical: {here}",
        f"Policy: {settings.SITE_URL}{reverse('home')}security/",
        "",
    ]
    return HttpResponse(
        "\n".join(lines),
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": f"public, max-age={DAY_SECONDS}"},
    )


def contacts() -> list[str]:
    """Addresses from `SECURITY_CONTACT`, parted by blanks; without any, the contact page."""
    named = [
        f"mailto:{word}" if "@" in word and ":" not in word else word for word in settings.SECURITY_CONTACTS
    ]
    return named or [f"{settings.SITE_URL}{reverse('home')}contact/"]
