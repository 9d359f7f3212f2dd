"""Mails that are held back: moved, released, or left on the site only."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from eccp.accounts.models import User
from eccp.core.tasks import enqueue
from eccp.notices.models import AddressTrouble, OutgoingMail, Pace, Preference
from eccp.notices.schedule import next_digest

Status, HeldFor = OutgoingMail.Status, OutgoingMail.HeldFor


@transaction.atomic
def follow(person: User, topic: str, pace: str) -> None:
    """Let what is held back on a topic follow a new choice; what was read meanwhile stays on the site."""
    held = OutgoingMail.objects.held().filter(to=person, topic=topic)
    now = timezone.now()
    if pace == Pace.NEVER:
        leave_on_site(held)
    elif pace == Pace.AT_ONCE:
        leave_on_site(held.filter(held_for=HeldFor.PACE, read_at__isnull=False))
        send_now(held.filter(held_for=HeldFor.PACE), person)
    else:
        held.filter(held_for=HeldFor.PACE).update(due_at=next_digest(pace, now), updated_at=now)


def send_now(held: QuerySet[OutgoingMail], person: User) -> None:
    """Send mails at once, to the address that the person has now."""
    for pk in list(held.select_for_update().order_by("pk").values_list("pk", flat=True)):
        OutgoingMail.objects.filter(pk=pk).update(
            status=Status.WAITING,
            held_for="",
            due_at=None,
            address=person.email,
            updated_at=timezone.now(),
        )
        enqueue("notices.send", pk)


def leave_on_site(held: QuerySet[OutgoingMail]) -> None:
    """Send mails no more: their copies on the site are enough."""
    held.update(status=Status.ON_SITE, held_for="", due_at=None, updated_at=timezone.now())


def hold_for_trouble(person: User) -> None:
    """Keep what a summary would carry until the person's address works again."""
    OutgoingMail.objects.held().filter(to=person).update(
        held_for=HeldFor.TROUBLE, due_at=None, updated_at=timezone.now()
    )


def release(person: User) -> None:
    """Have what was held back for a bad address come with the next summary, daily unless weekly was chosen."""
    now = timezone.now()
    chosen = dict(Preference.objects.filter(person=person).values_list("topic", "pace"))
    held = OutgoingMail.objects.held().filter(to=person, held_for=HeldFor.TROUBLE)
    for topic in list(held.order_by().values_list("topic", flat=True).distinct()):
        due_at = next_digest(chosen.get(topic, Pace.DAILY), now)
        held.filter(topic=topic).update(held_for=HeldFor.PACE, due_at=due_at, updated_at=now)


def fails(person: User) -> bool:
    """Whether the person's address sends mails back."""
    return AddressTrouble.objects.filter(address=person.email, failing=True).exists()
