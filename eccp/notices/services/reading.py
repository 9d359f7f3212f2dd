"""Reading the copies on the site."""

from django.utils import timezone

from eccp.accounts.models import User
from eccp.notices.models import OutgoingMail


def mark_read(mail: OutgoingMail, *, by: User) -> None:
    """Note that the person opened the copy on the site. A summary that has not left yet leaves it out."""
    OutgoingMail.objects.filter(pk=mail.pk, to=by, read_at__isnull=True).update(read_at=timezone.now())
