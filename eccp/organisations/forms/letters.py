"""Letters of recognition: what may be uploaded as evidence. They lie in the private storage."""

import secrets
from typing import Any

from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from eccp.core.uploads import kind_of_file, redrawn

BYTES_AT_MOST = 4 * 1024 * 1024
KINDS = {"pdf": "pdf", "png": "png", "jpeg": "jpg"}


class LetterRefused(Exception):
    """A file cannot be taken as a letter; the text says why and how to mend it."""

    def __init__(self, text: Any) -> None:
        super().__init__(text)
        self.text = text


def checked_letter(upload: File) -> File:
    """Name a letter by chance and by what it is: its content decides, never its name. Pictures are drawn anew."""
    if (upload.size or 0) > BYTES_AT_MOST:
        limit = filesizeformat(BYTES_AT_MOST)
        raise LetterRefused(
            _("This file is larger than %(limit)s. Make it smaller and choose it again.") % {"limit": limit}
        )
    kind = kind_of_file(upload) or ""
    if kind not in KINDS:
        raise LetterRefused(_("Give the letter as PDF, PNG or JPEG."))
    letter = upload if kind == "pdf" else redrawn(upload, kind)
    letter.name = f"{secrets.token_hex(12)}.{KINDS[kind]}"
    return letter
