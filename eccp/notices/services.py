"""Telling people: mails in a table, and notices of what waits.

waiting → sent, or failed: at once when the server refuses the mail for good, else after the last attempt.
"""

import re
import smtplib
from datetime import timedelta
from email.utils import make_msgid, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from eccp.accounts.models import User
from eccp.core.tasks import ATTEMPTS, TryLater, enqueue
from eccp.notices.models import Notice, OutgoingMail

SUBJECT_LENGTH = 300
SECRETS_KEPT_FOR = timedelta(days=7)  # longer than any link in them works
REFUSED_FOR_GOOD = 500  # what a mail server answers from here on stays true (RFC 5321, 4.2.1)

# Tags that stand on lines of their own leave several; one is enough to part two paragraphs.
BLANK_LINES = re.compile(r"\n\s*\n")


@transaction.atomic
def keep(*, address: str, subject: str, text: str, html: str = "", secret: bool = False) -> OutgoingMail:
    """Store a mail to one address and leave its sending to a worker."""
    mail = OutgoingMail.objects.create(
        to=User.objects.filter(email=parseaddr(address)[1].lower()).first(),
        address=parseaddr(address)[1],
        subject=" ".join(subject.split())[:SUBJECT_LENGTH],
        text=text,
        html=html,
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost"),
        secret=secret,
    )
    enqueue("notices.send", mail.pk)
    return mail


def write(template: str, context: dict[str, Any], language: str) -> dict[str, str]:
    """Render a mail's three parts: `<template>.subject.txt`, `.txt` and `.html`, in one language."""
    context = {"site_url": settings.SITE_URL, **context}
    with override(language):
        subject = Engine.get_default().get_template(f"{template}.subject.txt")
        plain = Context(context, autoescape=False)  # a subject is no HTML, an apostrophe stays one
        context["subject"] = " ".join(subject.render(plain).split())
        return {
            "subject": context["subject"],
            "text": BLANK_LINES.sub("\n\n", render_to_string(f"{template}.txt", context)).strip() + "\n",
            "html": render_to_string(f"{template}.html", context),
        }


def mail(person: User, template: str, context: dict[str, Any]) -> OutgoingMail:
    """Write to a person, in the person's language."""
    parts = write(template, {"person": person, **context}, person.language)
    return keep(address=person.email, subject=parts["subject"], text=parts["text"], html=parts["html"])


def send(mail_id: int) -> None:
    """Hand one mail to the mail server. Safe to repeat: what was sent is not sent again.

    A server that does not answer is asked again later. What it refuses for good, or has not taken
    after the last attempt, is marked as failed with the problem, and stays readable on the site.
    """
    mail = OutgoingMail.objects.get(pk=mail_id)
    if not take(mail):
        return
    try:
        _message(mail).send()
    except (OSError, ValueError) as problem:
        for_good = _refused_for_good(problem) or mail.attempts >= ATTEMPTS
        mail.status = OutgoingMail.Status.FAILED if for_good else OutgoingMail.Status.WAITING
        mail.problem = str(problem)
        mail.save(update_fields=["problem", "status", "updated_at"])
        if not for_good:
            raise TryLater(str(problem)) from problem
        return
    mail.status, mail.sent_at, mail.problem = OutgoingMail.Status.SENT, timezone.now(), ""
    mail.save(update_fields=["status", "sent_at", "problem", "updated_at"])


def take(mail: OutgoingMail) -> bool:
    """Count an attempt, and say whether it is ours: of two workers that read the same row, one gets it."""
    waiting = OutgoingMail.objects.filter(pk=mail.pk, status=OutgoingMail.Status.WAITING)
    mail.attempts += 1
    return bool(waiting.filter(attempts=mail.attempts - 1).update(attempts=mail.attempts))


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The row as a mail: plain text, and HTML where there is some."""
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [mail.address],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        connection=get_connection(settings.DELIVERY_BACKEND),
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _refused_for_good(problem: Exception) -> bool:
    """Whether trying again is no use: the server refuses address or content, or no mail can be made of it.

    Refusals of our own sender or password are ours to mend, so those mails are tried again.
    """
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= REFUSED_FOR_GOOD for code, _words in problem.recipients.values())
    if isinstance(problem, smtplib.SMTPDataError):
        return problem.smtp_code >= REFUSED_FOR_GOOD
    return isinstance(problem, ValueError)


def forget_secrets() -> int:
    """Empty the mails that hold a link for signing in, when they are old; return how many there were."""
    old = OutgoingMail.objects.filter(secret=True, created_at__lt=timezone.now() - SECRETS_KEPT_FOR)
    done = old.exclude(status=OutgoingMail.Status.WAITING).exclude(text="", html="")
    return done.update(text="", html="", updated_at=timezone.now())


def mark_read(mail: OutgoingMail, *, by: User) -> None:
    """Note that the person opened the copy on the site."""
    OutgoingMail.objects.filter(pk=mail.pk, to=by, read_at__isnull=True).update(read_at=timezone.now())


@transaction.atomic
def tell(person: User, key: str, text: str, url: str) -> Notice:
    """Say that something waits for a person. Saying it again renews the words, not the number."""
    notice, made = Notice.objects.select_for_update().get_or_create(
        person=person, key=key, done_at=None, defaults={"text": text[:300], "url": url}
    )
    if not made:
        notice.text, notice.url, notice.at = text[:300], url, timezone.now()
        notice.save(update_fields=["text", "url", "at"])
    return notice


def settle(key: str, *, person: User | None = None) -> None:
    """Say that a thing waits no longer: for everybody, or for one person."""
    waiting = Notice.objects.waiting().filter(key=key)
    if person:
        waiting = waiting.filter(person=person)
    waiting.update(done_at=timezone.now())
