"""Which published profiles belong together: clusters and the members that they confirmed."""

from typing import Any

from django.db import models

from eccp.organisations.models import ClusterMembership, Organisation


def clusters_of(organisation: Organisation) -> models.QuerySet[Organisation]:
    """The published clusters that confirmed this organisation as their member, by name."""
    return _published(ClusterMembership.objects.confirmed().filter(member=organisation).values("cluster"))


def members_of(organisation: Organisation) -> models.QuerySet[Organisation]:
    """The published profiles that this cluster confirmed as its members, by name."""
    return _published(ClusterMembership.objects.confirmed().filter(cluster=organisation).values("member"))


def _published(ids: Any) -> models.QuerySet[Organisation]:
    return (
        Organisation.objects.published()
        .filter(pk__in=ids)
        .select_related("country")
        .order_by("sort_key", "pk")
    )
