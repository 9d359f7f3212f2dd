"""Everything that is held on a person, as one file: asked for, put together by a worker, kept for seven days."""

import json
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core import signing
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import override

from eccp.accounts import mails, readable
from eccp.accounts.models import Archive, User
from eccp.accounts.models.protection import LOST_AFTER
from eccp.accounts.services.forgetting import period
from eccp.core import personal
from eccp.core.log import log
from eccp.core.refusals import Refusal, Refused
from eccp.core.tasks import enqueue

SALT = "accounts.archive"
KEPT_FOR = "accounts.archives"
A_DAY_AT_MOST = 3
STYLE = Path(settings.BASE_DIR, "eccp", "static", "css", "archive.css")


@transaction.atomic
def ask_for_archive(person: User, *, by: User) -> Archive:
    """Ask for the archive. While one is being put together, asking again gives that one."""
    now = timezone.now()
    User.objects.select_for_update().get(pk=person.pk)
    mine = Archive.objects.visible_to(person)
    mine.waiting().filter(asked_at__lt=now - LOST_AFTER).update(failed_at=now)
    if waiting := mine.waiting().first():
        return waiting
    if mine.filter(asked_at__gt=now - timedelta(days=1)).count() >= A_DAY_AT_MOST:
        raise Refused(Refusal("archive_limit"))
    archive = Archive.objects.create(person=person, asked_at=now, total=len(personal.holdings))
    log(person, "accounts.archive", by=by)
    enqueue("accounts.make_archive", archive.pk)
    return archive


def make_archive(archive_id: int) -> None:
    """Put the archive together and write to the person. Safe to repeat: what was made is not made again."""
    archive = Archive.objects.select_related("person").get(pk=archive_id)
    if archive.made_at or archive.failed_at or archive.person.erased_at:
        return
    with override(archive.person.language):
        packed = _pack(archive)
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=archive.person_id)
        if person.erased_at:  # erased while it was being put together
            return
        for older in Archive.objects.visible_to(person).exclude(file=""):
            _drop(older)
        archive.file.save(f"{get_random_string(32)}.zip", ContentFile(packed), save=False)
        archive.made_at, archive.size = timezone.now(), len(packed)
        archive.kept_until = archive.made_at + timedelta(days=period(KEPT_FOR))
        archive.save(update_fields=["file", "made_at", "kept_until", "size"])
        mails.archive_made(archive, link(archive))


def token_of(archive: Archive) -> str:
    """The word that opens the file, for the person it is about only."""
    return signing.dumps(archive.pk, salt=SALT)


def link(archive: Archive) -> str:
    """The full address at which the person fetches the file: signed, and of use to nobody else."""
    with override(archive.person.language):
        return settings.SITE_URL + reverse("accounts:download", args=[token_of(archive)])


def archive_of(token: str, person: User) -> Archive | None:
    """The archive of a link, while it is kept and if it is the person's own."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Archive.objects.visible_to(person).kept(timezone.now()).filter(pk=pk).first()


def drop_archives(person: User) -> None:
    """Take the files and rows of a person away."""
    for archive in Archive.objects.visible_to(person):
        _drop(archive)
        archive.delete()


def forget_archives(before: datetime) -> int:
    """Delete the archives that were asked for before a moment, and return how many there were."""
    old = list(Archive.objects.filter(asked_at__lt=before))
    for archive in old:
        _drop(archive)
        archive.delete()
    return len(old)


def _drop(archive: Archive) -> None:
    """Delete the file when the transaction holds: a rollback must not leave a row without its file."""
    if name := archive.file.name:
        storage = archive.file.storage
        transaction.on_commit(lambda: storage.delete(name))
        archive.file = ""
        archive.save(update_fields=["file"])


def _pack(archive: Archive) -> bytes:
    """The file: the data for programs, the same as a page for people, and the page's style."""
    sections: list[dict[str, Any]] = []
    for number, holding in enumerate(personal.holdings.values(), 1):
        records = holding.collect(archive.person)
        sections.append({"code": holding.code, "title": str(holding.title), "records": records})
        Archive.objects.filter(pk=archive.pk).update(done=number)
    made_at = timezone.now()
    said = {"platform": settings.SITE_URL, "made_at": made_at, "holdings": sections}
    text = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    page = render_to_string(
        "accounts/archive/index.html",
        {
            "sections": readable.sections(json.loads(text)["holdings"]),
            "made_at": made_at,
            "site": settings.SITE_URL,
        },
    )
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("data.json", text)
        zipped.writestr("index.html", page)
        zipped.writestr("style.css", STYLE.read_text())
    return file.getvalue()
