"""The nouns of the room: profiles, what belongs to them, and who acts for them."""

from eccp.organisations.models.inviting import Invitation
from eccp.organisations.models.organisation import Organisation, OrganisationQuerySet, Visibility
from eccp.organisations.models.partners import Partner
from eccp.organisations.models.parts import (
    ContactPerson,
    CountryLink,
    EuProject,
    Label,
    ProfileText,
    Recognition,
    SocialLink,
)
from eccp.organisations.models.people import (
    Claim,
    ClaimAnswer,
    ClusterMembership,
    JoinRequest,
    Representative,
    Role,
)
from eccp.organisations.types import details as _details_of_each_type  # noqa: F401

__all__ = [
    "Claim",
    "ClaimAnswer",
    "ClusterMembership",
    "ContactPerson",
    "CountryLink",
    "EuProject",
    "Invitation",
    "JoinRequest",
    "Label",
    "Organisation",
    "OrganisationQuerySet",
    "Partner",
    "ProfileText",
    "Recognition",
    "Representative",
    "Role",
    "SocialLink",
    "Visibility",
]
