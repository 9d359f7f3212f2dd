"""A list of pages, narrowed by what its address says: the one way that all lists of the hub are made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from eccp.content.lists.facets import (
    AnyFacet,
    ChoiceFacet,
    Counted,
    CountryFacet,
    TermFacet,
    count_terms,
    names_no_country,
)
from eccp.content.remembering import remembered
from eccp.content.search import matching, said
from eccp.core.names import sort_key
from eccp.directory.panel import AT_FIRST, Box, Chip, Option

PER_PAGE = 20
LONGEST = 200  # characters of a search
MOST_CHOSEN = 50  # values of one facet
FOR_ALL = "for_all"  # what counts for every value of a facet


@dataclass(frozen=True)
class Asked:
    """What an address asks of a list: words, and values by facet. What the list does not know is left out."""

    words: str
    chosen: dict[str, tuple[str, ...]]
    page: str

    @classmethod
    def of(cls, sent: QueryDict, facets: Sequence[AnyFacet]) -> "Asked":
        """Read the address. Values are kept as they came: those that do not exist find nothing."""
        chosen = {}
        for facet in facets:
            values = tuple(dict.fromkeys(value for value in sent.getlist(facet.name) if _is_value(value)))
            values = values[:MOST_CHOSEN]
            if isinstance(facet, ChoiceFacet):
                values = tuple(value for value in values if value in facet.choices)
            if values:
                chosen[facet.name] = values
        words = "".join(letter if letter.isprintable() else " " for letter in sent.get("q", ""))
        return cls(words.strip()[:LONGEST], chosen, sent.get("page", "1"))

    @property
    def words_said(self) -> str:
        """The words as the list says them in quotation marks of its own."""
        return said(self.words)

    def address(
        self,
        *,
        without: tuple[str, str] | None = None,
        adding: tuple[str, str] | None = None,
        without_all: str = "",
    ) -> str:
        """The query string on the first page: without one value, without a facet or the words ("q"), or with one more."""
        query = QueryDict(mutable=True)
        if self.words and without_all != "q":
            query["q"] = self.words
        for name, values in self.chosen.items():
            kept = [value for value in values if (name, value) != without and name != without_all]
            if kept:
                query.setlist(name, kept)
        if adding:
            query.appendlist(*adding)
        return f"?{query.urlencode()}" if query else ""


def _is_value(value: str) -> bool:
    """Whether it could be a value at all: some letters, none of them invisible."""
    return 0 < len(value) <= LONGEST and value.isprintable()


@dataclass(frozen=True)
class WayOut:
    """What to drop from a question that finds nothing, and how much there is then."""

    label: str
    url: str
    total: int


class Listing:
    """Rows narrowed by an address, with their facets, chips and pages.

    `rows` is an ordered QuerySet of one kind of page. A facet counts what its values would find beside all
    other choices, so its numbers do not change when its own boxes are ticked. All numbers together take
    three questions to the database, however many facets there are. `find` looks for words, where the rows are
    no pages.

    A list that is the same for everybody may have a name to be `known_as`: while its address asks for nothing,
    each process remembers how it reads for a minute, or until one of its pages is published or taken down.
    """

    def __init__(
        self,
        rows: QuerySet[Any],
        sent: QueryDict,
        facets: Sequence[AnyFacet],
        *,
        per_page: int = PER_PAGE,
        find: Callable[[QuerySet[Any], str], QuerySet[Any]] = matching,
        known_as: str = "",
    ) -> None:
        self.facets = facets
        self.asked = Asked.of(sent, facets)
        self.per_page = per_page
        self._known_as = "" if sent else known_as
        self._all = rows
        self._found = find(rows, self.asked.words) if self.asked.words else rows

    @cached_property
    def ways_out(self) -> list[WayOut]:
        """What to drop from a question that finds nothing so that something is found; two questions.

        Several values of a facet mean "or", so all of them go together. Where only one thing is asked, there is
        no way out but the whole list.
        """
        asked = self.asked
        if len(asked.chosen) + bool(asked.words) < 2:
            return []
        counts = {
            f"without_{name}": Count("pk", filter=self._condition(name, dropped=True) or None)
            for name in asked.chosen
        }
        found = self._found.order_by().aggregate(**counts)
        labels = {
            box.name: [one.label for one in [*box.at_first, *box.rest] if one.chosen] for box in self.boxes
        }
        ways = [
            WayOut(
                ", ".join(labels.get(name, [])),
                asked.address(without_all=name) or "?",
                found[f"without_{name}"],
            )
            for name in asked.chosen
        ]
        if asked.words:
            number = self._all.filter(self._condition()).count()
            ways.insert(0, WayOut(asked.words_said, asked.address(without_all="q") or "?", number))
        return [way for way in ways if way.total and way.label]

    def narrowed(self, *, but: str = "") -> QuerySet[Any]:
        """The rows that the address asks for; `but` leaves one facet out."""
        return self._found.filter(self._condition(but))

    @cached_property
    def page(self) -> PageOfRows[Any]:
        """The rows of the page that is asked for; the last one where there is no such page."""
        pages = Paginator(self._rows, self.per_page)
        pages.count = self.total
        return pages.get_page(self.asked.page)

    @property
    def total(self) -> int:
        """How many rows there are in all."""
        return self._numbers["total"]

    def count_of(self, name: str, value: str) -> int:
        """How many rows one choice of a `ChoiceFacet` would find beside all other choices.

        Of a `CountryFacet` that is `FOR_ALL`: how many count for every country.
        """
        return self._numbers.get(f"{name}_{value}", 0)

    @cached_property
    def boxes(self) -> list[Box]:
        """The facets that there is something to choose in."""
        return [box for facet in self.facets if (box := self._box(facet))]

    @cached_property
    def chips(self) -> list[Chip]:
        """What is active, each with the address that drops it."""
        found = [
            Chip(option.label, self.asked.address(without=(box.name, option.value)) or "?")
            for box in self.boxes
            for option in [*box.at_first, *box.rest]
            if option.chosen
        ]
        if self.asked.words:
            said = _("“%(words)s”") % {"words": self.asked.words_said}
            found.insert(0, Chip(said, self.asked.address(without_all="q") or "?"))
        return found

    @property
    def query(self) -> str:
        """The query string of what is asked, for feeds and exports of the same list."""
        return self.asked.address()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked at all."""
        return bool(self.asked.words or self.asked.chosen)

    def as_it_reads(self, render: Callable[[], str]) -> str:
        """The list as text of a page: rendered now, or what was rendered last where the list is `known_as`."""
        if not self._known_as or not settings.KEEP_PAGES:
            return render()
        pages = self._found.order_by().aggregate(number=Count("pk"), newest=Max("last_published_at"))
        newest = pages["newest"].timestamp() if pages["newest"] else 0
        return remembered(f"list.{self._known_as}.{pages['number']}.{newest}", render)

    def _beside(self, facet: AnyFacet) -> QuerySet[Any]:
        """The rows that all other choices leave; all of them the same ones where nothing is chosen in it."""
        return self.narrowed(but=facet.name) if facet.name in self.asked.chosen else self._rows

    @cached_property
    def _rows(self) -> QuerySet[Any]:
        return self.narrowed()

    def _condition(self, but: str = "", *, dropped: bool = False) -> Q:
        """That a row has all that is asked; `but` leaves one facet out, or drops what was chosen in it."""
        wanted = Q()
        for facet in self.facets:
            at_first = getattr(facet, "at_first", ())
            values = self.asked.chosen.get(facet.name) or at_first
            if facet.name == but:
                values = at_first if dropped else ()
            if values:
                wanted &= facet.condition(values)
        return wanted

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """How many rows there are, and how many each choice would find."""
        asked = {"total": Count("pk", filter=self._condition() or None)}
        for facet in self.facets:
            if isinstance(facet, ChoiceFacet):
                others = self._condition(facet.name)
                for code in facet.choices:
                    asked[f"{facet.name}_{code}"] = Count("pk", filter=others & facet.where(code))
            elif isinstance(facet, CountryFacet) and facet.for_all:
                others = self._condition(facet.name)
                asked[f"{facet.name}_{FOR_ALL}"] = Count("pk", filter=others & names_no_country())
        numbers: dict[str, int] = self._found.order_by().aggregate(**asked)
        return numbers

    @cached_property
    def _terms(self) -> dict[str, dict[str, Counted]]:
        facets = [facet for facet in self.facets if isinstance(facet, TermFacet)]
        return count_terms({facet.name: self._beside(facet) for facet in facets})

    def _counts(self, facet: AnyFacet) -> dict[str, Counted]:
        if isinstance(facet, TermFacet):
            return self._terms[facet.name]
        if isinstance(facet, ChoiceFacet):
            labels = facet.labels(facet.choices)
            numbers = {code: self.count_of(facet.name, code) for code in labels}
            return {code: Counted(labels[code], number) for code, number in numbers.items() if number}
        rows = self._beside(facet)
        if isinstance(facet, CountryFacet):
            return facet.counts(rows, self.count_of(facet.name, FOR_ALL))
        return facet.counts(rows)

    def _box(self, facet: AnyFacet) -> Box | None:
        chosen = self.asked.chosen.get(facet.name, ())
        counts = dict(self._counts(facet))
        if missing := [value for value in chosen if value not in counts]:
            number, labels = self.count_of(facet.name, FOR_ALL), facet.labels(missing)
            # What does not exist narrows the list too, so it is said and can be dropped.
            counts |= {value: Counted(labels.get(value, value), number) for value in missing}
        options = [
            Option(facet.name, value, one.label, one.number, value in chosen) for value, one in counts.items()
        ]
        if not options:
            return None
        if isinstance(facet, ChoiceFacet):
            order = list(facet.choices)
            options.sort(key=lambda option: order.index(option.value))
        else:
            options.sort(key=lambda option: (-(option.count or 0), sort_key(option.label)))
        cut = len(options) if len(options) <= AT_FIRST + 1 else AT_FIRST
        return Box(
            facet.name,
            facet.title,
            options[:cut],
            options[cut:],
            str(facet.all_of_them) % {"number": len(options)},
        )
