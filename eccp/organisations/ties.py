"""Which published profiles belong together: clusters and members that they confirmed, partnerships and partners."""

from typing import Any

from django.db import models

from eccp.organisations.models import ClusterMembership, Organisation, Partner


def clusters_of(organisation: Organisation) -> models.QuerySet[Organisation]:
    """The published clusters that confirmed this organisation as their member, by name."""
    return _published(ClusterMembership.objects.confirmed().filter(member=organisation).values("cluster"))


def members_of(organisation: Organisation) -> models.QuerySet[Organisation]:
    """The published profiles that this cluster confirmed as its members, by name."""
    return _published(ClusterMembership.objects.confirmed().filter(cluster=organisation).values("member"))


def partnerships_of(organisation: Organisation) -> models.QuerySet[Partner]:
    """Its place in each published partnership that names it as coordinator or partner, the newest first."""
    return (
        Partner.objects.of_published()
        .filter(profile=organisation)
        .select_related("organisation__partnership__strand")
        .prefetch_related("organisation__partnership__strand__labels")
        .order_by(
            models.F("organisation__partnership__starts_on").desc(nulls_last=True),
            "organisation__sort_key",
            "pk",
        )
    )


def _published(ids: Any) -> models.QuerySet[Organisation]:
    return (
        Organisation.objects.published()
        .filter(pk__in=ids)
        .select_related("country")
        .order_by("sort_key", "pk")
    )
