"""The doors for programs: the same questions and answers as the page, as JSON."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query as Asked
from ninja import Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from eccp.directory import records, search
from eccp.directory.facets import NAMES
from eccp.directory.query import LETTERS_AT_MOST, PAGE_AT_MOST, VALUES_AT_MOST, Query
from eccp.organisations.models import Organisation

LIMIT_AT_MOST = 100
router = Router(tags=["profiles"])

Values = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=100)]], Field(max_length=VALUES_AT_MOST)
]


class Question(Schema):
    """What may be asked. Several values of one facet mean "or", facets together mean "and"."""

    q: str = Field(
        "", max_length=LETTERS_AT_MOST, description="Words, each of which must be found in the profile."
    )
    type: Values = Field([], description="Profile types by code.")
    country: Values = Field([], description="Countries by their ISO 3166 code; EL and UK are understood.")
    region: Values = Field([], description="Statistical regions by their NUTS 2024 code, of any level.")
    ecosystem: Values = Field([], description="Industrial ecosystems by code.")
    sector: Values = Field([], description="Sectors by code.")
    emerging_industry: Values = Field([], description="Emerging industries by code.")
    technology: Values = Field([], description="Technologies by code.")
    service: Values = Field([], description="Services by code.")
    label: Values = Field([], description="Excellence labels, by code, that are valid today.")
    trust: list[Literal["validated", "listed"]] = Field(
        [], description="Validated profiles, or profiles from registers.", max_length=2
    )
    language: Values = Field([], description="Working languages by code.")
    sought: Values = Field([], description="Countries in which partners are sought.")
    bbox: str = Field("", description="A part of the map in degrees: west,south,east,north.", max_length=100)
    sort: Literal["relevance", "name", "newest", "confirmed"] | None = Field(
        None, description="Without it: by relevance where there are words, else the last confirmed first."
    )
    limit: int = Field(20, ge=1, le=LIMIT_AT_MOST, description="Items a page.")
    page: int = Field(1, ge=1, le=PAGE_AT_MOST, description="Which page, from 1.")


class Item(Schema):
    """One profile in a list."""

    id: int
    url: str = Field(description="The profile's page.")
    trust: Literal["validated", "listed"]
    type: str
    name: str
    short_name: str
    country: str
    region: str | None
    city: str
    latitude: float | None
    longitude: float | None
    website: str
    summary: str
    ecosystems: list[str]
    technologies: list[str]
    services: list[str]
    last_confirmed: str | None = Field(description="The date on which the profile was last confirmed.")


class Criterion(Schema):
    """One criterion of the validation and what it says of the profile as it stands today."""

    code: str
    title: str
    source: str
    answer: Literal["met", "not_met", "look"]
    found: str = Field(description="Empty where the finding rests on facts that are not public.")


class Profile(Item):
    """One profile with all its public fields."""

    values: dict[str, Any] = Field(description="Every public field of the profile's type by its name.")
    criteria: list[Criterion] = Field(description="For validated profiles; empty for those from registers.")


class Profiles(Schema):
    """One page of an answer."""

    total: int = Field(description="How many profiles match.")
    page: int
    limit: int
    facets: dict[str, dict[str, int]] = Field(
        description="How many of the matches have each value. A facet's own counts ignore its own choice."
    )
    smes: int = Field(
        description="SMEs declared by the clusters that match; one in two clusters counts twice."
    )
    forgiven: bool = Field(description="Whether words were matched with typing errors.")
    items: list[Item]


class Problem(Schema):
    """What went wrong, as in RFC 9457."""

    type: str
    title: str
    status: int
    detail: str


@router.get("", response={200: Profiles, 422: Problem, 503: Problem}, summary="Find profiles")
def find_profiles(request: HttpRequest, asked: Asked[Question]) -> Any:
    """Find public profiles, with exact counts of every facet. Contact persons are never part of it."""
    query = Query.from_params(request.GET)
    if query.errors:
        raise HttpError(422, " ".join(query.errors))
    found = search.find(query, size=asked.limit, clamp=False)
    if found.plain:
        raise HttpError(503, "The search is being set up and is back in a minute.")
    return {
        "total": found.answer.total,
        "page": query.page,
        "limit": asked.limit,
        "facets": {name: found.answer.facets[name] for name in NAMES},
        "smes": found.answer.smes,
        "forgiven": found.answer.forgiven,
        "items": records.items(found.answer.ids),
    }


@router.get("/{int:pk}", response={200: Profile, 404: Problem, 422: Problem}, summary="Read one profile")
def read_profile(request: HttpRequest, pk: int) -> Any:
    """One public profile with all its public fields; validated ones with their criteria."""
    organisation = Organisation.objects.public().filter(pk=pk).with_everything().first()
    if organisation is None:
        raise HttpError(404, "There is no public profile with this number.")
    return records.profile(organisation)
