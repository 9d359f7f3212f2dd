"""What a validator reads of a claim that disputes who acts for an organisation."""

from typing import Any

from eccp.organisations.models import ClaimAnswer, Representative
from eccp.validation import record
from eccp.validation.models import Application


def shown(application: Application) -> dict[str, Any]:
    """Who acts for the organisation now, and what they said to the claim; nothing for other applications."""
    if not record.disputes(application):
        return {"disputes": False}
    people = Representative.objects.filter(organisation=application.organisation_id).select_related("person")
    answers = ClaimAnswer.objects.filter(
        claim__organisation=application.organisation_id,
        claim__person=application.submitted_by_id,
        claim__disputes=True,
    )
    return {
        "disputes": True,
        "team": people,
        "answers": answers.select_related("person"),
    }
