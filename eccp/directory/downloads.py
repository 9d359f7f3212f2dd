"""What can be taken away: the public facts of every profile that was found, row by row."""

import csv
from collections.abc import Iterator
from typing import Any

from eccp.directory import search
from eccp.directory.query import Query
from eccp.directory.records import day, item
from eccp.directory.results import read
from eccp.organisations.models import Organisation

BATCH = 200
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    *(
        "id",
        "url",
        "trust",
        "type",
        "name",
        "short_name",
        "country",
        "region",
        "city",
        "latitude",
        "longitude",
    ),
    *(
        "website",
        "founded",
        "summary",
        "ecosystems",
        "sectors",
        "emerging_industries",
        "technologies",
        "services",
    ),
    *("languages", "published", "last_confirmed", "register"),
)


class Line:
    """A file of one line at a time, for the writer of the csv module."""

    def write(self, line: str) -> str:
        """Give the line back instead of keeping it."""
        return line


def csv_lines(query: Query) -> Iterator[str]:
    """The download, line by line: it never stands in memory as a whole, and it has no cap."""
    writer = csv.writer(Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    pks = search.ids(query)
    for start in range(0, len(pks), BATCH):
        for organisation in read(pks[start : start + BATCH]):
            facts = public_facts(organisation)
            yield writer.writerow([harmless(facts[name]) for name in COLUMNS])


def public_facts(organisation: Organisation) -> dict[str, Any]:
    """What a table says of one profile: what the interface for programs says, and some more. Lists in one cell."""
    facts = item(organisation) | {
        "founded": organisation.founded,
        "sectors": organisation.codes("sector"),
        "emerging_industries": organisation.codes("emerging_industry"),
        "languages": organisation.codes("language"),
        "published": day(organisation.published_at),
        "register": "" if organisation.is_published else organisation.source,
    }
    return {name: " ".join(fact) if isinstance(fact, list) else fact for name, fact in facts.items()}


def harmless(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula. Numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
