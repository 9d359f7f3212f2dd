"""Trying again: a mail that was not delivered, or an address that was bad."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.accounts.models import User
from eccp.core.log import log
from eccp.core.refusals import Refusal, Way, require
from eccp.core.tasks import enqueue
from eccp.notices.models import OutgoingMail
from eccp.notices.services.troubles import clear
from eccp.notices.services.writing import mail, new_message_id
from eccp.notices.topics import SECURITY

AGAIN = 3  # by the person; administrators decide for themselves
TESTS_A_DAY = 3
TEST = "notices.test"
Status = OutgoingMail.Status


def refuses_sending_again(mail: OutgoingMail, *, by: User) -> Refusal | None:
    """Why a mail cannot be sent again; None when it can."""
    back = Way(_("Back to your mails"), reverse("notices:mails"))
    if mail.status != Status.FAILED:
        return Refusal("mail_not_failed", ways=(back,))
    if not mail.text:
        return Refusal("mail_emptied", ways=(back,))
    if mail.to_id == by.pk and mail.again >= AGAIN:
        return Refusal("mail_again_limit", ways=(_change_address(), back))
    return None


@transaction.atomic
def send_again(mail: OutgoingMail, *, by: User) -> None:
    """Send a mail that was not delivered once more, to the address that its reader has now.

    One with a secret link goes to the address that it was asked for, and to no other.
    """
    mail = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    require(refuses_sending_again(mail, by=by))
    if mail.to and not mail.secret:
        mail.address = mail.to.email
    mail.status, mail.attempts, mail.again = Status.WAITING, 0, mail.again + 1
    mail.message_id, mail.problem, mail.reason, mail.returned_at = new_message_id(), "", "", None
    mail.save()
    enqueue("notices.send", mail.pk)
    log(mail, "notices.send_again", by=by)


@transaction.atomic
def try_again(person: User, *, by: User) -> OutgoingMail:
    """Believe in a bad address once more: mails go there again, first one that says so."""
    tests = OutgoingMail.objects.filter(
        to=person, key=TEST, created_at__gt=timezone.now() - timedelta(days=1)
    )
    if tests.count() >= TESTS_A_DAY:
        require(Refusal("mail_test_limit", ways=(_change_address(),)))
    clear(person.email)
    log(person, "notices.try_again", by=by)
    return mail(person, "mail/notices/test", {}, topic=SECURITY, key=TEST)


def _change_address() -> Way:
    return Way(_("Change your address"), reverse("account_email"))
