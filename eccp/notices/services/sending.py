"""Handing mails to the mail server.

waiting → sent, or failed: at once when the server refuses the mail for good, else after the last attempt.
"""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from eccp.core.tasks import ATTEMPTS, TryLater
from eccp.notices import envelope
from eccp.notices.models import OutgoingMail
from eccp.notices.reasons import code_in
from eccp.notices.services.troubles import note_return
from eccp.notices.switching_off import off_url
from eccp.notices.topics import TOPICS

REFUSED_FOR_GOOD = 500  # what a mail server answers from here on stays true (RFC 5321, 4.2.1)
Status = OutgoingMail.Status


def send(mail_id: int) -> None:
    """Hand one mail to the mail server. Safe to repeat: what was sent is not sent again.

    A server that does not answer is asked again later. What it refuses for good, or has not taken
    after the last attempt, is marked as failed with the problem, and stays readable on the site.
    """
    mail = OutgoingMail.objects.select_related("to").get(pk=mail_id)
    if mail.to and mail.to.erased_at:
        OutgoingMail.objects.filter(pk=mail.pk, status=Status.WAITING).update(status=Status.CANCELLED)
    if not take(mail):
        return
    try:
        _message(mail).send()
    except (OSError, ValueError) as problem:
        if _fail(mail, problem):
            return
        raise TryLater(str(problem)) from problem
    mail.status, mail.sent_at, mail.problem = Status.SENT, timezone.now(), ""
    mail.save(update_fields=["status", "sent_at", "problem", "updated_at"])


def take(mail: OutgoingMail) -> bool:
    """Count an attempt, and say whether it is ours: of two workers that read the same row, one gets it."""
    waiting = OutgoingMail.objects.filter(pk=mail.pk, status=Status.WAITING)
    mail.attempts += 1
    return bool(waiting.filter(attempts=mail.attempts - 1).update(attempts=mail.attempts))


@transaction.atomic
def _fail(mail: OutgoingMail, problem: Exception) -> bool:
    """Note the problem, with the address when it is the address that was refused; say whether it is final."""
    for_good = _refused_for_good(problem) or mail.attempts >= ATTEMPTS
    mail.status = Status.FAILED if for_good else Status.WAITING
    mail.problem = str(problem)
    mail.save(update_fields=["problem", "status", "updated_at"])
    if isinstance(problem, smtplib.SMTPRecipientsRefused) and _refused_for_good(problem):
        code, said = next(iter(problem.recipients.values()))
        words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        note_return(mail, code_in(words) or f"{code // 100}.0.0", words)
    return for_good


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The row as a mail: plain text, and HTML where there is some.

    Where an address for returns is set, it stands on the envelope; what people see is the usual sender.
    """
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if settings.BOUNCE_ADDRESS:
        headers["From"] = settings.DEFAULT_FROM_EMAIL
    topic = TOPICS.get(mail.topic)
    if topic and topic.optional and mail.to_id:
        headers["List-Unsubscribe"] = f"<{off_url(mail.to_id, topic)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        envelope.sender(mail.pk),
        [mail.address],
        headers=headers,
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
