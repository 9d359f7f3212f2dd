"""The filters beside the results: facets with their counts, chips of what is active, ways out of nothing."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eccp.core.names import sort_key
from eccp.directory.facets import FACETS, Facet
from eccp.directory.query import Query
from eccp.directory.search import Found, WayOut
from eccp.directory.vocabulary import Vocabulary

AT_FIRST = 5
SEARCHED_FROM = 10


@dataclass(frozen=True)
class Option:
    """One value of a facet, as a box to tick."""

    value: str
    label: str
    count: int
    chosen: bool
    depth: int = 0


@dataclass(frozen=True)
class Box:
    """One facet with its options: some at once, the rest in a list that opens."""

    name: str
    label: str
    at_first: list[Option]
    rest: list[Option]
    all_of_them: str
    first: bool

    @property
    def open(self) -> bool:
        """Whether the rest stands open, because something in it is chosen."""
        return any(option.chosen for option in self.rest)

    @property
    def searched(self) -> bool:
        """Whether the rest is so long that one can search in it."""
        return len(self.rest) >= SEARCHED_FROM


@dataclass(frozen=True)
class Chip:
    """An active filter and the address without it."""

    label: str
    url: str


def boxes(found: Found, vocabulary: Vocabulary) -> list[Box]:
    """The facets in the order of the page; those without anything to choose are left out.

    Options stand by their number, then by name. A facet's numbers do not depend on its own choice, so
    nothing moves under the pointer of somebody who ticks one box after the other.
    """
    return [box for facet in FACETS if (box := _box(facet, found, vocabulary))]


def _box(facet: Facet, found: Found, vocabulary: Vocabulary) -> Box | None:
    chosen = found.query.facets.get(facet.name, ())
    counts = found.answer.facets.get(facet.name, {})
    if facet.name == "region":
        options = _regions(found, vocabulary)
    elif found.plain and facet.name in {"type", "country"}:
        options = [
            Option(v, vocabulary.label(facet.name, v), 0, v in chosen) for v in vocabulary.values(facet.name)
        ]
    else:
        values = {**dict.fromkeys(chosen, 0), **counts}
        options = [Option(v, vocabulary.label(facet.name, v), n, v in chosen) for v, n in values.items()]
        options.sort(key=lambda option: (-option.count, sort_key(option.label)))
    if not options:
        return None
    cut = len(options) if len(options) <= AT_FIRST + 1 else AT_FIRST
    return Box(
        facet.name,
        str(facet.label),
        options[:cut],
        options[cut:],
        str(facet.all_of_them) % {"number": len(options)},
        facet.first,
    )


def _regions(found: Found, vocabulary: Vocabulary) -> list[Option]:
    """The regions of the chosen countries, as a tree; without a country there are too many to choose from."""
    chosen = found.query.facets.get("region", ())
    if not (chosen or found.query.facets.get("country")):
        return []
    counts = {**dict.fromkeys(chosen, 0), **found.answer.facets.get("region", {})}
    return [
        Option(code, vocabulary.label("region", code), counts[code], code in chosen, len(code) - 3)
        for code in sorted(counts)
    ]


def chips(query: Query, vocabulary: Vocabulary) -> list[Chip]:
    """What is active, each with the address that drops it."""
    found = [
        Chip(vocabulary.label(name, value), address(query.without(name, value)))
        for name, value in query.filters
    ]
    if query.bbox:
        found.append(Chip(_("Area on the map"), address(query.without_box())))
    return found


def advice(way: WayOut, vocabulary: Vocabulary) -> Chip:
    """A way out of nothing in words: what to drop, and what there would be."""
    name, value = way.dropped
    if name == "q":
        said = _("Without the words “%(words)s”") % {"words": value}
    elif name == "bbox":
        said = _("On the whole map")
    else:
        said = _("Without “%(filter)s”") % {"filter": vocabulary.label(name, value)}
    number = ngettext("%(count)d organisation", "%(count)d organisations", way.total) % {"count": way.total}
    return Chip(f"{said}: {number}", address(way.query))


def address(query: Query) -> str:
    """The address of the directory with a question."""
    return reverse("directory:index") + query.address.removesuffix("?")
