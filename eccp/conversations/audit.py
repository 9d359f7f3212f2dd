"""What the log says of conversations: that something was said or done, never what."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.conversations.models import Thread
from eccp.core.audit import Kind, names_kind, names_verbs
from eccp.core.log import PERSON, names_role
from eccp.core.models import kind_of

names_verbs(
    {
        "conversations.begin": _("Conversation begun"),
        "conversations.report": _("Error in a profile reported"),
        "conversations.write": _("Message written"),
        "conversations.close": _("Conversation closed"),
        "conversations.forget": _("Conversation forgotten, as nothing was said for long"),
        "conversations.file_opened": _("Attachment opened by a validator"),
        "conversations.block": _("Somebody blocked"),
        "conversations.unblock": _("Somebody no longer blocked"),
    }
)
names_kind(kind_of(Thread), Kind(_("Conversation")))


@names_role(15)
def of_a_starter(user: Any, instance: models.Model, verb: str) -> str:
    """Who began a conversation for nobody else speaks in it for oneself, also as a validator."""
    own = isinstance(instance, Thread) and instance.starter_id == user.pk and instance.starter_for_id is None
    return PERSON if own else ""
