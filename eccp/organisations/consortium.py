"""Who is in a partnership, as its page shows it: who coordinates, and the partners country by country."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from eccp.organisations.models import Organisation, Partner
from eccp.reference import labels
from eccp.reference.models import Country


@dataclass(frozen=True)
class Shown:
    """A partner in words. `url` leads to its profile, while that is published."""

    name: str
    country: Country | None
    url: str


@dataclass(frozen=True)
class Consortium:
    """All partners of one partnership; `countries` are all of them, with the coordinator's, by name."""

    coordinator: Shown | None
    groups: Sequence[tuple[Any, Sequence[Shown]]]
    countries: Sequence[Country]
    number: int


def consortium(organisation: Organisation) -> Consortium | None:
    """The partners of a profile that came `with_everything`; None where it names none."""
    rows = [(row.role, shown(row)) for row in organisation.partners.all()]
    if not rows:
        return None
    coordinators = [one for role, one in rows if role == Partner.Role.COORDINATOR]
    partners = [one for role, one in rows if role != Partner.Role.COORDINATOR]
    countries = {one.country.pk: one.country for _role, one in rows if one.country}
    in_order = labels.in_order(countries.values())
    groups: list[tuple[Any, Sequence[Shown]]] = [
        (str(country), [one for one in partners if one.country == country]) for country in in_order
    ]
    groups.append((_("Country not given"), [one for one in partners if one.country is None]))
    return Consortium(
        coordinators[0] if coordinators else None,
        [(heading, some) for heading, some in groups if some],
        in_order,
        len(rows),
    )


def shown(row: Partner) -> Shown:
    """One partner: by its profile's name and country where it is linked to a published one, else as typed."""
    if profile := row.public_profile:
        return Shown(profile.name, profile.country, profile.get_absolute_url())
    return Shown(row.name, row.country, "")
