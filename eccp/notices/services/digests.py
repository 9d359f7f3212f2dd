"""Summaries: one mail that carries what was held back.

The clock asks for one for each person and moment; a worker writes it. A moment is a person's once,
and the mail stands in the same transaction as what became of its items, so that nothing is said
twice or lost when a process dies.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eccp.accounts.models import User
from eccp.core import slots
from eccp.core.tasks import enqueue
from eccp.notices.gist import gist
from eccp.notices.models import Digest, OutgoingMail, Pace
from eccp.notices.schedule import next_digest
from eccp.notices.services.choosing import chosen
from eccp.notices.services.holding import fails, hold_for_trouble, leave_on_site
from eccp.notices.services.writing import keep, write
from eccp.notices.topics import TOPICS

SLOT = "notices.digest"
AT_MOST = 50  # items in one summary; the rest is counted, and stands on the site
LOST_AFTER = timedelta(hours=3)  # longer than a worker tries
Status = OutgoingMail.Status


@transaction.atomic
def ask_for_digests(now: datetime) -> int:
    """Have a worker write each summary that is due; return how many were asked for."""
    due = OutgoingMail.objects.due(now).filter(to__isnull=False)
    people = due.order_by().values("to").annotate(moment=Max("due_at")).values_list("to", "moment")
    asked = 0
    for person_id, moment in list(people):
        digest, made = Digest.objects.get_or_create(
            person_id=person_id, due_at=moment, defaults={"asked_at": now}
        )
        if digest.made_at:  # they came while it was written: the next one takes them
            late = OutgoingMail.objects.due(now).filter(to=person_id)
            late.update(due_at=next_digest(Pace.DAILY, now), updated_at=now)
        elif made or digest.asked_at <= now - LOST_AFTER:
            Digest.objects.filter(pk=digest.pk).update(asked_at=now)
            enqueue("notices.digest", digest.pk)
            asked += 1
    return asked


@transaction.atomic
def make_digest(digest_id: int) -> None:
    """Write one summary. Safe to repeat: what was written is not written again.

    What was read on the site meanwhile is left out; when nothing is left, no mail goes.
    """
    digest = Digest.objects.select_for_update().get(pk=digest_id)
    if digest.made_at:
        return
    person = digest.person
    held = OutgoingMail.objects.due(digest.due_at).filter(to=person)
    if person.erased_at or not person.is_active:
        held.update(status=Status.CANCELLED, held_for="", due_at=None)
    elif fails(person):
        hold_for_trouble(person)
    else:
        leave_on_site(held.filter(read_at__isnull=False))
        items = list(held.select_for_update().order_by("topic", "pk"))
        if items:
            digest.mail = _write(person, items, digest.due_at)
            held.filter(pk__in=[item.pk for item in items]).update(
                status=Status.IN_DIGEST, held_for="", due_at=None, digest=digest, updated_at=timezone.now()
            )
    digest.made_at = timezone.now()
    digest.save(update_fields=["mail", "made_at"])


def _write(person: User, items: list[OutgoingMail], due_at: datetime) -> OutgoingMail:
    """Write the mail that carries the items, grouped by topic.

    An upper room adds its part with `fill("notices.digest", "mail/<room>/<name>")`: a function of
    `person` and `since` that gives what `<name>.txt` and `<name>.html` say, or None.
    """
    last = person.digests.filter(mail__isnull=False, due_at__lt=due_at).first()
    with override(person.language):
        asked = {"person": person, "since": last.due_at if last else None}
        context = {
            "person": person,
            "first": items[0],
            "number": len(items),
            "others": len(items) - 1,
            "beyond": max(len(items) - AT_MOST, 0),
            "topics": _by_topic(person, items[:AT_MOST]),
            "parts": [
                {
                    "text": render_to_string(f"{name}.txt", said),
                    "html": render_to_string(f"{name}.html", said),
                }
                for name, said in slots.entries(SLOT, **asked)
            ],
            "settings_url": settings.SITE_URL + reverse("notices:settings"),
            "copies_url": settings.SITE_URL + reverse("notices:mails"),
        }
        parts = write("mail/notices/digest", context, person.language)
    return keep(address=person.email, subject=parts["subject"], text=parts["text"], html=parts["html"])


def _by_topic(person: User, items: list[OutgoingMail]) -> list[dict[str, Any]]:
    paces = chosen(person)
    groups: dict[str, list[dict[str, str]]] = {}
    for item in items:
        copy = settings.SITE_URL + reverse("notices:mail", args=[item.pk])
        groups.setdefault(item.topic, []).append(
            {"subject": item.subject, "gist": gist(item), "url": item.url or copy}
        )
    return [
        {"title": topic.label, "pace": paces.get(code, ""), "items": groups[code]}
        for code, topic in TOPICS.items()
        if code in groups
    ]
