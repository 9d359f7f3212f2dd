"""Documents by the hundred thousand, with the skew of real ones.

Names and places come from a register (`BENCH_REGISTER`) and a list of organisations
(`BENCH_ORGANISATIONS`, may be gzipped); without them they are invented. The first documents are the
register's own, so that 1,445 of them are the register. Everything else is drawn from one seed.
"""

import csv
import gzip
import math
import os
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from eccp.core.names import sort_key
from eccp.directory.engine import Document, Period

TODAY = date(2026, 11, 1)
WORDS = 24_000
LETTERS = ("b", "br", "c", "ch", "d", "f", "g", "gr", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ei", "io")
COUNTRIES = {  # code: how many of a hundred organisations
    "DE": 11,
    "FR": 10,
    "ES": 9,
    "IT": 9,
    "PL": 5,
    "NL": 4,
    "SE": 4,
    "RO": 4,
    "AT": 3,
    "BE": 3,
    "PT": 3,
    "GR": 3,
    "DK": 3,
    "FI": 3,
    "CZ": 3,
    "HU": 3,
    "BG": 2,
    "GB": 3,
    "NO": 2,
    "CH": 2,
    "UA": 2,
    "TR": 2,
    "IE": 1,
    "SK": 1,
    "SI": 1,
    "HR": 1,
    "LT": 1,
    "LV": 1,
    "EE": 1,
    "RS": 1,
    "US": 3,
    "CA": 1,
    "JP": 1,
}
TYPES = {
    "cluster_organisation": 60,
    "sme": 15,
    "research_organisation": 8,
    "network": 5,
    "association": 4,
    "partnership": 4,
    "public_body": 3,
    "investor": 1,
}
SIZES = ("1-29", "30-59", "60-99", "100-199", "200-499", "500+")
FOUNDED = ("-1989", "1990-1999", "2000-2009", "2010-2019", "2020-")
# Facet: how many values there are, how many a document has at least and at most.
TERMS = {
    "ecosystem": (14, 1, 3),
    "technology": (50, 0, 5),
    "service": (20, 1, 6),
    "sector": (51, 0, 3),
    "emerging_industry": (10, 0, 2),
    "language": (24, 1, 4),
}


class Place(NamedTuple):
    """Where an organisation is."""

    name: str
    country: str
    city: str
    lng: float | None
    lat: float | None


def documents(number: int, seed: int = 1) -> Iterator[Document]:
    """As many documents as wanted; the same for the same seed."""
    chance = random.Random(seed)
    world = World(chance)
    named = places(chance)
    for pk in range(1, number + 1):
        yield world.document(pk, next(named))


def places(chance: random.Random) -> Iterator[Place]:
    """The register's organisations, then others, then variations of all of them without end."""
    known = [*_register(), *_organisations()]
    yield from known
    words = vocabulary(random.Random(7))[:4000]
    cities = [(place.country, place.city, place.lng, place.lat) for place in known if place.lng is not None]
    while True:
        name = " ".join(word.capitalize() for word in chance.sample(words, chance.randint(2, 4)))
        if known:
            name = f"{chance.choice(known).name.split()[0]} {name}"
        if cities:
            country, city, lng, lat = chance.choice(cities)
        else:
            country = chance.choices(list(COUNTRIES), COUNTRIES.values())[0]
            city, lng, lat = (
                f"{chance.choice(words).capitalize()}",
                round(chance.uniform(-9, 30), 2),
                round(chance.uniform(36, 66), 2),
            )
        yield Place(name, country, city, lng, lat)


def vocabulary(chance: random.Random) -> list[str]:
    """Made-up words of two to four syllables, each once."""
    words: dict[str, None] = {}
    while len(words) < WORDS:
        syllables = chance.choice((2, 2, 3, 3, 4))
        words["".join(chance.choice(LETTERS) + chance.choice(VOWELS) for _ in range(syllables))] = None
    return list(words)


class World:
    """The distributions that documents are drawn from."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.words = vocabulary(random.Random(7))
        # Zipf's law with a flat top: the commonest word is in about a third of all texts of 60 words.
        self.weights = list(accumulate(1 / (rank + 12) for rank in range(WORDS)))
        self.terms = {
            name: (
                [f"{name}-{n:02}" for n in range(many)],
                list(accumulate(1 / (n + 3) for n in range(many))),
            )
            for name, (many, _least, _most) in TERMS.items()
        }

    def document(self, pk: int, place: Place) -> Document:
        """One organisation with all that can be found of it."""
        chance = self.chance
        facets = {name: self.some(name) for name in TERMS}
        facets["type"] = chance.choices(list(TYPES), TYPES.values())
        facets["country"] = [place.country]
        region = self.region(place)
        facets["region"] = [region[:length] for length in (3, 4, 5)]
        facets["trust"] = ["validated" if chance.random() < 0.7 else "listed"]
        facets["members"] = chance.choices(SIZES, (20, 30, 20, 15, 10, 5))
        facets["founded"] = chance.choices(FOUNDED, (5, 10, 35, 40, 10))
        facets["sought"] = sorted(set(chance.choices(list(COUNTRIES), k=chance.randint(0, 4))))
        moment = 1_600_000_000 + chance.randrange(180_000_000)
        return Document(
            pk,
            texts={
                "name": [place.name],
                "place": [word for word in (place.city, place.country) if word],
                "terms": [facets["type"][0].replace("_", " "), *facets["ecosystem"]],
                "text": [" ".join(chance.choices(self.words, cum_weights=self.weights, k=60))],
            },
            facets=facets,
            periods={"label": self.labels(), "access": [Period("eu", date(2000, 1, 1), date(2099, 1, 1))]},
            located=None if place.lng is None or place.lat is None else (place.lng, place.lat),
            order_name=sort_key(place.name),
            newest=moment,
            confirmed=moment + chance.randrange(10_000_000),
            smes=int(chance.paretovariate(1.2) * 10) % 2000,
        )

    def some(self, name: str) -> list[str]:
        """Some values of a facet, the first ones oftener."""
        _many, least, most = TERMS[name]
        values, weights = self.terms[name]
        return sorted(
            set(self.chance.choices(values, cum_weights=weights, k=self.chance.randint(least, most)))
        )

    def labels(self) -> list[Period]:
        """A label for some, valid for three years from some day."""
        if self.chance.random() > 0.25:
            return []
        first = TODAY - timedelta(days=self.chance.randrange(2000))
        return [Period(self.chance.choice(("bronze", "silver", "gold")), first, first + timedelta(days=1095))]

    def region(self, place: Place) -> str:
        """A region of three levels, the same for the same part of the map."""
        part = math.floor((place.lng or 0) / 2) * 7 + math.floor((place.lat or 0) / 2)
        return f"{place.country}{part % 4 + 1}{part % 3 + 1}{part % 5 + 1}"


def _register() -> Iterator[Place]:
    if path := os.environ.get("BENCH_REGISTER"):
        with Path(path).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield _place(row)


def _organisations() -> Iterator[Place]:
    if path := os.environ.get("BENCH_ORGANISATIONS"):
        opened = gzip.open if path.endswith(".gz") else open
        with opened(path, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield _place(row)


def _place(row: dict[str, str]) -> Place:
    lng, lat = (float(row[name]) if row[name] else None for name in ("lng", "lat"))
    return Place(row["name"], row["country"], row["city"], lng, lat)
