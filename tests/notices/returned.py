"""Mails as mail servers send them back: delivery reports, complaints, and what only looks like them."""

from eccp.notices.models import OutgoingMail

BOUNDARY = "part"


def report(
    mail: OutgoingMail | None = None,
    *,
    to: str = "bounces@platform.example",
    action: str = "failed",
    status: str = "5.1.1",
    said: str = "smtp; 550 5.1.1 <nora@kestrel.example>: Recipient address rejected",
    message_id: str = "",
    headers_only: bool = True,
    end: str = "\r\n",
) -> bytes:
    """A delivery report as Postfix writes it (RFC 3464)."""
    number = message_id or (mail.message_id if mail else "<nothing@nowhere.example>")
    returned = [
        "From: contact@eccp.example",
        "To: nora@kestrel.example",
        f"Message-ID: {number}",
        "Subject: Hello",
    ]
    lines = [
        "From: MAILER-DAEMON@mx.kestrel.example (Mail Delivery System)",
        f"To: {to}",
        "Subject: Undelivered Mail Returned to Sender",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="{BOUNDARY}"',
        "",
        f"--{BOUNDARY}",
        "Content-Type: text/plain",
        "",
        "I'm sorry to have to inform you that your message could not be delivered.",
        "",
        f"--{BOUNDARY}",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.kestrel.example",
        "Arrival-Date: Tue, 3 Mar 2026 09:00:00 +0100",
        "",
        "Final-Recipient: rfc822; nora@kestrel.example",
        f"Action: {action}",
        f"Status: {status}",
        f"Diagnostic-Code: {said}",
        "",
        f"--{BOUNDARY}",
        "Content-Type: text/rfc822-headers" if headers_only else "Content-Type: message/rfc822",
        "",
        *returned,
        *([] if headers_only else ["", "Dear Nora,", "We build boats."]),
        "",
        f"--{BOUNDARY}--",
        "",
    ]
    return end.join(lines).encode()


def complaint(mail: OutgoingMail, *, kind: str = "abuse", sender: str = "", message_id: str = "") -> bytes:
    """A complaint as large providers send it (RFC 5965)."""
    lines = [
        "From: feedback@provider.example",
        "To: bounces@platform.example",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type=feedback-report; boundary="{BOUNDARY}"',
        "",
        f"--{BOUNDARY}",
        "Content-Type: text/plain",
        "",
        "This is an abuse report.",
        "",
        f"--{BOUNDARY}",
        "Content-Type: message/feedback-report",
        "",
        f"Feedback-Type: {kind}",
        "User-Agent: Provider/1.0",
        "Version: 1",
        *([f"Original-Mail-From: <{sender}>"] if sender else []),
        "",
        f"--{BOUNDARY}",
        "Content-Type: message/rfc822",
        "",
        f"Message-ID: {message_id or mail.message_id}",
        "Subject: Hello",
        "",
        "Dear Nora,",
        f"--{BOUNDARY}--",
        "",
    ]
    return "\r\n".join(lines).encode()
