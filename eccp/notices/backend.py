"""The mail backend of the whole platform: a mail is a row first, and leaves afterwards."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from eccp.notices import services
from eccp.notices.topics import SECURITY


class TableBackend(BaseEmailBackend):
    """Keep every mail in the table of outgoing mail, in the transaction of what it tells.

    What comes this way is about accounts (new passwords, addresses, ways to sign in).
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store one row for each address."""
        stored = 0
        for message in email_messages:
            html = ""
            if isinstance(message, EmailMultiAlternatives):
                html = next((str(part[0]) for part in message.alternatives if part[1] == "text/html"), "")
            for address in message.recipients():
                services.keep(
                    address=address,
                    subject=str(message.subject),
                    text=str(message.body),
                    html=html,
                    topic=SECURITY,
                    secret=message.extra_headers.get("X-ECCP-Secret") == "1",
                )
                stored += 1
        return stored
