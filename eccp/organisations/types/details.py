"""The list of all types: a new one is added here and nowhere else."""

from eccp.organisations.types import (
    cluster_member,
    cluster_organisation,
    eu_partnership,
    meta_cluster_network,
    national_association,
    policy_public_institution,
    resource_efficiency_provider,
    training_provider,
)
from eccp.organisations.types.base import ProfileType

TYPES: tuple[ProfileType, ...] = (
    cluster_organisation.TYPE,
    cluster_member.TYPE,
    eu_partnership.TYPE,
    national_association.TYPE,
    meta_cluster_network.TYPE,
    training_provider.TYPE,
    policy_public_institution.TYPE,
    resource_efficiency_provider.TYPE,
)
BY_CODE = {kind.code: kind for kind in TYPES}
