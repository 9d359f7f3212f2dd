"""All that the directory's page shows for one question."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from eccp.directory import panel, results, search
from eccp.directory.facets import FIRST, MORE, NAMES
from eccp.directory.query import SORTS, VALUES_AT_MOST, Query
from eccp.directory.regions import Node, Tree
from eccp.directory.vocabulary import Vocabulary, facet_label


@dataclass(frozen=True)
class Opened:
    """What stands open beside the list: "More filters", and branches of the tree of regions.

    It belongs to the page and is no part of the question.
    """

    more: bool = False
    branches: frozenset[str] = frozenset()

    @classmethod
    def from_params(cls, params: QueryDict) -> "Opened":
        """Read it from an address: `more`, and `branch` for each branch by its code."""
        branches = frozenset(params.getlist("branch")[:VALUES_AT_MOST])
        return cls(bool(branches or params.get("more")), branches)


@dataclass(frozen=True)
class More:
    """What stands under "More filters"."""

    boxes: list[panel.Box]
    regions: list[Node]


@dataclass(frozen=True)
class Look:
    """One answer as the page shows it."""

    query: Query
    found: search.Found
    rows: list[results.Row]
    boxes: list[panel.Box]
    more: More | None
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
    def more_chosen(self) -> int:
        """How many filters are active under "More filters"."""
        return sum(len(self.query.facets.get(name, ())) for name in MORE)

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
    def clear_url(self) -> str:
        """The address without filters, with the same words."""
        return panel.address(Query(q=self.query.q, sort=self.query.sort))

    @property
    def address(self) -> str:
        """The question, from its first page, as the end of an address."""
        return self.query.first_page().address.removesuffix("?")


def look(query: Query, opened: Opened = Opened()) -> Look:
    """Answer a question for the page: a fixed number of queries to the database.

    What is under "More filters" is counted only when that part is open, or something in it is chosen.
    """
    wide = opened.more or any(query.facets.get(name) for name in MORE)
    found = search.find(query, facets=NAMES if wide else FIRST)
    query = found.query
    tree = _tree(found, opened)
    chosen = query.facets.get("region", ())
    vocabulary = Vocabulary([*tree.shown(), *chosen] if wide else (), NAMES if wide else FIRST)
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
        boxes=panel.boxes(found, vocabulary, FIRST),
        more=_more(found, tree, vocabulary) if wide and not found.plain else None,
        chips=panel.chips(query, vocabulary),
        ways_out=[]
        if found.answer.total
        else [panel.advice(way, vocabulary) for way in search.ways_out(query)],
        errors=errors,
        page=pages.get_page(query.page),
    )


def more(query: Query, opened: Opened) -> More:
    """What stands under "More filters", counted when somebody opens it."""
    found = search.find(query.first_page(), facets=MORE, size=1)
    tree = _tree(found, opened)
    return _more(found, tree, Vocabulary(tree.shown(), MORE))


def branch(query: Query, within: str) -> list[Node]:
    """The regions in a country or region, when somebody opens it there."""
    tree = _tree(search.find(query.first_page(), facets=("region",), size=1), Opened())
    return tree.nodes(Vocabulary(tree.shown(within), ()), within) if within else []


def regions_named(query: Query, words: str) -> list[Any]:
    """The boxes of the regions that somebody looks for by name."""
    tree = _tree(search.find(query.first_page(), facets=("region",), size=1), Opened())
    return tree.found(words, Vocabulary(tree.counts, ()))


def _tree(found: search.Found, opened: Opened) -> Tree:
    chosen = found.query.facets.get("region", ())
    return Tree(found.answer.facets.get("region", {}), chosen, opened.branches)


def _more(found: search.Found, tree: Tree, vocabulary: Vocabulary) -> More:
    return More(panel.boxes(found, vocabulary, MORE), tree.nodes(vocabulary))
