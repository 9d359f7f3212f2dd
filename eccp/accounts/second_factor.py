"""Who must have a second factor, and who has one. Questions only."""

from typing import Any

from allauth.mfa.models import Authenticator

from eccp.accounts.backend import FACTORS
from eccp.core.refusals import Refusal

# Whoever may do one of these holds something for others in their hands.
DUTIES = ("validation.judge_application", "wagtailadmin.access_admin")


def owes_second_factor(user: Any) -> bool:
    """Whether the person has a role that needs one: validator, editor, administrator."""
    return any(user.has_perm(duty) for duty in DUTIES)


def has_second_factor(user: Any) -> bool:
    """Whether the person has one; recovery codes alone are none."""
    known = getattr(user, "has_second_factor", None)  # asked along with the person, see backend.py
    if known is not None:
        return bool(known)
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def is_last(authenticator: Authenticator) -> bool:
    """Whether the person would be without a second factor if this one went."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
    return authenticator.type in FACTORS and not others.exclude(pk=authenticator.pk).exists()


def refuses_resetting(user: Any, person: Any) -> Refusal | None:
    """Administrators reset the second factor of others: one's own would be no second factor at all."""
    if user == person:
        return Refusal("own_second_factor")
    if not user.has_perm("accounts.change_user") or (person.is_superuser and not user.is_superuser):
        return Refusal("back_office")
    return None
