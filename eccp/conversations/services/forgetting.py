"""Deleting conversations in which nothing was said for a long time."""

from datetime import datetime

from django.db import transaction

from eccp.conversations.models import Attachment, Thread
from eccp.conversations.services.files import delete_with_the_rows
from eccp.conversations.services.telling import key
from eccp.core.log import log
from eccp.notices import services as notices

AT_ONCE = 500


def forget_quiet_threads(before: datetime) -> int:
    """Delete those without a message since, with their files, and return how many there were. Never validation's."""
    quiet = Thread.objects.exclude(about=Thread.About.VALIDATION).filter(last_message_at__lt=before)
    gone = 0
    while rows := list(quiet.order_by("pk")[:AT_ONCE]):
        with transaction.atomic():
            numbers = [row.pk for row in rows]
            delete_with_the_rows(Attachment.objects.filter(message__thread__in=numbers))
            for row in rows:
                notices.settle(key(row))
                log(row, "conversations.forget", by=None)
            Thread.objects.filter(pk__in=numbers).delete()
        gone += len(rows)
    return gone
