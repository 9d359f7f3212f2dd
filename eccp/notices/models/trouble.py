"""Addresses that send mails back."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from eccp.notices.reasons import why


class AddressTrouble(models.Model):
    """Mails to this address came back. Once it is `failing`, only mails on security still go there."""

    address = models.EmailField(unique=True)  # in lower case
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="address_troubles"
    )
    since = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    count = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=12, blank=True)  # as in RFC 3463
    words = models.CharField(max_length=300, blank=True)  # what the server said
    failing = models.BooleanField(default=False)

    class Meta:
        ordering = ["-last_at"]

    def __str__(self) -> str:
        return f"{self.address}: {self.code}"

    @property
    def why(self) -> str:
        """What is wrong, in a few words for the owner."""
        return why(self.code)
