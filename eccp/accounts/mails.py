"""The mails of the room besides allauth's. All are about the account itself, so they always go."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from eccp.accounts.models import Archive, User
from eccp.accounts.roles import VALIDATORS


def archive_made(archive: Archive, url: str) -> None:
    """Tell a person where the file is fetched, and until when."""
    person = archive.person
    with override(person.language):
        words = {"until": archive.kept_until, "button_url": url, "button_label": _("Fetch my data")}
        _write(person.email, person.language, "archive", {"name": person.name, **words})


def erased(address: str, language: str, name: str, *, asked: bool) -> None:
    """Tell the old address that its account is gone: the last mail there is. `asked` is no, where it was the clock."""
    _write(address, language, "erased", {"name": name, "asked": asked})


def about_to_be_erased(person: User, on: datetime) -> None:
    """Ask somebody who has not signed in for long whether to keep the account; signing in is the answer."""
    with override(person.language):
        words = {
            "name": person.name,
            "on": on,
            "button_url": settings.SITE_URL + reverse("account_login"),
            "button_label": _("Sign in and keep my account"),
        }
        _write(person.email, person.language, "asleep", words)


def cannot_be_erased(reasons: list[Any]) -> None:
    """Tell the validators why an account that nobody uses is kept."""
    for validator in User.objects.filter(is_active=True, groups__name=VALIDATORS):
        with override(validator.language):
            words = {"name": validator.name, "reasons": [str(reason) for reason in reasons]}
            _write(validator.email, validator.language, "kept", words)


def second_factor_reset(person: User) -> None:
    """Tell a person that an administrator took the second factor away, and what to do now."""
    with override(person.language):
        words = {
            "name": person.name,
            "button_url": settings.SITE_URL + reverse("mfa_index"),
            "button_label": _("Sign in and set up a new one"),
        }
        _write(person.email, person.language, "second_factor_reset", words)


def _write(address: str, language: str, template: str, words: dict[str, Any]) -> None:
    """Render subject, plain text and HTML, and hand them on."""
    with override(language):
        words = {"site_url": settings.SITE_URL, **words}
        template = f"mail/accounts/{template}"
        words["subject"] = " ".join(render_to_string(f"{template}.subject.txt", words).split())
        message = EmailMultiAlternatives(
            words["subject"], render_to_string(f"{template}.txt", words).strip() + "\n", to=[address]
        )
        message.attach_alternative(render_to_string(f"{template}.html", words), "text/html")
        message.send()
