"""How invitations end, whoever ends them."""

from django.utils import timezone

from eccp.accounts.models import User
from eccp.notices import services as notices
from eccp.organisations.models import Invitation, Organisation
from eccp.organisations.services import telling_team


def end(row: Invitation, status: str, *, by: User | None) -> None:
    """Give an invitation its last state. The caller has locked it, and logs."""
    row.status, row.answered_by, row.answered_at = status, by, timezone.now()
    row.save(update_fields=["status", "answered_by", "answered_at", "updated_at"])
    notices.settle(telling_team.invitation_key(row))


def withdraw_all(organisation: Organisation, *, by: User | None, sent_by: User | None = None) -> int:
    """End the waiting invitations of an organisation, or only those that one person sent."""
    rows = organisation.invitations.filter(status=Invitation.Status.WAITING)
    if sent_by:
        rows = rows.filter(invited_by=sent_by)
    for row in rows:
        end(row, Invitation.Status.WITHDRAWN, by=by)
    return len(rows)
