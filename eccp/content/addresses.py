"""Addresses that editors give: a whole one of any site, or a path of the platform at which something stands.

Both are read as people type them. What leads nowhere is said while it can be mended, not found by readers.
"""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from eccp.core.websites import host_key

HOW = _(
    "Give a whole address, for example https://www.example.org, or a path of the platform, for example /en/directory/."
)
LETTERS_AT_MOST = 500


class AddressField(forms.CharField):
    """An address as it is kept: whole, or a path where `paths_stay`; else a path becomes a whole address too."""

    widget = forms.TextInput({"inputmode": "url"})  # a browser's own field for addresses refuses paths
    whole = URLValidator(schemes=["http", "https"])

    def __init__(self, *, paths_stay: bool = False, **kwargs: Any) -> None:
        self.paths_stay = paths_stay
        kwargs.pop("assume_scheme", None)  # what model fields give to Django's own
        super().__init__(**{"max_length": LETTERS_AT_MOST, **kwargs})

    def to_python(self, value: Any) -> str:
        """Read an address as people type it; `https://` is added where they leave it out."""
        typed: str = (super().to_python(value) or "").strip()
        if not typed or len(typed) > (self.max_length or LETTERS_AT_MOST):
            return typed
        path = path_within(typed)
        if path is None:
            return self._of_another_site(typed)
        if says := leads_nowhere(path):
            raise ValidationError(says, code="nowhere")
        return path if self.paths_stay else f"{settings.SITE_URL}{path}"

    def _of_another_site(self, typed: str) -> str:
        address = typed if "://" in typed else f"https://{typed}"
        if not host_key(address):
            raise ValidationError(HOW, code="invalid")
        try:
            self.whole(address)
        except ValidationError:
            raise ValidationError(HOW, code="invalid") from None
        return address


def path_within(address: str) -> str | None:
    """The path, with what follows it, of an address of the platform; None of another site's."""
    if address == settings.SITE_URL:
        return "/"
    if address.startswith(f"{settings.SITE_URL}/"):
        return address.removeprefix(settings.SITE_URL)
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else None


def leads_nowhere(path: str) -> str:
    """What is to be said of a path at which nothing stands; empty where something does."""
    from eccp.content.checking.own import Own

    try:
        place = urlsplit(path).path
    except ValueError:
        return str(HOW)
    if place == "/" or not Own().problem(place):
        return ""
    return gettext(
        "There is nothing at “%(path)s”. Open the page in your browser and copy its address from there."
    ) % {"path": place}


def for_reader(address: str) -> str:
    """A path of the platform in the language of its reader; there a page that is translated leads to its translation."""
    first, language = f"/{settings.LANGUAGE_CODE}/", get_language()
    if not address.startswith(first) or language not in settings.INTERFACE_LANGUAGES:
        return address
    return f"/{language}/{address.removeprefix(first)}"
