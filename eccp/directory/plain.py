"""The answer while there is no index: a plain list from the database, by name, by type and country."""

from eccp.directory.engine import Answer
from eccp.directory.query import Query
from eccp.organisations.models import Organisation, OrganisationQuerySet

ON_MAP_AT_MOST = 5000


def matching(query: Query) -> OrganisationQuerySet:
    """The public profiles of the chosen types and countries. Words and other filters are left out."""
    rows = Organisation.objects.public().order_by("sort_key", "pk")
    if types := query.facets.get("type"):
        rows = rows.of_type(*types)
    if countries := query.facets.get("country"):
        rows = rows.filter(country__in=countries)
    return rows


def answer(query: Query, size: int) -> Answer:
    """One page of the list, without counts."""
    rows = matching(query)
    start = (query.page - 1) * size
    on_map = rows.filter(longitude__isnull=False).count()
    return Answer(
        list(rows.values_list("pk", flat=True)[start : start + size]), rows.count(), {}, on_map=on_map
    )


def points(query: Query) -> list[tuple[int, int, int]]:
    """The places of the list, at most five thousand."""
    rows = matching(query).filter(longitude__isnull=False).values_list("longitude", "latitude", "pk")
    places = rows[:ON_MAP_AT_MOST]
    return [(round((lng or 0) * 100), round((lat or 0) * 100), pk) for lng, lat, pk in places]
