"""Who may do what with an application. Questions only: each answers yes, or no with its rule."""

from typing import Any

from eccp.accounts.policies import judges
from eccp.core.refusals import Refusal
from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.policies import represents
from eccp.validation.models import Application


def refuses_submitting(user: Any, organisation: Organisation) -> Refusal | None:
    """Those who act for an organisation put its profile forward, as long as it is not published."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if organisation.visibility == Visibility.ARCHIVED:
        return Refusal("archived")
    if not represents(user, organisation):
        return Refusal("representatives_only")
    if organisation.visibility == Visibility.PUBLISHED:
        return Refusal("not_submittable")
    if Application.objects.open().filter(organisation=organisation).exists():
        return Refusal("already_open")
    return None


def refuses_judging(user: Any, application: Application) -> Refusal | None:
    """Validators judge every application but those of organisations they act for or that they made."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if not judges(user):
        return Refusal("validators_only")
    if application.submitted_by_id == user.pk or represents(user, application.organisation):
        return Refusal("not_ones_own")
    return None


def refuses_speaking(user: Any, application: Application) -> Refusal | None:
    """Those who act for the organisation answer; of a claim, the person who claims."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if application.kind == Application.Kind.CLAIM:
        return None if application.submitted_by_id == user.pk else Refusal("representatives_only")
    return None if represents(user, application.organisation) else Refusal("representatives_only")


def refuses_withdrawing(user: Any, application: Application) -> Refusal | None:
    """Those who speak for an application take it back. A second look is no wish of theirs, so it stays."""
    if refusal := refuses_speaking(user, application):
        return refusal
    return Refusal("second_look_stays") if application.kind == Application.Kind.SECOND_LOOK else None
