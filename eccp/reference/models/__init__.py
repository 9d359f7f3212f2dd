"""Facts that many rooms use: countries, regions, places, terms, programmes, services, closing days."""

from eccp.reference.models.access import AccessException, Restriction, Service
from eccp.reference.models.base import Sourced, today
from eccp.reference.models.days import ClosingDay
from eccp.reference.models.geography import Country, CountryLabel, Place, PlaceName, Region, RegionCode
from eccp.reference.models.programmes import Participation, ParticipationQuerySet, Programme
from eccp.reference.models.terms import Scheme, Term, TermLabel, TermQuerySet

__all__ = [
    "AccessException",
    "ClosingDay",
    "Country",
    "CountryLabel",
    "Participation",
    "ParticipationQuerySet",
    "Place",
    "PlaceName",
    "Programme",
    "Region",
    "RegionCode",
    "Restriction",
    "Scheme",
    "Service",
    "Sourced",
    "Term",
    "TermLabel",
    "TermQuerySet",
    "today",
]
