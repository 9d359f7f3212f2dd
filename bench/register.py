"""The organisations that are measured with: a register of clusters, else as many invented ones."""

import csv
import os
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from eccp.core.names import name_key, slug, sort_key
from eccp.organisations.models import Organisation, ProfileText
from eccp.organisations.types import of_code
from eccp.reference.models import Country, Term

REGISTER = os.environ.get("BENCH_REGISTER")
INVENTED = 1445
SCHEMES = {"ecosystem": 2, "technology": 2, "service": 4, "sector": 3, "language": 3}
WORDS = (
    *(
        "food",
        "packaging",
        "innovation",
        "export",
        "wood",
        "battery",
        "hydrogen",
        "health",
        "skills",
        "regional",
    ),
    *(
        "network",
        "companies",
        "research",
        "circular",
        "digital",
        "maritime",
        "textile",
        "energy",
        "laboratory",
        "pilot",
    ),
)


def rows(chance: random.Random) -> Iterator[tuple[str, str, str, float | None, float | None]]:
    """Name, country, town and place of each organisation."""
    if REGISTER:
        with Path(REGISTER).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                lng, lat = (round(float(row[name]), 2) if row[name] else None for name in ("lng", "lat"))
                yield row["name"], row["country"], row["city"], lng, lat
        return
    for number in range(INVENTED):
        name = " ".join(word.capitalize() for word in chance.sample(WORDS, 2))
        country = chance.choice(["DE", "ES", "FR", "IT", "PL", "SE", "GR", "RO"])
        place = round(chance.uniform(-9, 30), 2), round(chance.uniform(36, 66), 2)
        yield f"{name} Cluster {number}", country, "", *place


@transaction.atomic
def fill() -> int:
    """Store them as validated profiles with texts, terms and members; return how many there are."""
    chance = random.Random(1)
    now = timezone.now()
    known = set(Country.objects.values_list("code", flat=True))
    kind = of_code("cluster_organisation")
    made = []
    for number, (name, country, city, lng, lat) in enumerate(rows(chance)):
        moment = now - timedelta(hours=number)
        made.append(
            Organisation(
                type=kind.code,
                country_id=country if country in known else "DE",
                city=city,
                longitude=lng,
                latitude=lat,
                name=name[:200],
                name_key=name_key(name)[:220],
                sort_key=sort_key(name)[:220],
                slug=slug(name),
                visibility="published",
                published_at=moment,
                last_confirmed_at=moment,
            )
        )
    Organisation.objects.bulk_create(made)
    kind.details.objects.bulk_create(
        kind.details(organisation=row, members_sme=chance.randint(5, 200), members_research=3) for row in made
    )
    ProfileText.objects.bulk_create(
        ProfileText(
            organisation=row,
            language="en",
            summary=" ".join(chance.choices(WORDS, k=12)),
            description=" ".join(chance.choices(WORDS, k=60)),
        )
        for row in made
    )
    terms = {scheme: list(Term.objects.filter(scheme=scheme)) for scheme in SCHEMES}
    link = Organisation.terms.through
    link.objects.bulk_create(
        link(organisation_id=row.pk, term_id=term.pk)
        for row in made
        for scheme, most in SCHEMES.items()
        for term in chance.sample(terms[scheme], min(most, len(terms[scheme])))
    )
    return len(made)
