"""What is done in Wagtail's back office, taken over from its own log into ours, which nobody can change.

Wagtail's log stays where it is and says more about pages. What rooms log with verbs of their own is left
out. A record whose key is a word, such as a country, has the number 0, and its key as the note.
"""

from typing import Any

from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, PageLogEntry

from eccp.core.audit import names_verbs
from eccp.core.log import log

LOGGED_BY_THEIR_ROOM = {"accounts", "figures", "reference"}  # but for records whose key is a word

names_verbs(
    {
        "wagtail.create": _("Made in the back office"),
        "wagtail.edit": _("Changed in the back office"),
        "wagtail.delete": _("Deleted in the back office"),
        "wagtail.publish": _("Page published"),
        "wagtail.unpublish": _("Page taken out of the public"),
        "wagtail.move": _("Page moved"),
        "wagtail.copy": _("Page copied"),
        "wagtail.revert": _("Page put back to an older version"),
        "wagtail.rename": _("Renamed in the back office"),
    }
)


@receiver(post_save, sender=PageLogEntry)
@receiver(post_save, sender=ModelLogEntry)
def take_over(instance: Any, created: bool, raw: bool = False, **_said: Any) -> None:
    """Write the same into our log: who, what, which object. What it said stays in Wagtail's."""
    content_type = instance.content_type
    model = content_type.model_class() if content_type else None
    if raw or not created or model is None:
        return
    by_number = isinstance(_own_key(model), models.IntegerField)
    if by_number and model._meta.app_label in LOGGED_BY_THEIR_ROOM:
        return
    about = model()
    about.pk = int(instance.object_id) if by_number else 0
    log(about, instance.action, by=instance.user, note="" if by_number else str(instance.object_id))


def _own_key(model: type[models.Model]) -> Any:
    """The key itself, where it is that of another table, as a page's is."""
    key: Any = model._meta.pk
    return key.target_field if key.remote_field else key
