"""The files of messages on the disk: whole or not at all, and gone when nothing refers to them."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from eccp.conversations.models import Attachment

FOLDER = "conversations"
FINISHED_AFTER = timedelta(days=1)  # no request that still writes a file lasts so long


class NotStored(Exception):
    """The disk took a file only in part, or not at all. Nothing of it is left."""


@dataclass(frozen=True)
class Upload:
    """A file that came in and was looked at: what it is, and the name under which it is shown."""

    name: str
    kind: str
    content: File


@dataclass
class Stored:
    """A file on the disk that waits for the message it belongs to."""

    path: str
    name: str
    kind: str
    size: int
    kept: bool = False


@contextmanager
def stored(uploads: Iterable[Upload]) -> Iterator[list[Stored]]:
    """Write files before the transaction begins; those that no message took are gone at the end.

    Raises `NotStored` when one cannot be written; then none stays.
    """
    done: list[Stored] = []
    try:
        for upload in uploads:
            done.append(_store(upload))  # noqa: PERF401 (what is written is known when the next one fails)
        yield done
    except BaseException:
        delete(one.path for one in done)
        raise
    delete(one.path for one in done if not one.kept)


def delete(paths: Iterable[str]) -> None:
    """Take files off the disk; one that cannot go now goes with the orphans."""
    for path in paths:
        with suppress(OSError):
            storages["private"].delete(path)


def delete_with_the_rows(attachments: Iterable[Attachment]) -> None:
    """Take the files of rows that are about to be deleted, when that is certain."""
    paths = [str(one.file.name) for one in attachments]
    transaction.on_commit(lambda: delete(paths))


def delete_orphans(now: datetime | None = None) -> int:
    """Delete the files that no message refers to, older than a day, and return how many there were.

    They are left by a process that died between the disk and the database.
    """
    private, before = storages["private"], (now or timezone.now()) - FINISHED_AFTER
    if not private.exists(FOLDER):
        return 0
    _folders, names = private.listdir(FOLDER)
    known = set(Attachment.objects.values_list("file", flat=True))
    paths = [f"{FOLDER}/{name}" for name in names]
    orphans = [path for path in paths if path not in known and private.get_modified_time(path) < before]
    delete(orphans)
    return len(orphans)


def _store(upload: Upload) -> Stored:
    """Write one file under a random name."""
    path = f"{FOLDER}/{secrets.token_hex(16)}"
    try:
        upload.content.seek(0)
        kept_as = storages["private"].save(path, upload.content)
    except OSError as problem:
        delete([path])
        raise NotStored(str(problem)) from problem
    return Stored(kept_as, upload.name, upload.kind, int(upload.content.size or 0))
