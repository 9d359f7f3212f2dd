"""Addresses that send mails back: noted, shown to their owner, and forgiven when they work again."""

import re
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from eccp.accounts.models import User
from eccp.core.log import log
from eccp.notices.models import AddressTrouble, OutgoingMail
from eccp.notices.reasons import condemns
from eccp.notices.services.holding import hold_for_trouble, release

# One refusal for good is enough. Of those that may pass, so many in a row, over so long a time,
# with no longer pause than this between two of them.
IN_A_ROW = 5
OVER = timedelta(days=3)
PAUSE = timedelta(days=14)

WORDS_LENGTH = 300
CODE_LENGTH = 12
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@transaction.atomic
def note_return(mail: OutgoingMail, code: str, words: str) -> bool:
    """Note that a mail came back, with it and with its address. A mail counts once, however often it is told."""
    now = timezone.now()
    words = CONTROL.sub(" ", words).strip()[:WORDS_LENGTH]
    fresh = OutgoingMail.objects.filter(pk=mail.pk, returned_at__isnull=True)
    if not fresh.update(
        returned_at=now,
        status=OutgoingMail.Status.FAILED,
        reason=code[:CODE_LENGTH],
        problem=words,
        updated_at=now,
    ):
        return False
    if mail.address:
        _count(mail.address.lower(), code[:CODE_LENGTH], words)
    return True


@transaction.atomic
def clear(address: str) -> None:
    """Forget that an address was bad: it was proved anew. What was held back comes with the next summary."""
    AddressTrouble.objects.filter(address=address.lower()).delete()
    for person in User.objects.filter(email=address.lower()):
        release(person)


@transaction.atomic
def moved(person: User) -> None:
    """Take up again what was held back for an old address: the person has another one now."""
    if not AddressTrouble.objects.filter(address=person.email, failing=True).exists():
        release(person)


def _count(address: str, code: str, words: str) -> None:
    now = timezone.now()
    person = User.objects.filter(email=address).first()
    trouble, _made = AddressTrouble.objects.select_for_update().get_or_create(
        address=address, defaults={"since": now, "last_at": now}
    )
    if not trouble.failing and now - trouble.last_at > PAUSE:
        trouble.since, trouble.count = now, 0
    was_failing = trouble.failing
    trouble.count += 1
    trouble.person, trouble.last_at, trouble.code, trouble.words = person, now, code, words
    trouble.failing = (
        was_failing or condemns(code) or (trouble.count >= IN_A_ROW and now - trouble.since >= OVER)
    )
    trouble.save()
    if trouble.failing and not was_failing:
        log(trouble, "notices.address_fails", by=None, changes={"code": ["", code]})
        if person:
            hold_for_trouble(person)
