"""Uploads that wait while the rest of a form is mended, so that nobody has to choose a file twice.

A browser never sends a file again by itself. What was uploaded with an answer to mend lies in the
private storage under a random name; the form carries a signed word for it.
"""

import secrets
from datetime import timedelta

from django.core import signing
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.utils import timezone

SALT = "organisations.held"
FOLDER = "held"
LIVES = timedelta(days=1)
BYTES_AT_MOST = 4 * 1024 * 1024


def hold(upload: File, *, most: int = BYTES_AT_MOST) -> str:
    """Keep an upload for a day and return the word for it; nothing for what is too large to be taken."""
    if (upload.size or 0) > most:
        return ""
    _forget_old()
    upload.seek(0)
    name = storages["private"].save(f"{FOLDER}/{secrets.token_hex(16)}", ContentFile(upload.read()))
    return signing.dumps([name, (upload.name or "").rpartition("/")[2][-100:]], salt=SALT)


def held_file(word: str) -> File | None:
    """The upload that a word stands for, under the name it came with; None where it is gone or not ours."""
    if not word:
        return None
    try:
        name, called = signing.loads(word, salt=SALT, max_age=LIVES)
        with storages["private"].open(name) as file:
            return ContentFile(file.read(), name=called)
    except (signing.BadSignature, OSError):
        return None


def _forget_old() -> None:
    """Delete what nobody came back for."""
    private = storages["private"]
    names = private.listdir(FOLDER)[1] if private.exists(FOLDER) else []
    for name in names:
        path = f"{FOLDER}/{name}"
        if private.get_modified_time(path) < timezone.now() - LIVES:
            private.delete(path)
