"""Who may do what with an organisation. Questions only: each answers yes, or no with its rule."""

from typing import Any

from eccp.core.refusals import Refusal
from eccp.organisations.models import (
    ClusterMembership,
    JoinRequest,
    Organisation,
    Representative,
    Role,
    Visibility,
)


def represents(user: Any, organisation: Organisation) -> bool:
    """Whether the person acts for the organisation."""
    return (
        user.is_authenticated
        and Representative.objects.filter(person=user, organisation=organisation).exists()
    )


def manages(user: Any, organisation: Organisation) -> bool:
    """Whether the person is a manager of the organisation."""
    return (
        user.is_authenticated
        and Representative.objects.filter(person=user, organisation=organisation, role=Role.MANAGER).exists()
    )


def refuses_editing(user: Any, organisation: Organisation) -> Refusal | None:
    """Those who act for an organisation edit its profile, unless it is archived."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if organisation.visibility == Visibility.ARCHIVED:
        return Refusal("archived")
    return None if represents(user, organisation) else Refusal("representatives_only")


def refuses_managing(user: Any, organisation: Organisation) -> Refusal | None:
    """Managers answer requests to join and decide about the team."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    return None if manages(user, organisation) else Refusal("managers_only")


def refuses_confirming_member(user: Any, membership: ClusterMembership) -> Refusal | None:
    """A manager of the cluster, and nobody else, says whether an organisation is its member."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    return None if manages(user, membership.cluster) else Refusal("cluster_managers_only")


def refuses_joining(user: Any, organisation: Organisation) -> Refusal | None:
    """Anybody who is signed in may ask to join, once."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    return Refusal("already_represented") if represents(user, organisation) else None


def claimable(organisation: Organisation) -> bool:
    """Whether this is a listed profile that nobody acts for."""
    return organisation.visibility == Visibility.LISTED and not organisation.representatives.exists()


def refuses_claiming(user: Any, organisation: Organisation) -> Refusal | None:
    """A listed profile that nobody acts for can be claimed."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    return None if claimable(organisation) else Refusal("claimed")


def refuses_merging(user: Any, organisation: Organisation) -> Refusal | None:
    """Validators merge two profiles of the same organisation."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if not user.has_perm("validation.judge_application"):
        return Refusal("validators_only")
    return Refusal("archived") if organisation.visibility == Visibility.ARCHIVED else None


def refuses_history(user: Any, organisation: Organisation) -> Refusal | None:
    """Those who act for an organisation read its history and see its team; validators too."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if user.has_perm("validation.judge_application") or represents(user, organisation):
        return None
    return Refusal("history_readers")


def refuses_answering_join(user: Any, request: JoinRequest) -> Refusal | None:
    """A manager answers who asks to join; where an organisation has none, a validator does."""
    refusal = refuses_managing(user, request.organisation)
    if refusal is None or not user.is_authenticated or not user.has_perm("validation.judge_application"):
        return refusal
    return refusal if request.organisation.representatives.filter(role=Role.MANAGER).exists() else None
