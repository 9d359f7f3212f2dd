"""A profile's values as plain JSON, and the facts that criteria read."""

from datetime import date
from typing import Any

from eccp.organisations.criteria.base import Checked, Facts, check_all
from eccp.organisations.models import Organisation
from eccp.organisations.models.people import Answer
from eccp.reference.models import today
from eccp.reference.programmes import in_programme


def snapshot(organisation: Organisation) -> dict[str, Any]:
    """Every field of the profile's type, by name, as it stands in the database."""
    return {field.name: field.read(organisation) for field in organisation.kind}


def public_snapshot(organisation: Organisation) -> dict[str, Any]:
    """The same without what is never shown: contact person, staff, letters, ties to what is not public."""
    values = {field.name: field.read_public(organisation) for field in organisation.kind if field.public}
    if "recognitions" in values:
        values["recognitions"] = [
            {k: v for k, v in row.items() if k != "letter"} for row in values["recognitions"]
        ]
    return values


def facts(
    organisation: Organisation, *, typed: dict[str, Any] | None = None, on: date | None = None
) -> Facts:
    """The facts of a profile, with what is being typed laid over what is stored."""
    values = snapshot(organisation) | (typed or {})
    on = on or today()
    country = values.get("country") or organisation.country_id
    confirmed = any(row.status == Answer.ACCEPTED for row in organisation.memberships.all())
    return Facts(values, in_programme(country, on), on, confirmed)


def check(
    organisation: Organisation, *, typed: dict[str, Any] | None = None, on: date | None = None
) -> list[Checked]:
    """Ask every criterion of the profile's type, over the stored values or over those being typed."""
    return check_all(organisation.kind.criteria, facts(organisation, typed=typed, on=on))
