"""Finding profiles that may be of the same organisation, before it is there twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eccp.core.names import ALIKE, name_key, similarity
from eccp.core.websites import host_key, same_site
from eccp.organisations.models import Organisation, Visibility
from eccp.reference.places import find_place

SHOWN_AT_MOST = 6
WORDS_AT_MOST = 6
PROBE = 4  # so many letters at the beginning or end of a word survive most slips and other spellings
COMPARED_AT_MOST = 120
ALIKE_IN_ONE_TOWN = 0.65  # in the same town, less is needed to ask a person


@dataclass(frozen=True)
class LookAlike:
    """A profile that may be of the same organisation: how sure, from 0 to 1, and for which reasons."""

    organisation: Organisation
    score: float
    reasons: tuple[Any, ...]


def find(
    name: str, website: str = "", city: str = "", country: str = "", exclude: Iterable[int] = ()
) -> list[LookAlike]:
    """The profiles that look like these answers, the likeliest first, at most six.

    `name` and `website` as typed, `country` a code, `exclude` numbers of profiles to leave out.
    Compared are names (`core.names.similarity` of at least `ALIKE`; less in the same town) and
    websites. Archived and merged profiles are left out. Candidates come from the database by stored
    keys, and only the nearest of these are compared, which is the slow part.
    """
    place = find_place(country, city) if country and city else None
    pieces = _pieces(name)
    rows = list(
        Organisation.objects.exclude(visibility=Visibility.ARCHIVED)
        .exclude(pk__in=list(exclude))
        .filter(_neighbours(name, pieces, website, country, place.pk if place else None))
        .order_by()
        .values_list("pk", "name", "website", "country_id", "place_id", "name_key", "website_key")
    )
    host = host_key(website)
    rows.sort(
        key=lambda row: (row[6] != host or not host, -_shared(pieces, row[5]), row[3] != country, row[0])
    )
    scored = []
    for pk, its_name, its_website, its_country, its_place, *_keys in rows[:COMPARED_AT_MOST]:
        reasons: list[Any] = []
        likeness = similarity(name, its_name)
        same_town = bool(place and its_place == place.pk)
        if likeness >= (ALIKE_IN_ONE_TOWN if same_town else ALIKE):
            reasons.append(_("a very similar name"))
        if website and its_website and same_site(website, its_website):
            reasons.append(_("the same website"))
        if not reasons:
            continue
        if same_town:
            reasons.append(_("the same town"))
        score = (
            1.0
            if len(reasons) > 1 and likeness >= ALIKE
            else likeness
            if likeness >= ALIKE_IN_ONE_TOWN
            else 0.7
        )
        scored.append((its_country == country, score, pk, tuple(reasons)))
    best = sorted(scored, key=lambda row: (-row[1], not row[0], row[2]))[:SHOWN_AT_MOST]
    found = Organisation.objects.select_related("country").in_bulk(
        [pk for _here, _score, pk, _reasons in best]
    )
    return [LookAlike(found[pk], score, reasons) for _here, score, pk, reasons in best]


def _pieces(name: str) -> list[tuple[str, ...]]:
    """For each of the longer words of a name, the beginning and the end that others of its spellings share."""
    words = sorted(set(name_key(name).split()), key=lambda word: (-len(word), word))[:WORDS_AT_MOST]
    return [(word[:PROBE], word[-PROBE:]) if len(word) >= PROBE + 2 else (word[:PROBE],) for word in words]


def _shared(pieces: list[tuple[str, ...]], key: str) -> int:
    """How many words of a name a stored key seems to have."""
    return sum(any(piece in key for piece in word) for word in pieces)


def _neighbours(name: str, pieces: list[tuple[str, ...]], website: str, country: str, place: int | None) -> Q:
    """Whatever shares a piece of a word, the site, the town, or the beginning within the country."""
    key = name_key(name)
    wanted = Q(name_key=key)
    for word in pieces:
        for piece in word:
            if len(piece) == PROBE:
                wanted |= Q(name_key__contains=piece)
    if country and key:
        wanted |= Q(country=country, name_key__startswith=key[:3])
    if host := host_key(website):
        wanted |= Q(website_key=host)
    if place:
        wanted |= Q(place=place)
    return wanted
