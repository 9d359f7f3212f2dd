"""What the room holds on a person, what an erasure ends, and what is forgotten in time."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from eccp.accounts.consents import PUBLICATION
from eccp.accounts.models import Consent, User
from eccp.core.personal import erases, forgets, holds, withdraws
from eccp.validation import services
from eccp.validation.models import Application, Verdict

Records = list[dict[str, Any]]


@holds("validation.applications", _("Applications that you submitted"))
def applications(person: User) -> Records:
    """Each application with where it stands."""
    rows = Application.objects.filter(submitted_by=person).select_related("organisation").order_by("pk")
    return [
        {
            "organisation": row.organisation.name,
            "kind": str(row.get_kind_display()),
            "state": str(row.get_status_display()),
            "reason": row.reason,
            "agreed_to": row.consent_to,
            "submitted_at": row.submitted_at,
            "decided_at": row.decided_at,
        }
        for row in rows
    ]


@holds("validation.decisions", _("Decisions that you made"))
def decisions(person: User) -> Records:
    """What the person decided as a validator, with the words of the decision."""
    rows = Application.objects.filter(decided_by=person).select_related("organisation").order_by("pk")
    return [
        {
            "organisation": row.organisation.name,
            "decision": str(row.get_status_display()),
            "note": row.decision_note,
            "decided_at": row.decided_at,
        }
        for row in rows
    ]


@holds("validation.verdicts", _("Verdicts that you gave"))
def verdicts(person: User) -> Records:
    """What the person said of single criteria as a validator."""
    rows = Verdict.objects.filter(by=person).select_related("application__organisation").order_by("pk")
    return [
        {
            "organisation": row.application.organisation.name,
            "criterion": row.criterion,
            "verdict": str(row.get_say_display()),
            "note": row.note,
            "at": row.updated_at,
        }
        for row in rows
    ]


@holds("validation.in_hand", _("Applications that you have in hand"))
def in_hand(person: User) -> Records:
    """What the person is judging now."""
    rows = Application.objects.filter(in_progress_by=person).select_related("organisation").order_by("pk")
    return [{"organisation": row.organisation.name, "since": row.in_progress_since} for row in rows]


@erases()
def erase(person: User) -> None:
    """Give back what is in hand, and take back open claims.

    Applications, verdicts and decisions stay, said by nobody in particular: they are the reasons why a
    profile is public or not, and the organisation may ask for them. Nothing in them names the person.
    """
    services.let_go(person)


@forgets(
    "validation.evidence",
    _("Texts of websites that were read for a decision"),
    days=730,
    why=_("An organisation may ask about a decision for two years. Websites name people."),
)
def forget_evidence(before: datetime) -> int:
    """Delete the evidence of what was decided long ago."""
    return services.forget_evidence(before)


@withdraws(
    PUBLICATION,
    _(
        "If another manager acts for the organisation, the profile stays, in that person's name. If you are the"
        " only one, it leaves the directory until somebody agrees again, and an open application is taken back."
        " If you are its contact person, your name and address are taken out."
    ),
)
def retire_publication(consent: Consent, by: User) -> None:
    """Take the profile out of the public where nobody else speaks for it."""
    services.retire_publication(consent, by=by)
