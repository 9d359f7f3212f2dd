"""Finding: one question in, one answer out, for page, map, download and programs alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eccp.directory import plain
from eccp.directory.engine import Answer, Cluster, Unavailable, reader
from eccp.directory.facets import NAMES
from eccp.directory.query import Box, Query
from eccp.reference.models import today

PAGE_SIZE = 20
WAYS_OUT_AT_MOST = 5


@dataclass(frozen=True)
class Found:
    """The answer to a question. `plain` says that there is no index now and the answer is a plain list."""

    query: Query
    answer: Answer
    plain: bool = False


@dataclass(frozen=True)
class WayOut:
    """What to drop from a question that found nothing, and how many profiles there would be.

    `dropped` is "q", "bbox" or a facet, and its value; no value where several go together.
    """

    query: Query
    dropped: tuple[str, str]
    total: int


def find(query: Query, *, facets: Sequence[str] = NAMES, size: int = PAGE_SIZE, clamp: bool = True) -> Found:
    """Answer a question as of today. A page beyond the last one is the last one, unless `clamp` is off.

    Cursors are for programs, which do not clamp: `BadCursor` where theirs is not one of ours. Without an
    index the answer comes from the database: sorted by name, narrowed by type and country.
    """
    if clamp:
        query = replace(query, cursor="")
    try:
        answer = reader().search(query, on=today(), facets=facets, size=size)
        last = max(1, -(-answer.total // size))
        if clamp and query.page > last:
            query = replace(query, page=last)
            answer = reader().search(query, on=today(), facets=facets, size=size)
        return Found(query, answer)
    except Unavailable:
        return Found(query, plain.answer(query, size), plain=True)


def ids(query: Query) -> list[int]:
    """The ids of everything that matches, in order. `Unavailable` while there is no index.

    They are for files, which have no place to say that they are but a plain list without the filters.
    """
    return reader().ids(query, on=today())


def points(query: Query) -> list[tuple[int, int, int]]:
    """The places of everything that matches: hundredths of a degree, and the id."""
    try:
        return reader().points(query, on=today())
    except Unavailable:
        return plain.points(query)


def clusters(query: Query, zoom: int, view: Box | None = None) -> list[Cluster]:
    """The places of everything that matches in groups for a map's zoom; none while there is no index."""
    try:
        return reader().clusters(query, on=today(), zoom=zoom, view=view)
    except Unavailable:
        return []


def version() -> str:
    """A word that changes with what can be found: with the index and, because of dates, with the day."""
    try:
        return f"{reader().version()}.{today().toordinal()}"
    except Unavailable:
        return ""


def ways_out(query: Query) -> list[WayOut]:
    """What to drop, one thing at a time, from a question that found nothing; the most promising first.

    Several values of one facet mean "or": to drop one of them would find no more, so all go together.
    """
    ways = [
        (query.without_facet(name), (name, values[0] if len(values) == 1 else ""))
        for name, values in query.facets.items()
    ]
    if query.bbox:
        ways.append((query.without_box(), ("bbox", str(query.bbox))))
    if query.q:
        ways.append((query.without_text(), ("q", query.q)))
    found = [WayOut(way, dropped, find(way, facets=(), size=1).answer.total) for way, dropped in ways]
    return sorted((way for way in found if way.total), key=lambda way: -way.total)[:WAYS_OUT_AT_MOST]
