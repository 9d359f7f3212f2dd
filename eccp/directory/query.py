"""What somebody asks of the directory: parsed from an address, written back to one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eccp.directory.facets import BY_NAME, NAMES

LETTERS_AT_MOST = 200
VALUES_AT_MOST = 60
VALUE_LETTERS_AT_MOST = 60
FILTERS_AT_MOST = (
    120  # of all facets together: each stands on the page with the whole question in its address
)
PAGE_AT_MOST = 100_000
CURSOR_AT_MOST = 100
SORTS: dict[str, Any] = {
    "relevance": gettext_lazy("Best match"),
    "name": gettext_lazy("Name"),
    "newest": gettext_lazy("Newest"),
    "confirmed": gettext_lazy("Last confirmed"),
}
COUNTRY_FACETS = {"country", "sought"}
IN_STATISTICS = {"EL": "GR", "UK": "GB"}  # the Union's statistics write these two otherwise than ISO 3166


@dataclass(frozen=True)
class Box:
    """A part of the map, in degrees. Its edges belong to it."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def read(cls, text: str) -> "Box":
        """Read "west,south,east,north"; `ValueError` where that is no box."""
        west, south, east, north = (round(float(part), 4) for part in text.split(","))
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise ValueError(text)
        return cls(west, south, east, north)

    def __str__(self) -> str:
        return ",".join(format(edge, ".7g") for edge in (self.west, self.south, self.east, self.north))


@dataclass(frozen=True)
class Query:
    """One question. Several values of a facet mean "or", facets together mean "and".

    `cursor` is where a list goes on, as the answer before it said; programs use it in place of `page`.
    `errors` has, in kind words, what could not be understood and was left out.
    """

    q: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bbox: Box | None = None
    sort: str = ""
    page: int = 1
    cursor: str = ""
    errors: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_params(cls, params: QueryDict) -> "Query":
        """Read an address. What cannot be understood is left out and said in `errors`."""
        errors: list[str] = []
        q = " ".join(
            "".join(letter if letter.isprintable() else " " for letter in params.get("q", "")).split()
        )
        if len(q) > LETTERS_AT_MOST:
            q = q[:LETTERS_AT_MOST].rstrip()
            errors.append(_("We searched for the first %(most)s letters only.") % {"most": LETTERS_AT_MOST})
        facets = _facets(params, errors)
        sort = params.get("sort", "")
        if sort and sort not in SORTS:
            errors.append(_("We cannot sort by “%(sort)s”.") % {"sort": sort[:40]})
            sort = ""
        cursor = params.get("cursor", "").strip()[:CURSOR_AT_MOST]
        return cls(q, facets, _box(params, errors), sort, _page(params, errors), cursor, tuple(errors))

    def to_params(self) -> QueryDict:
        """Write the address of this question, always in the same order, without what is empty."""
        params = QueryDict(mutable=True)
        if self.q:
            params["q"] = self.q
        for name in NAMES:
            if self.facets.get(name):
                params.setlist(name, list(self.facets[name]))
        if self.bbox:
            params["bbox"] = str(self.bbox)
        if self.sort:
            params["sort"] = self.sort
        if self.page > 1:
            params["page"] = str(self.page)
        if self.cursor:
            params["cursor"] = self.cursor
        return params

    @property
    def address(self) -> str:
        """The question as the end of an address: "?q=…", or "?" when nothing is asked."""
        return "?" + self.to_params().urlencode(safe=",")

    @property
    def order(self) -> str:
        """How the answer is sorted: without words to match, the last confirmed come first."""
        order = self.sort or "relevance"
        return "confirmed" if order == "relevance" and not self.q else order

    @property
    def filters(self) -> list[tuple[str, str]]:
        """Every chosen value with its facet."""
        return [(name, value) for name in NAMES for value in self.facets.get(name, ())]

    @property
    def narrowed(self) -> int:
        """How many filters are active, the part of the map among them."""
        return len(self.filters) + bool(self.bbox)

    def without(self, name: str, value: str) -> "Query":
        """The question without one value of a facet, from its first page."""
        rest = tuple(one for one in self.facets.get(name, ()) if one != value)
        return replace(self, facets=_with(self.facets, name, rest), page=1)

    def without_facet(self, name: str) -> "Query":
        """The question without any value of a facet: what that facet's own counts are counted in."""
        return replace(self, facets=_with(self.facets, name, ()), page=1)

    def without_text(self) -> "Query":
        """The question without its words."""
        return replace(self, q="", page=1)

    def without_box(self) -> "Query":
        """The question for the whole map."""
        return replace(self, bbox=None, page=1)

    def everything(self) -> "Query":
        """The question without words and filters, in the same order."""
        return Query(sort=self.sort)

    def first_page(self) -> "Query":
        """The question from its first page."""
        return replace(self, page=1, cursor="")


def _with(
    facets: Mapping[str, tuple[str, ...]], name: str, values: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    changed = {key: kept for key, kept in facets.items() if key != name}
    return changed | ({name: values} if values else {})


def _facets(params: QueryDict, errors: list[str]) -> dict[str, tuple[str, ...]]:
    given = [(name, value) for name in NAMES for value in _values(name, params, errors)]
    facets: dict[str, tuple[str, ...]] = {}
    for name, value in given[:FILTERS_AT_MOST]:
        facets[name] = (*facets.get(name, ()), value)
    if len(given) > FILTERS_AT_MOST:
        errors.append(
            _("At most %(most)s filters can be set at once; we took the first ones.")
            % {"most": FILTERS_AT_MOST}
        )
    return facets


def _values(name: str, params: QueryDict, errors: list[str]) -> tuple[str, ...]:
    given = [value.strip() for value in params.getlist(name) if value.strip()]
    if senseless := [value for value in given if len(value) > VALUE_LETTERS_AT_MOST]:
        given = [value for value in given if value not in senseless]
        errors.append(
            _("We know no “%(value)s” under “%(facet)s”.")
            % {"value": f"{senseless[0][:VALUE_LETTERS_AT_MOST]}…", "facet": BY_NAME[name].label}
        )
    if name in COUNTRY_FACETS:
        given = [IN_STATISTICS.get(value.upper(), value.upper()) for value in given]
    elif name == "region":
        given = [value.upper() for value in given]
    values = tuple(sorted(set(given)))
    if len(values) > VALUES_AT_MOST:
        errors.append(
            _("At most %(most)s values of “%(facet)s” can be asked for at once; we took the first ones.")
            % {"most": VALUES_AT_MOST, "facet": BY_NAME[name].label}
        )
    return values[:VALUES_AT_MOST]


def _box(params: QueryDict, errors: list[str]) -> Box | None:
    if not (text := params.get("bbox", "").strip()):
        return None
    try:
        return Box.read(text)
    except ValueError:
        errors.append(
            _("We did not understand the part of the map: it takes west, south, east and north in degrees.")
        )
        return None


def _page(params: QueryDict, errors: list[str]) -> int:
    text = params.get("page", "").strip() or "1"
    if text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= PAGE_AT_MOST:
        return int(text)
    errors.append(_("There is no page “%(page)s”; this is the first one.") % {"page": text[:20]})
    return 1
