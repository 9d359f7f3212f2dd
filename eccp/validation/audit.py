"""What the log says of applications: applicants, what the verbs mean, and what an application is called."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eccp.accounts.naming import Names
from eccp.accounts.policies import judges
from eccp.core.audit import Kind, Said, Seen, names_kind, names_verbs
from eccp.core.log import APPLICANT, names_role
from eccp.core.models import kind_of
from eccp.organisations.types import all_types
from eccp.validation.models import Application, Verdict

names_verbs(
    {
        "validation.submit": _("Submitted"),
        "validation.ask": _("Question asked"),
        "validation.answer": _("Answered"),
        "validation.publish": _("Published"),
        "validation.decline": _("Declined"),
        "validation.withdraw": _("Withdrawn"),
        "validation.judge": _("Verdict given"),
        "validation.take": _("Taken in hand"),
        "validation.release": _("Put back"),
        "validation.reassign": _("Handed on"),
        "validation.regather": _("Website read again"),
        "validation.reclock": _("Due date moved, as closing days changed"),
        "validation.opened_first": _("Submitted for validation"),
        "validation.opened_second_look": _("Second look begun"),
        "validation.opened_claim": _("Claim put before the validators"),
        "validation.send_to_cluster": _("Asked the cluster to confirm"),
        "validation.export": _("Queue downloaded"),
        "validation.letter_opened": _("Letter opened"),
    }
)

LABELS = {
    "letter": _("Letter"),
    "status": _("State"),
    "in_progress_by": _("In progress by"),
    "due_at": _("Due"),
}


@names_role(30)
def of_an_applicant(user: Any, instance: models.Model, verb: str) -> str:
    """Who applies without acting for the organisation, as who claims a profile does."""
    own = isinstance(instance, Application) and instance.submitted_by_id == user.pk
    return APPLICANT if own or verb.startswith("validation.opened_") else ""


def look(numbers: Collection[int], reader: Any) -> Mapping[int, Seen]:
    """Applications by number and organisation; validators may open them."""
    rows = (
        Application.objects.filter(pk__in=numbers).select_related("organisation").only("organisation__name")
    )
    return {
        row.pk: Seen(
            f"{row.organisation.name} ({row.pk})",
            reverse("validation:application", args=[row.pk]) if judges(reader) else "",
        )
        for row in rows
    }


def tell(entries: Iterable[Any]) -> Mapping[int, list[Said]]:
    """What an entry changed: a state, a verdict by the criterion's title, who has it in hand."""
    entries = list(entries)
    names = Names(*(entry.changes for entry in entries))
    titles = {one.code: one.title for kind in all_types() for one in kind.criteria}
    words = {**dict(Application.Status.choices), **dict(Verdict.Say.choices)}

    def say(value: Any) -> str:
        if isinstance(value, dict) and "person" in value:
            return names.of(value["person"])
        return str(words.get(value, value or ""))

    return {
        entry.pk: [
            Said(LABELS.get(name) or titles.get(name, name), say(old), say(new))
            for name, (old, new) in entry.changes.items()
        ]
        for entry in entries
    }


names_kind(kind_of(Application), Kind(_("Application"), look, tell))
