"""What the map shows: every place where they are few, else clusters of the part that is looked at."""

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from eccp.directory import panel, search
from eccp.directory.query import Box, Query
from eccp.directory.vocabulary import Vocabulary

POINTS_AT_MOST = 5_000
CELLS_AT_MOST = 5_000
CLOSEST = 14  # cells of a quarter of a hundredth of a degree and less: one place each
OVERVIEW = 5  # fine enough to say how far the matches reach
KEPT_BYTES = 16 * 2**20
BESIDES = 400  # bytes that an answer of any size costs, about
NAMED_AT_MOST = 5  # filters above a map that is as small as a phone
FORM = "places-2"  # raise it with the form of the answer, or browsers keep the old one


@dataclass(frozen=True)
class Sight:
    """How closely somebody looks at the map, and at which part of it."""

    zoom: int = 0
    view: Box | None = None

    @classmethod
    def from_params(cls, params: QueryDict) -> "Sight":
        """Read it from an address. What is no number or no box means all of it."""
        zoom = params.get("zoom", "")
        try:
            view = Box.read(params.get("view", ""))
        except ValueError:
            view = None
        return cls(min(int(zoom[:3]), CLOSEST) if zoom.isascii() and zoom.isdigit() else 0, view)


class Kept:
    """Answers of this process, the last used ones, within a number of bytes: questions may be longer than answers."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, bytes] = OrderedDict()

    def get(self, key: str) -> bytes | None:
        """The answer under a key, which makes it the last one used."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: str, answer: bytes) -> None:
        """Keep an answer; those not used for longest make room. One that is too large is not kept."""
        with self._lock:
            if key in self._answers:
                self.size -= weight(key, self._answers.pop(key))
            if weight(key, answer) > self.most // 4:
                return
            self._answers[key] = answer
            self.size += weight(key, answer)
            while self.size > self.most:
                self.size -= weight(*self._answers.popitem(last=False))


def weight(key: str, answer: bytes) -> int:
    """About how many bytes of memory it takes to keep an answer."""
    return len(key) + len(answer) + BESIDES


_kept = Kept(KEPT_BYTES)


def question(query: Query) -> Query:
    """What of a question matters to a map: neither the order nor the page."""
    return replace(query.first_page(), sort="")


def places(query: Query, sight: Sight) -> bytes:
    """What the map shows, as compact JSON; longitudes and latitudes are whole hundredths of a degree.

    Up to 5,000 matches with a place: `points`, three numbers each (longitude, latitude, id), wherever one
    looks. More: `clusters` of the view, four numbers each (longitude, latitude, count, id where the count
    is 1, else 0); the counts sum to the matches in the view. `total` is the number of matches with a
    place, `bounds` (west, south, east, north in degrees) says how far they reach.
    Answers are kept by question and version of the index.
    """
    query = question(query)
    version = search.version()
    asked = f"{version} {query.address}"
    for key in (asked, f"{asked} {sight.zoom} {sight.view}"):
        if version and (known := _kept.get(key)):
            return known
    found = search.find(query, facets=(), size=1)
    few = found.plain or found.answer.on_map <= POINTS_AT_MOST
    answer = _points(query) if few else _clusters(query, sight, found.answer.on_map)
    if version and not found.plain:
        _kept.put(asked if few else f"{asked} {sight.zoom} {sight.view}", answer)
    return answer


@dataclass(frozen=True)
class Embedded:
    """The map alone, as other sites show it: what was found, and by which words and filters.

    `filters` has the first of them, `more` says how many others there are.
    """

    query: Query
    found: search.Found
    filters: list[str]
    more: int

    @classmethod
    def of(cls, query: Query) -> "Embedded":
        """Answer a question for the map alone."""
        found = search.find(question(query), facets=(), size=1)
        asked = found.query
        named = asked.filters[:NAMED_AT_MOST]
        regions = [value for name, value in named if name == "region"]
        vocabulary = Vocabulary(regions, {name for name, _value in named})
        filters = [_("“%(words)s”") % {"words": asked.q}] if asked.q else []
        filters += [vocabulary.said(name, value) for name, value in named]
        if asked.bbox:
            filters.append(_("Area on the map"))
        return cls(asked, found, filters, len(asked.filters) - len(named))

    @property
    def total(self) -> int:
        """How many profiles match."""
        return self.found.answer.total

    @property
    def list_url(self) -> str:
        """Where the same organisations are a list."""
        return panel.address(self.query)

    @property
    def points_url(self) -> str:
        """Where the map finds the places."""
        return reverse("directory:points") + self.query.address.removesuffix("?")


def embed_code(query: Query) -> SafeString:
    """The line of HTML with which another site shows the map alone, with the filters of a question."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="480" loading="lazy"></iframe>',
        settings.SITE_URL + reverse("directory:embed") + question(query).address.removesuffix("?"),
        _("Map of cluster organisations"),
    )


def _points(query: Query) -> bytes:
    return _compact({"points": [number for point in search.points(query) for number in point]})


def _clusters(query: Query, sight: Sight, total: int) -> bytes:
    """Clusters as fine as asked for, or as fine as can be sent."""
    for zoom in range(sight.zoom, -1, -1):
        cells = search.clusters(query, zoom, sight.view)
        if len(cells) <= CELLS_AT_MOST:
            break
    reach = search.clusters(query, OVERVIEW, None)
    lngs, lats = [cell.lng / 100 for cell in reach], [cell.lat / 100 for cell in reach]
    return _compact(
        {
            "clusters": [number for cell in cells for number in cell],
            "total": total,
            "bounds": [
                min(lngs, default=-180),
                min(lats, default=-85),
                max(lngs, default=180),
                max(lats, default=85),
            ],
        }
    )


def _compact(answer: dict[str, object]) -> bytes:
    return json.dumps(answer, separators=(",", ":")).encode()
