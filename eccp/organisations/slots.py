"""What this room itself shows on "My organisation": which services are open to it."""

from typing import Any

from eccp.core.slots import fill
from eccp.organisations.models import Organisation, Visibility
from eccp.reference import access


@fill("organisation.home", "organisations/open_to_you.html", order=80)
def open_to_you(organisation: Organisation, user: Any) -> dict[str, Any] | None:
    """What is closed to the organisation's country today, in one line."""
    if organisation.visibility == Visibility.ARCHIVED:
        return None
    decisions = access.answers(organisation.country)
    taking = next((one for one in decisions if one.rule == "in_programme"), None)
    return {
        "country": organisation.country,
        "programme": taking.programme if taking else None,
        "confirmed": taking.confirmed if taking else True,
        "closed": access.names(one.service for one in decisions if not one.allowed),
        "restricted": access.names(
            one.service for one in decisions if one.allowed and one.service.restriction != "everybody"
        ),
        "published": organisation.is_published,
    }
