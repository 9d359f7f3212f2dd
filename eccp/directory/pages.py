"""All that the directory's page shows for one question."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from eccp.directory import panel, results, search
from eccp.directory.query import SORTS, Query
from eccp.directory.vocabulary import Vocabulary, facet_label


@dataclass(frozen=True)
class Look:
    """One answer as the page shows it."""

    query: Query
    found: search.Found
    rows: list[results.Row]
    boxes: list[panel.Box]
    chips: list[panel.Chip]
    ways_out: list[panel.Chip]
    errors: list[str]
    page: Page[Any]

    @property
    def total(self) -> int:
        """How many profiles match."""
        return self.found.answer.total

    @property
    def plain(self) -> bool:
        """Whether the index is away and the list is a plain one."""
        return self.found.plain

    @property
    def sorts(self) -> list[tuple[str, Any, bool]]:
        """The ways to sort. The usual one has no code, so that words typed later are sorted by the best match."""
        usual = "relevance" if self.query.q else "confirmed"
        codes = [usual, *(code for code in SORTS if code not in {usual, "relevance"})]
        return [("" if code == usual else code, SORTS[code], code == self.query.order) for code in codes]

    @property
    def points_url(self) -> str:
        """Where the map finds the places of all matches."""
        return reverse("directory:points") + self.address

    @property
    def download_url(self) -> str:
        """Where the same result is a file."""
        return reverse("directory:download") + self.address

    @property
    def clear_url(self) -> str:
        """The address without filters, with the same words."""
        return panel.address(Query(q=self.query.q, sort=self.query.sort))

    @property
    def address(self) -> str:
        """The question, from its first page, as the end of an address."""
        return self.query.first_page().address.removesuffix("?")


def look(query: Query) -> Look:
    """Answer a question for the page: a fixed number of queries to the database."""
    found = search.find(query)
    query = found.query
    regions = {**dict.fromkeys(query.facets.get("region", ()))}
    if query.facets.get("country") or regions:
        regions |= found.answer.facets.get("region", {})
    vocabulary = Vocabulary(regions)
    errors = [
        *query.errors,
        *(
            _("We know no “%(value)s” under “%(facet)s”.") % {"value": value[:60], "facet": facet_label(name)}
            for name, value in query.filters
            if not vocabulary.knows(name, value)
        ),
    ]
    pages = Paginator(range(found.answer.total), search.PAGE_SIZE)
    return Look(
        query=query,
        found=found,
        rows=results.rows(found.answer, query),
        boxes=panel.boxes(found, vocabulary),
        chips=panel.chips(query, vocabulary),
        ways_out=[]
        if found.answer.total
        else [panel.advice(way, vocabulary) for way in search.ways_out(query)],
        errors=errors,
        page=pages.get_page(query.page),
    )
