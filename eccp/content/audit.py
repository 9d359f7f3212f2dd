"""What the log says of this room."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eccp.content.models import CallPage, Contribution
from eccp.core.audit import Kind, Seen, names_kind, names_verbs
from eccp.core.log import EDITOR, names_role
from eccp.core.models import kind_of

DECIDED = {
    f"contributions.{verb}"
    for verb in ("ask", "decline", "schedule", "publish", "take_down", "give_back", "take_in_hand")
}


def contributions(numbers: Collection[int], reader: Any) -> Mapping[int, Seen]:
    """Contributions by their titles, for those who may know of them."""
    rows = Contribution.objects.filter(pk__in=numbers).select_related("page")
    mine = set(Contribution.objects.visible_to(reader).filter(pk__in=numbers).values_list("pk", flat=True))
    url = {pk: reverse("content:contribution", args=[pk]) for pk in mine}
    return {row.pk: Seen(row.title, url.get(row.pk, "")) for row in rows}


@names_role(70)
def of_an_editor(user: Any, instance: models.Model, verb: str) -> str:
    """Who decides on a contribution of others does it as an editor."""
    decides = isinstance(instance, Contribution) and verb in DECIDED
    return EDITOR if decides else ""


names_verbs(
    {
        "content.remind": _("Reminder of a call asked for"),
        "content.forget_reminder": _("Reminder of a call switched off"),
        "contributions.draft": _("Contribution begun"),
        "contributions.change": _("Contribution changed"),
        "contributions.delete": _("Contribution deleted"),
        "contributions.move": _("Contribution moved with a merged organisation"),
        "contributions.submit": _("Contribution sent to the editors"),
        "contributions.withdraw": _("Contribution taken back"),
        "contributions.ask": _("Changes to a contribution asked for"),
        "contributions.decline": _("Contribution declined"),
        "contributions.schedule": _("Contribution accepted for a later day"),
        "contributions.publish": _("Contribution published"),
        "contributions.take_down": _("Contribution taken down"),
        "contributions.give_back": _("Contribution given back as a draft"),
        "contributions.take_in_hand": _("Contribution put into moderation"),
    }
)
names_kind(kind_of(CallPage), Kind(_("Open call")))
names_kind(kind_of(Contribution), Kind(_("Contribution"), contributions))
