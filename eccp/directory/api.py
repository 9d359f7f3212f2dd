"""The doors for programs: the same questions and answers as the page, as JSON."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Router, Schema
from ninja import Query as Asked
from ninja.errors import HttpError
from pydantic import AfterValidator, Field

from eccp.core.problems import PROBLEMS, Problem, refuse_unclear, unclear
from eccp.directory import records, search
from eccp.directory.engine import BadCursor
from eccp.directory.facets import FIRST, NAMES
from eccp.directory.query import CURSOR_AT_MOST, LETTERS_AT_MOST, VALUE_LETTERS_AT_MOST, VALUES_AT_MOST, Query
from eccp.directory.ranges import FOUNDED, MEMBERS
from eccp.organisations.models import Organisation

LIMIT_AT_MOST = 100
UNSAID: Any = None  # what a parameter is that may be left out, but not be empty
LONGITUDE = r"-?(?:180(?:\.0+)?|(?:1[0-7][0-9]|[0-9]{1,2})(?:\.[0-9]+)?)"
LATITUDE = r"-?(?:90(?:\.0+)?|[0-8]?[0-9](?:\.[0-9]+)?)"
router = Router(tags=["profiles"])

Value = Annotated[str, Field(max_length=VALUE_LETTERS_AT_MOST, pattern=r"^[0-9A-Za-z._-]+$")]
Values = Annotated[list[Value], Field(max_length=VALUES_AT_MOST)]


def known(name: str) -> str:
    """The name of a facet as it was given; an error where there is none of that name."""
    if name not in NAMES:
        raise ValueError(f"There is no facet of that name; there are {', '.join(NAMES)}.")
    return name


FacetName = Annotated[str, AfterValidator(known), Field(json_schema_extra={"enum": list(NAMES)})]


class Question(Schema):
    """What may be asked. Several values of one facet mean "or", facets together mean "and"."""

    q: str = Field(
        "",
        max_length=LETTERS_AT_MOST,
        description="Words, each of which must be found in the profile; typing errors are forgiven.",
        examples=["hydrogen valley"],
    )
    type: Values = Field([], description="Profile types by code.")
    country: Values = Field(
        [], description="Countries by their ISO 3166 code; EL and UK are understood.", examples=[["ES", "PT"]]
    )
    region: Values = Field([], description="Statistical regions by their NUTS 2024 code, of any level.")
    ecosystem: Values = Field([], description="Industrial ecosystems by code.")
    sector: Values = Field([], description="Sectors by code.")
    emerging_industry: Values = Field([], description="Emerging industries by code.")
    technology: Values = Field([], description="Technologies by code.")
    service: Values = Field([], description="Services by code.")
    members: Values = Field(
        [], description=f"Members of the cluster, as ranges: {', '.join(one.code for one in MEMBERS)}."
    )
    founded: Values = Field(
        [], description=f"When it was founded, as ranges of years: {', '.join(one.code for one in FOUNDED)}."
    )
    partnership_strand: Values = Field([], description="Programmes of partnerships, by code.")
    label: Values = Field([], description="Excellence labels, by code, that are valid today.")
    access: list[Literal["eu", "programme", "third"]] = Field(
        [],
        description="Programme access of the country, today: EU country, programme country outside the EU, third country.",
        max_length=3,
    )
    trust: list[Literal["validated", "listed"]] = Field(
        [], description="Validated profiles, or profiles from registers.", max_length=2
    )
    language: Values = Field([], description="Working languages by code.")
    sought: Values = Field([], description="Countries in which partners are sought.")
    bbox: str = Field(
        UNSAID,
        description=(
            "A part of the map in degrees: west,south,east,north, with west ≤ east and south ≤ north. "
            "Its edges belong to it; profiles without a place do not."
        ),
        pattern=f"^{LONGITUDE},{LATITUDE},{LONGITUDE},{LATITUDE}$",
        max_length=100,
        examples=["-9.5,36,3.3,43.8"],
    )
    sort: Literal["relevance", "name", "newest", "confirmed"] = Field(
        UNSAID, description="Without it: by relevance where there are words, else the last confirmed first."
    )
    limit: int = Field(20, ge=1, le=LIMIT_AT_MOST, description="How many items at most.")
    cursor: str = Field(
        UNSAID,
        description=(
            "What `next` of the answer before said, with all other parameters as they were: gives the items that "
            "follow. While nothing changes, none comes twice and none is left out."
        ),
        min_length=1,
        max_length=CURSOR_AT_MOST,
    )
    facets: list[FacetName] = Field(
        list(FIRST), description="Which facets are counted. Fewer are faster.", max_length=len(NAMES)
    )


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
    last_confirmed: date | None = Field(description="The date on which the profile was last confirmed.")
    from_register: str = Field(description="Where a listed profile comes from; empty for validated ones.")


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

    total: int = Field(description="How many profiles match, on all pages.", ge=0)
    limit: int
    next: str | None = Field(description="The cursor of the items that follow; null where nothing does.")
    facets: dict[str, dict[str, int]] = Field(
        description=(
            "How many of the matches have each value, for the facets asked for. "
            "A facet's own counts ignore its own choice. Values that nobody has are left out."
        )
    )
    smes: int = Field(
        description="SMEs declared by the clusters that match; one in two clusters counts twice."
    )
    forgiven: bool = Field(description="Whether words were matched with typing errors.")
    items: list[Item]


NEXT = {
    "operationId": "find_profiles",
    "parameters": {"cursor": "$response.body#/next"},
    "description": "The items that follow, with all other parameters as they were.",
}


@router.get(
    "",
    response={200: Profiles, 304: None, **PROBLEMS, 503: Problem},
    summary="Find profiles",
    operation_id="find_profiles",
    openapi_extra={"responses": {200: {"links": {"next": NEXT}}}},
)
def find_profiles(request: HttpRequest, asked: Asked[Question]) -> Any:
    """Find public profiles, with exact counts of the facets. Contact persons are never part of it."""
    refuse_unclear(request, Question.model_fields)
    query = Query.from_params(request.GET)
    if query.errors:  # only a box can be well written and make no sense: its edges in the wrong order
        raise unclear({"bbox": " ".join(query.errors)})
    try:
        found = search.find(query, facets=list(dict.fromkeys(asked.facets)), size=asked.limit, clamp=False)
    except BadCursor as bad:
        raise unclear({"cursor": "This cursor is not one of ours. Begin again without it."}) from bad
    if found.plain:
        raise HttpError(503, "The search is being set up and is back in a minute.")
    answer = found.answer
    return {
        "total": answer.total,
        "limit": asked.limit,
        "next": answer.next or None,
        "facets": answer.facets,
        "smes": answer.smes,
        "forgiven": answer.forgiven,
        "items": records.items(answer.ids),
    }


@router.get(
    "/{int:pk}",
    response={200: Profile, 304: None, 404: Problem, **PROBLEMS},
    summary="Read one profile",
    operation_id="read_profile",
)
def read_profile(
    request: HttpRequest, pk: Annotated[int, Path(ge=1, description="The profile's number.")]
) -> Any:
    """One public profile with all its public fields; validated ones with their criteria."""
    refuse_unclear(request, {})
    organisation = Organisation.objects.public().filter(pk=pk).with_everything().first()
    if organisation is None:
        raise HttpError(404, "There is no public profile with this number.")
    return records.profile(organisation)
