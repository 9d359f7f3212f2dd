"""Writing mails: rendered in the reader's language, kept in the table, sent by a worker or held back."""

import re
from email.utils import make_msgid, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from eccp.accounts.models import User
from eccp.core.tasks import enqueue
from eccp.notices.models import OutgoingMail
from eccp.notices.services.planning import plan
from eccp.notices.switching_off import off_url
from eccp.notices.topics import SECURITY, Topic

SUBJECT_LENGTH = 300
URL_LENGTH = 500

# Tags that stand on lines of their own leave several; one is enough to part two paragraphs.
BLANK_LINES = re.compile(r"\n\s*\n")


@transaction.atomic
def keep(
    *,
    address: str,
    subject: str,
    text: str,
    html: str = "",
    secret: bool = False,
    topic: Topic | None = None,
    urgent: bool = False,
    key: str = "",
    url: str = "",
) -> OutgoingMail:
    """Store a mail to one address; a worker sends it, unless it is held back for a summary.

    A secret mail is about somebody's account, so it goes at once whatever they chose.
    """
    about = SECURITY if secret else topic
    address = parseaddr(address)[1]
    decided = plan(address, about, urgent=urgent)
    mail = OutgoingMail.objects.create(
        to=decided.to,
        address=address,
        subject=" ".join(subject.split())[:SUBJECT_LENGTH],
        text=text,
        html=html,
        topic=about.code if about else "",
        key=key,
        url=url if len(url) <= URL_LENGTH else "",
        message_id=new_message_id(),
        status=decided.status,
        held_for=decided.held_for,
        due_at=decided.due_at,
        secret=secret,
    )
    if mail.status == OutgoingMail.Status.WAITING:
        enqueue("notices.send", mail.pk)
    return mail


def write(
    template: str, context: dict[str, Any], language: str, *, topic: Topic | None = None
) -> dict[str, str]:
    """Render a mail's three parts: `<template>.subject.txt`, `.txt` and `.html`, in one language.

    Given a topic, the foot leads to the choice of mails, and where the topic is optional, to its end.
    """
    with override(language):
        context = {"site_url": settings.SITE_URL, **_foot(context.get("person"), topic), **context}
        subject = Engine.get_default().get_template(f"{template}.subject.txt")
        plain = Context(context, autoescape=False)  # a subject is no HTML, an apostrophe stays one
        context["subject"] = " ".join(subject.render(plain).split())
        return {
            "subject": context["subject"],
            "text": BLANK_LINES.sub("\n\n", render_to_string(f"{template}.txt", context)).strip() + "\n",
            "html": render_to_string(f"{template}.html", context),
        }


def mail(
    person: User,
    template: str,
    context: dict[str, Any],
    topic: Topic,
    *,
    urgent: bool = False,
    key: str = "",
) -> OutgoingMail:
    """Write to a person, in the person's language, on a topic of `topics.py`.

    `urgent` is for what waiting would harm, such as a question that stops a clock: it leaves at once
    also for those who chose summaries. `key` is that of the notice on the same thing: once that is
    settled, the mail is left out of the summary.
    """
    parts = write(template, {"person": person, **context}, person.language, topic=topic)
    url = str(context.get("button_url", ""))
    return keep(
        address=person.email,
        subject=parts["subject"],
        text=parts["text"],
        html=parts["html"],
        topic=topic,
        urgent=urgent,
        key=key,
        url=url,
    )


def new_message_id() -> str:
    """An identity of its own for a mail."""
    return make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost")


def _foot(person: User | None, topic: Topic | None) -> dict[str, Any]:
    if person is None or topic is None or topic.always:
        return {}
    return {
        "topic": topic,
        "settings_url": settings.SITE_URL + reverse("notices:settings"),
        "off_url": off_url(person.pk, topic) if topic.optional else "",
    }
