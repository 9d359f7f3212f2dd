"""What is in a file: every match in the order of the list, read a batch at a time."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from eccp.directory import records

BATCH = 500


class Column(NamedTuple):
    """One column of a table, and how wide it is where widths are kept, in letters."""

    name: str
    width: int = 14


COLUMNS = (
    Column("id", 9),
    Column("url", 40),
    Column("trust", 11),
    Column("type", 22),
    Column("name", 44),
    Column("short_name"),
    Column("country", 9),
    Column("region", 9),
    Column("city", 20),
    Column("latitude", 10),
    Column("longitude", 10),
    Column("website", 32),
    Column("founded", 9),
    Column("summary", 60),
    Column("ecosystems", 28),
    Column("sectors", 28),
    Column("emerging_industries", 28),
    Column("technologies", 28),
    Column("services", 28),
    Column("languages"),
    Column("published", 12),
    Column("last_confirmed", 14),
    Column("from_register", 40),
    Column("licence", 11),
)


def batches(pks: Sequence[int]) -> Iterator[list[records.Brief]]:
    """The profiles of these ids, some hundreds at a time, each time with the same few queries."""
    for start in range(0, len(pks), BATCH):
        yield records.read(pks[start : start + BATCH])


def in_cells(facts: dict[str, Any]) -> list[Any]:
    """The facts of one profile by column: numbers, dates, texts; a list stands in one cell."""
    found = (facts[column.name] for column in COLUMNS)
    return [" ".join(fact) if isinstance(fact, list) else fact for fact in found]
