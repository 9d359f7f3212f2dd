"""A mail server that is away: nothing is lost, nothing is sent twice."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail as box
from django.core.mail.backends.base import BaseEmailBackend

from eccp.notices import services as notices
from eccp.notices.models import OutgoingMail
from tests.validation.profiles import submitted

pytestmark = pytest.mark.django_db


class Down(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, email_messages):
        """Find nobody."""
        raise ConnectionRefusedError("nobody listens")


class Grumpy(BaseEmailBackend):
    """A mail server that answers with an error."""

    def send_messages(self, email_messages):
        """Hear no."""
        raise SMTPException("not now")


@pytest.mark.parametrize("server", [Down, Grumpy])
def test_mail_server_away_loses_nothing(run_tasks, settings, freeze, server):
    settings.DELIVERY_BACKEND = f"{__name__}.{server.__name__}"
    application = submitted(website="http://10.0.0.8/")
    assert ("notices.send", "later") in run_tasks(may_fail=True)
    mail = OutgoingMail.objects.get()
    assert (mail.status, mail.attempts) == ("waiting", 1)
    assert application.status == "submitted"

    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    freeze(mail.updated_at + timedelta(minutes=2))
    assert ("notices.send", "done") in run_tasks(may_fail=True)

    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == ("sent", 2)
    assert [message.subject for message in box.outbox] == [mail.subject]
    assert box.outbox[0].extra_headers["Message-ID"] == mail.message_id


def test_sending_twice_sends_once(run_tasks):
    submitted(website="http://10.0.0.8/")
    run_tasks(may_fail=True)

    notices.send(OutgoingMail.objects.get().pk)

    assert len(box.outbox) == 1
