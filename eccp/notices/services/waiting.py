"""What waits for people."""

from django.db import transaction
from django.utils import timezone

from eccp.accounts.models import User
from eccp.notices.models import Notice, OutgoingMail
from eccp.notices.services.holding import leave_on_site
from eccp.notices.topics import Topic, topic_of


@transaction.atomic
def tell(
    person: User, key: str, text: str, url: str, *, topic: Topic | None = None, about: str = ""
) -> Notice:
    """Say that something waits for a person. Saying it again renews the words, not the number.

    `topic` is where it stands on the person's page, else the key says so; `about` is the organisation
    that it concerns.
    """
    topic = topic or topic_of(key)
    said = {"text": text[:300], "url": url, "topic": topic.code if topic else "", "about": about[:250]}
    notice, made = Notice.objects.select_for_update().get_or_create(
        person=person, key=key, done_at=None, defaults=said
    )
    if not made:
        Notice.objects.filter(pk=notice.pk).update(**said, at=timezone.now())
        notice.refresh_from_db()
    return notice


@transaction.atomic
def settle(key: str, *, person: User | None = None) -> None:
    """Say that a thing waits no longer, for everybody or for one person: no summary speaks of it any more."""
    waiting = Notice.objects.waiting().filter(key=key)
    held = OutgoingMail.objects.held().filter(key=key)
    if person:
        waiting, held = waiting.filter(person=person), held.filter(to=person)
    waiting.update(done_at=timezone.now())
    leave_on_site(held)
