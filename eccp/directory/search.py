"""Finding: one question in, one answer out, for page, map, download and programs alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eccp.directory import plain
from eccp.directory.engine import Answer, Unavailable, reader
from eccp.directory.facets import NAMES
from eccp.directory.query import Query
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
    """What to drop from a question that found nothing, and how many profiles there would be."""

    query: Query
    dropped: tuple[str, str]
    total: int


def find(query: Query, *, facets: Sequence[str] = NAMES, size: int = PAGE_SIZE, clamp: bool = True) -> Found:
    """Answer a question as of today. A page beyond the last one is the last one, unless `clamp` is off.

    Without an index the answer comes from the database: sorted by name, narrowed by type and country.
    """
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
    """The ids of everything that matches, in order."""
    try:
        return reader().ids(query, on=today())
    except Unavailable:
        return plain.ids(query)


def points(query: Query) -> list[tuple[int, int, int]]:
    """The places of everything that matches: hundredths of a degree, and the id."""
    try:
        return reader().points(query, on=today())
    except Unavailable:
        return plain.points(query)


def version() -> str:
    """A word that changes with what can be found: with the index and, because of dates, with the day."""
    try:
        return f"{reader().version()}.{today().toordinal()}"
    except Unavailable:
        return ""


def ways_out(query: Query) -> list[WayOut]:
    """What to drop, one thing at a time, from a question that found nothing; the most promising first."""
    ways = [(query.without(name, value), (name, value)) for name, value in query.filters]
    if query.bbox:
        ways.append((query.without_box(), ("bbox", str(query.bbox))))
    if query.q:
        ways.append((query.without_text(), ("q", query.q)))
    found = [WayOut(way, dropped, find(way, facets=(), size=1).answer.total) for way, dropped in ways]
    return sorted((way for way in found if way.total), key=lambda way: -way.total)[:WAYS_OUT_AT_MOST]
