"""The names of countries, regions and terms in all languages held, folded, to be found by how they begin."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Max
from django.utils.translation import get_language

from eccp.core.name_words import JOINING
from eccp.core.names import fold
from eccp.directory.facets import BY_NAME
from eccp.reference.labels import ENGLISH
from eccp.reference.models import Country, CountryLabel, Region, Term, TermLabel

TOPICS = ("ecosystem", "technology", "sector", "emerging_industry", "service")
OF_SCHEME = {BY_NAME[name].scheme: name for name in TOPICS}
EXACT, BEGINNING, IN_OTHER_WORDS, INSIDE = range(4)
Key = tuple[str, str]  # a facet and one of its values


class Match(NamedTuple):
    """A value and how well one of its names fits: it is what was typed, or begins so, or has a word that does.

    A name in another language comes after one in the reader's own. Less is better.
    """

    rank: int
    name: str
    facet: str
    value: str


@dataclass(frozen=True)
class Labels:
    """All names, read once.

    `text` has a folded name a line, with a space in front of every word, so that one search in it finds all;
    `starts` says where each line begins, `lines` whose name it is. `names` are those to show, by language;
    `within` gives a region's country.
    """

    text: str
    starts: list[int]
    lines: list[tuple[Key, str]]
    names: Mapping[Key, Mapping[str, str]]
    within: Mapping[str, str]
    edition: tuple[Any, ...]

    @classmethod
    def read(cls, before: "Labels | None" = None) -> "Labels":
        """Read them, or keep those from before where no term and no country was stored since."""
        edition = _edition()
        if before and before.edition == edition:
            return before
        names: dict[Key, dict[str, str]] = {}
        lines: dict[tuple[str, Key], str] = {}
        within: dict[str, str] = {}

        def add(key: Key, label: str, language: str = "", *, shown: bool = True) -> None:
            lines.setdefault((f" {fold(label)}", key), label)
            if shown:
                names.setdefault(key, {}).setdefault(language, label)

        for code, name in Country.objects.values_list("code", "name"):
            add(("country", code), name)
        for code, language, label in CountryLabel.objects.values_list("country_id", "language", "label"):
            add(("country", code), label, language, shown=language != ENGLISH)
        for code, country, name in Region.objects.values_list("code", "country_id", "name"):
            add(("region", code), name)
            within[code] = country
        terms = Term.objects.filter(scheme__in=OF_SCHEME)
        for scheme, code, label in terms.values_list("scheme", "code", "label"):
            add((OF_SCHEME[scheme], code), label)
        others = TermLabel.objects.filter(term__scheme__in=OF_SCHEME)
        columns = ("term__scheme", "term__code", "language", "label", "preferred")
        for scheme, code, language, label, preferred in others.values_list(*columns):
            add((OF_SCHEME[scheme], code), label, language, shown=preferred)
        starts, text = [], "\n"
        for line, _key in lines:
            starts.append(len(text))
            text += f"{line}\n"
        return cls(
            text, starts, [(key, label) for (_line, key), label in lines.items()], names, within, edition
        )

    def country_of(self, region: str) -> str:
        """The name of the country that a region lies in."""
        return self.name("country", self.within.get(region, ""))

    def name(self, facet: str, value: str) -> str:
        """The name in the reader's language, else the first one (in English, where there is one), else the value."""
        held = self.names.get((facet, value), {})
        return held.get(get_language() or "") or held.get("") or value

    def matching(self, asked: str, counts: Mapping[str, Mapping[str, int]]) -> list[Match]:
        """The values among those counted with a name that has the folded text, each by its best name."""
        best: dict[Key, Match] = {}
        for number, at in self._found(f" {asked}"):
            key, label = self.lines[number]
            if not counts.get(key[0], {}).get(key[1]):
                continue
            if at > self.starts[number]:
                rank = INSIDE
            elif self.text[at + len(asked) + 1] == "\n":
                rank = EXACT
            else:
                rank = BEGINNING if label == self.name(*key) else IN_OTHER_WORDS
            if (rank < INSIDE or asked not in JOINING) and (key not in best or rank < best[key].rank):
                best[key] = Match(rank, label, *key)
        return list(best.values())

    def _found(self, sought: str) -> Iterator[tuple[int, int]]:
        """The lines that have it, each with where it is found first."""
        at = self.text.find(sought)
        while at >= 0:
            number = bisect_right(self.starts, at) - 1
            yield number, at
            at = self.text.find(sought, self.text.index("\n", at))


def _edition() -> tuple[Any, ...]:
    """What differs when an editor has changed a country or a term."""
    stored = {"newest": Max("updated_at"), "number": Count("pk")}
    return tuple(tuple(kept.objects.aggregate(**stored).values()) for kept in (Country, Term))
