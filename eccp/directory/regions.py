"""The regions as a tree: countries, and within them the statistical regions of three levels.

Of some two thousand regions only those are shown whose branch is open; the others come when it is opened.
Codes tell the tree: ES and ES5 lie around ES51. A country stands by its code in statistics (EL for Greece).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.safestring import SafeString

from eccp.core.names import fold, sort_key
from eccp.directory.markup import pick
from eccp.directory.vocabulary import Vocabulary

COUNTRY_LETTERS, LETTERS_AT_MOST = 2, 5
FOUND_AT_MOST = 30


@dataclass(frozen=True)
class Node:
    """A country or a region, with what it holds as far as that is open."""

    code: str
    label: str
    count: int
    chosen: bool = False
    inner: bool = False
    open: bool = False
    nodes: list["Node"] = field(default_factory=list)

    @property
    def is_country(self) -> bool:
        """Whether it only holds regions: countries are chosen in their own facet."""
        return len(self.code) == COUNTRY_LETTERS

    @property
    def html(self) -> SafeString:
        """The box to tick."""
        return pick("region", self.code, self.label, self.count, chosen=self.chosen)


class Tree:
    """The regions that something was found in, with their numbers."""

    def __init__(
        self, counts: Mapping[str, int], chosen: Collection[str] = (), branches: Collection[str] = ()
    ) -> None:
        """`chosen` regions are shown even where nothing was found; `branches` are the codes that stand open."""
        self.chosen = frozenset(code for code in chosen if COUNTRY_LETTERS < len(code) <= LETTERS_AT_MOST)
        self.counts = {**dict.fromkeys(self.chosen, 0), **counts}
        self.parts: dict[str, list[str]] = {}
        lines = {part for code in self.counts for part in _line(code)}
        for code in sorted(lines):
            self.parts.setdefault(_around(code), []).append(code)
        opened = {part for code in branches if code in self.parts for part in _line(code)}
        self._open = opened | {part for code in self.chosen for part in _line(code)[:-1]}

    def is_open(self, code: str) -> bool:
        """Whether one sees what it holds: it was opened, something in it is chosen, or nothing stands beside it."""
        return code in self.parts and (code in self._open or len(self.parts[_around(code)]) == 1)

    def shown(self, within: str = "") -> list[str]:
        """The codes that are seen, from one branch on: the words for them are needed."""
        seen: list[str] = []
        for code in self.parts.get(within, ()):
            seen.append(code)
            if self.is_open(code):
                seen += self.shown(code)
        return seen

    def nodes(self, vocabulary: Vocabulary, within: str = "") -> list[Node]:
        """The branch, or the whole tree: countries by name, regions by code, as their lists are ordered."""
        made = [self._node(code, vocabulary) for code in self.parts.get(within, ())]
        return made if within else sorted(made, key=lambda node: sort_key(node.label))

    def _node(self, code: str, vocabulary: Vocabulary) -> Node:
        opened = self.is_open(code)
        country = len(code) == COUNTRY_LETTERS
        return Node(
            code,
            vocabulary.country_of(code) if country else vocabulary.label("region", code),
            # Every profile lies in one region of the first level at most, so these add up.
            sum(self.counts.get(part, 0) for part in self.parts[code])
            if country
            else self.counts.get(code, 0),
            code in self.chosen,
            code in self.parts,
            opened,
            self.nodes(vocabulary, code) if opened else [],
        )

    def found(self, words: str, vocabulary: Vocabulary) -> list[SafeString]:
        """The boxes of the regions with these words in their names, in any script, or with this code; largest first."""
        asked = fold(words).split()
        fit = [
            (-count, sort_key(label), code, label)
            for code, count in self.counts.items()
            if (label := vocabulary.label("region", code))
            and (
                all(word in folded(f"{label} {vocabulary.country_of(code)}") for word in asked)
                or code.casefold() == words.strip().casefold()
            )
        ]
        return [
            pick(
                "region",
                code,
                label,
                -count,
                chosen=code in self.chosen,
                within=vocabulary.country_of(code),
                key="found",
            )
            for count, _key, code, label in sorted(fit)[:FOUND_AT_MOST]
        ]


def _around(code: str) -> str:
    """What a country or region lies in; nothing is around a country."""
    return code[:-1] if len(code) > COUNTRY_LETTERS else ""


def _line(code: str) -> list[str]:
    """From the country down to the region itself."""
    return [code[:letters] for letters in range(COUNTRY_LETTERS, len(code) + 1)]


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """The name folded. The same ones are asked for with every letter that somebody types."""
    return fold(name)
