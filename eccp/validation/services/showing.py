"""What a decision does to the profile: into the public, out of it, a membership confirmed."""

from eccp.accounts.models import User
from eccp.core import outbox
from eccp.core.log import log
from eccp.organisations.models import ClusterMembership, Organisation, Visibility
from eccp.organisations.models.people import Answer
from eccp.organisations.services import profiles, telling
from eccp.validation.models import Application

MEMBER = "cluster_member"


def show(application: Application, *, by: User | None) -> None:
    """Publish the profile. One that is public already, under a second look, just stays.

    Of a member whose clusters nobody acts for, the decision confirms the membership as well.
    """
    organisation = application.organisation
    if organisation.type == MEMBER:
        confirm_memberships(organisation, by=by)
    if organisation.visibility != Visibility.PUBLISHED:
        profiles.publish(organisation, by=by)


def confirm_memberships(organisation: Organisation, *, by: User | None) -> None:
    """Say yes where a cluster without people cannot."""
    waiting = ClusterMembership.objects.waiting().filter(member=organisation).select_related("cluster")
    for membership in waiting:
        if telling.managers(membership.cluster).exists():
            continue
        membership.status, membership.answered_by = Answer.ACCEPTED, by
        membership.save(update_fields=["status", "answered_by", "updated_at"])
        name = membership.cluster.name
        log(organisation, "organisations.membership_accepted", by=by, changes={"member_of": ["", name]})
        outbox.changed(membership.cluster)


def hide(application: Application, *, by: User | None, note: str) -> None:
    """Take a profile out of the public, unless it is out already."""
    if application.organisation.visibility == Visibility.PUBLISHED:
        profiles.unpublish(application.organisation, by=by, note=note)
