"""Read and unread, for each person by themselves."""

from django.db import transaction

from eccp.accounts.models import User
from eccp.conversations.models import Reading, Thread
from eccp.conversations.services.telling import key, key_of
from eccp.notices import services as notices


def mark_read(thread: Thread, *, by: User, up_to: int | None = None) -> None:
    """Note that a person has seen a thread, up to a message or to its end. It never goes back.

    When nothing is left unseen, nothing waits for the person any more. What was seen before costs no write.
    """
    newest = thread.messages.order_by("-pk").values_list("pk", flat=True).first() or 0
    seen = newest if up_to is None else min(up_to, newest)
    if not seen or Reading.objects.filter(thread=thread, person=by, up_to__gte=seen).exists():
        return
    with transaction.atomic():
        reading, _made = Reading.objects.select_for_update().get_or_create(thread=thread, person=by)
        if seen > reading.up_to:
            reading.up_to = seen
            reading.save(update_fields=["up_to"])
        if not thread.messages.exclude(by=by).filter(pk__gt=reading.up_to).exists():
            notices.settle(key(thread), person=by)


def let_go(thread_id: int, *, by: User) -> None:
    """Have nothing wait for a person of a conversation in which they take no part any more."""
    notices.settle(key_of(thread_id), person=by)


@transaction.atomic
def mark_unread(thread: Thread, *, by: User) -> None:
    """Have the last message of somebody else stand as not seen, so that one comes back to it."""
    last = thread.messages.exclude(by=by).order_by("-pk").values_list("pk", flat=True).first()
    if last is not None:
        Reading.objects.update_or_create(thread=thread, person=by, defaults={"up_to": last - 1})
