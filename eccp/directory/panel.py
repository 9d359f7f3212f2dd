"""The filters beside the results: facets with their counts, chips of what is active, ways out of nothing."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eccp.core.names import sort_key
from eccp.core.templatetags.face import grouped
from eccp.directory.facets import FACETS, Facet
from eccp.directory.markup import pick
from eccp.directory.query import Query
from eccp.directory.search import Found, WayOut
from eccp.directory.vocabulary import Vocabulary, facet_label

AT_FIRST = 5
SEARCHED_FROM = 10
LETTERS_SAID = 60
WITHOUT_INDEX = frozenset({"type", "country"})  # what the plain list can be narrowed by


@dataclass(frozen=True)
class Option:
    """One value of a facet, as a box to tick. Without an index there is no number."""

    facet: str
    value: str
    label: str
    count: int | None
    chosen: bool

    @property
    def html(self) -> SafeString:
        """The box as markup."""
        return pick(self.facet, self.value, self.label, self.count, chosen=self.chosen)


@dataclass(frozen=True)
class Box:
    """One facet with its options: some at once, the rest in a list that opens."""

    name: str
    label: str
    at_first: list[Option]
    rest: list[Option]
    all_of_them: str

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


def boxes(found: Found, vocabulary: Vocabulary, names: Collection[str]) -> list[Box]:
    """Some facets in the order of the page; those without anything to choose are left out.

    Options stand by their number, then by name; ranges and the like in their own order. A facet's numbers
    do not depend on its own choice, so nothing moves under the pointer of somebody who ticks one box
    after the other. Regions are no list but a tree, see `regions`.
    """
    shown = [facet for facet in FACETS if facet.name in names and facet.name != "region"]
    return [box for facet in shown if (box := _box(facet, found, vocabulary))]


def _box(facet: Facet, found: Found, vocabulary: Vocabulary) -> Box | None:
    name, chosen = facet.name, found.query.facets.get(facet.name, ())
    counts: dict[str, int | None] = {**dict.fromkeys(chosen, 0), **found.answer.facets.get(name, {})}
    if found.plain:
        counts = dict.fromkeys(vocabulary.values(name) if name in WITHOUT_INDEX else ())
    options = [Option(name, v, vocabulary.label(name, v), n, v in chosen) for v, n in counts.items()]
    if not options:
        return None
    if facet.values:
        order = list(facet.values)
        options.sort(key=lambda option: order.index(option.value) if option.value in order else len(order))
    elif not found.plain:
        options.sort(key=lambda option: (-(option.count or 0), sort_key(option.label)))
    cut = len(options) if len(options) <= AT_FIRST + 1 else AT_FIRST
    return Box(
        name,
        str(facet.label),
        options[:cut],
        options[cut:],
        str(facet.all_of_them) % {"number": len(options)},
    )


def chips(query: Query, vocabulary: Vocabulary) -> list[Chip]:
    """What is active, each with the address that drops it."""
    found = [
        Chip(vocabulary.said(name, value), address(query.without(name, value)))
        for name, value in query.filters
    ]
    if query.bbox:
        found.append(Chip(_("Area on the map"), address(query.without_box())))
    return found


def advice(way: WayOut, vocabulary: Vocabulary) -> Chip:
    """A way out of nothing in words: what to drop, and what there would be."""
    name, value = way.dropped
    if name == "q":
        said = _("Without the words “%(words)s”") % {"words": Truncator(value).chars(LETTERS_SAID)}
    elif name == "bbox":
        said = _("On the whole map")
    elif not value:
        said = _("With any “%(facet)s”") % {"facet": facet_label(name)}
    else:
        said = _("Without “%(filter)s”") % {"filter": vocabulary.said(name, value)}
    number = ngettext("%(count)s organisation", "%(count)s organisations", way.total)
    number %= {"count": grouped(way.total)}
    return Chip(f"{said}: {number}", address(way.query))


def address(query: Query) -> str:
    """The address of the directory with a question."""
    return reverse("directory:index") + query.address.removesuffix("?")
