"""Letters of recognition: what may be uploaded as evidence. They lie in the private storage."""

import secrets
from typing import Any

from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

BYTES_AT_MOST = 4 * 1024 * 1024
BEGINNINGS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


class LetterRefused(Exception):
    """A file cannot be taken as a letter; the text says why and how to mend it."""

    def __init__(self, text: Any) -> None:
        super().__init__(text)
        self.text = text


def checked_letter(upload: File) -> File:
    """Name a letter by chance and by what it is: its content decides, never its name."""
    if (upload.size or 0) > BYTES_AT_MOST:
        limit = filesizeformat(BYTES_AT_MOST)
        raise LetterRefused(
            _("This file is larger than %(limit)s. Make it smaller and choose it again.") % {"limit": limit}
        )
    upload.seek(0)
    start = upload.read(8)
    upload.seek(0)
    suffix = next((suffix for beginning, suffix in BEGINNINGS.items() if start.startswith(beginning)), "")
    if not suffix:
        raise LetterRefused(_("Give the letter as PDF, PNG or JPEG."))
    upload.name = f"{secrets.token_hex(12)}.{suffix}"
    return upload
