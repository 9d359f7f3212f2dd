"""Places and terms: suggestions that lead to the directory, narrowed."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from eccp.core.names import fold
from eccp.directory.facets import BY_NAME
from eccp.directory.query import Query
from eccp.directory.suggestions.base import Suggestion, also
from eccp.directory.suggestions.labels import TOPICS, Labels, Match
from eccp.directory.suggestions.table import Known
from eccp.directory.words import Matcher, marked

AT_MOST = 3
TOWN = "town"  # not a facet: a town's value is the code of its country
Counts = Mapping[str, Mapping[str, int]]


class Candidate(NamedTuple):
    """What may be suggested, in its order: by how well a name fits, then the one with the most profiles."""

    rank: int
    less: int
    name: str
    typed: str
    facet: str
    value: str


def places_and_topics(q: str, known: Known, counts: Counts) -> tuple[list[Suggestion], list[Suggestion]]:
    """Countries, regions and towns; ecosystems, technologies, sectors and services. Two queries, for the towns."""
    asked, labels = fold(q), known.labels
    matches = labels.matching(asked, counts)
    places = [_candidate(match, labels, counts) for match in _each_region_once(matches, labels)]
    places += [
        Candidate(town.rank, -town.number, town.shown, town.name, TOWN, town.country)
        for town in known.towns.named(asked, AT_MOST)
    ]
    topics = [_candidate(match, labels, counts) for match in matches if match.facet in TOPICS]
    return _best(places, q, labels), _best(topics, q, labels)


def _candidate(match: Match, labels: Labels, counts: Counts) -> Candidate:
    number = counts[match.facet][match.value]
    return Candidate(match.rank, -number, labels.name(match.facet, match.value), *match[1:])


def _each_region_once(matches: Iterable[Match], labels: Labels) -> list[Match]:
    """The countries and regions, without regions that share their name with the country or a region around them."""
    seen: set[tuple[str, str]] = set()
    kept = []
    places = [match for match in matches if match.facet not in TOPICS]
    for match in sorted(places, key=lambda match: (match.facet, len(match.value), match.value)):
        region = match.facet == "region"
        name = (labels.within.get(match.value, "") if region else match.value, fold(match.name))
        if not (region and name in seen):
            kept.append(match)
        seen.add(name)
    return kept


def _best(candidates: list[Candidate], q: str, labels: Labels) -> list[Suggestion]:
    matcher = Matcher.of(q, forgiving=False)
    return [_suggestion(one, labels, matcher) for one in sorted(candidates)[:AT_MOST]]


def _suggestion(one: Candidate, labels: Labels, matcher: Matcher) -> Suggestion:
    if one.facet == TOWN:
        beside = _("Town in %(country)s") % {"country": labels.name("country", one.value)}
        query = Query(one.name, {"country": (one.value,)})
    else:
        beside = str(BY_NAME[one.facet].label)
        query = Query(facets={one.facet: (one.value,)})
    if one.facet == "region":
        beside = _("Region in %(country)s") % {"country": labels.country_of(one.value)}
    url = reverse("directory:index") + query.address
    return Suggestion(_label(one, matcher), beside, url, -one.less)


def _label(one: Candidate, matcher: Matcher) -> SafeString:
    """The name with what was typed marked; where that is in another name, this one too."""
    spans = matcher.spans(one.name)
    other = None if spans or one.typed == one.name else marked(one.typed, matcher.spans(one.typed))
    return also(marked(one.name, spans), other)
