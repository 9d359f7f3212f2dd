"""Who may do what with an organisation. Questions only: each answers yes, or no with its rule."""

from typing import Any

from django.db.models import Exists, OuterRef

from eccp.accounts.policies import judges
from eccp.core.refusals import Refusal
from eccp.organisations import ways
from eccp.organisations.models import (
    Claim,
    ClusterMembership,
    JoinRequest,
    Organisation,
    OrganisationQuerySet,
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


def managed(organisation: Organisation) -> bool:
    """Whether somebody with an open account manages the organisation."""
    return organisation.representatives.managing().exists()


def last_manager_of(user: Any) -> OrganisationQuerySet:
    """The organisations of which the person is the only manager: leaving one needs a successor or a word."""
    others = Representative.objects.managing().filter(organisation=OuterRef("pk")).exclude(person=user)
    mine = Representative.objects.filter(organisation=OuterRef("pk"), person=user, role=Role.MANAGER)
    found: OrganisationQuerySet = Organisation.objects.filter(Exists(mine), ~Exists(others))
    return found


def refuses_editing(user: Any, organisation: Organisation) -> Refusal | None:
    """Those who act for an organisation edit its profile, unless it is archived."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if organisation.visibility == Visibility.ARCHIVED:
        return Refusal("archived", ways=ways.stayed(organisation))
    return None if represents(user, organisation) else _representatives_only(organisation)


def refuses_managing(user: Any, organisation: Organisation) -> Refusal | None:
    """Managers answer requests to join and decide about the team."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if manages(user, organisation):
        return None
    if represents(user, organisation):
        return Refusal("managers_only", ways=(ways.team(organisation), ways.becoming_manager(organisation)))
    return Refusal("managers_only", ways=ways.into(organisation))


def refuses_inviting(user: Any, organisation: Organisation) -> Refusal | None:
    """Managers invite people and change the team, unless the profile is archived."""
    if refusal := refuses_managing(user, organisation):
        return refusal
    if organisation.visibility == Visibility.ARCHIVED:
        return Refusal("archived", ways=ways.stayed(organisation))
    return None


def refuses_leaving(user: Any, organisation: Organisation) -> Refusal | None:
    """Whoever acts for an organisation may leave it."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    return None if represents(user, organisation) else _representatives_only(organisation)


def refuses_becoming_manager(user: Any, organisation: Organisation) -> Refusal | None:
    """A colleague may ask to become a manager."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if organisation.visibility == Visibility.ARCHIVED:
        return Refusal("archived", ways=ways.stayed(organisation))
    if not represents(user, organisation):
        return _representatives_only(organisation)
    if manages(user, organisation):
        return Refusal("manages_already", ways=(ways.team(organisation),))
    return None


def refuses_confirming_member(user: Any, membership: ClusterMembership) -> Refusal | None:
    """A manager of the cluster, and nobody else, says whether an organisation is its member."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    cluster = membership.cluster
    if manages(user, cluster):
        return None
    if represents(user, cluster):
        return Refusal("cluster_managers_only", ways=(ways.team(cluster), ways.becoming_manager(cluster)))
    return Refusal("cluster_managers_only", ways=(ways.joining(cluster),))


def refuses_joining(user: Any, organisation: Organisation) -> Refusal | None:
    """Anybody who is signed in may ask to join, once."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if represents(user, organisation):
        return Refusal("already_represented", ways=(ways.home(organisation), ways.team(organisation)))
    if organisation.visibility == Visibility.ARCHIVED:
        return Refusal("archived", ways=ways.stayed(organisation))
    return None


def claimable(organisation: Organisation) -> bool:
    """Whether this is a public profile that nobody acts for."""
    return organisation.is_public and not organisation.representatives.active().exists()


def refuses_claiming(user: Any, organisation: Organisation) -> Refusal | None:
    """A public profile that nobody acts for can be claimed; with people in it, it can be disputed."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if claimable(organisation):
        return None
    if organisation.visibility == Visibility.ARCHIVED:
        return Refusal("archived", ways=ways.stayed(organisation))
    if represents(user, organisation):
        return Refusal("already_represented", ways=(ways.home(organisation),))
    if organisation.is_public:
        return Refusal("claimed", ways=(ways.joining(organisation), ways.disputing(organisation)))
    return Refusal("not_claimable", ways=(ways.joining(organisation),))


def refuses_disputing(user: Any, organisation: Organisation) -> Refusal | None:
    """Anybody who is signed in, but for its managers, may say that the wrong people act for an organisation."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if organisation.visibility == Visibility.ARCHIVED:
        return Refusal("archived", ways=ways.stayed(organisation))
    if manages(user, organisation):
        return Refusal("manages_already", ways=(ways.team(organisation),))
    if not organisation.representatives.active().exists():
        return Refusal("nobody_to_dispute", ways=ways.into(organisation))
    return None


def refuses_answering_claim(user: Any, claim: Claim) -> Refusal | None:
    """The managers say what they think of a claim that disputes them; where there is none, the colleagues."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    refusal = refuses_managing(user, claim.organisation)
    if refusal and represents(user, claim.organisation) and not managed(claim.organisation):
        return None if claim.person_id != user.pk else Refusal("not_ones_own")
    return refusal


def refuses_merging(user: Any, organisation: Organisation) -> Refusal | None:
    """Validators merge two profiles of the same organisation."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if not judges(user):
        return Refusal("validators_only", ways=(ways.us(),))
    if organisation.visibility == Visibility.ARCHIVED:
        return Refusal("archived", ways=ways.stayed(organisation))
    return None


def refuses_history(user: Any, organisation: Organisation) -> Refusal | None:
    """Those who act for an organisation read its history and see its team; validators too."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if judges(user) or represents(user, organisation):
        return None
    return Refusal("history_readers", ways=ways.into(organisation))


def refuses_answering_join(user: Any, request: JoinRequest) -> Refusal | None:
    """A manager answers who asks to join; where an organisation has none, a validator does.

    Nobody answers their own request.
    """
    refusal = refuses_managing(user, request.organisation)
    if refusal is None or not judges(user) or request.person_id == user.pk:
        return refusal
    return refusal if managed(request.organisation) else None


def _representatives_only(organisation: Organisation) -> Refusal:
    return Refusal("representatives_only", ways=ways.into(organisation))
