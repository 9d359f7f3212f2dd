"""The verbs of the room: measuring what is counted today, loading what was published before."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from eccp.figures.counters import count
from eccp.figures.models import Entry, Measurement
from eccp.reference.models import today
from eccp.reference.services.loading import Report, load_table

PUBLISHED = Path(__file__).resolve().parents[1] / "data" / "published.csv"


@transaction.atomic
def measure(*, by: None, on: date | None = None) -> int:
    """Store today's figures and say how many are new. The first measurement of a day stands.

    A median of nothing is no measurement.

    So it may be asked again at any time, and two clocks do no harm. The rows themselves are the record:
    they have no entries in the log, because nobody makes or changes one.
    """
    day = on or today()
    before = Measurement.objects.filter(date=day).count()
    Measurement.objects.bulk_create(
        [
            Measurement(counter=code, date=day, value=value)
            for code, value in count().items()
            if value is not None
        ],
        ignore_conflicts=True,
    )
    return Measurement.objects.filter(date=day).count() - before


@transaction.atomic
def load_published() -> Report:
    """Load the figures that were published of the earlier platform; what somebody edited stays so."""
    return load_table(Entry, published(), ["counter", "date", "kind"])


def published() -> Iterator[dict[str, Any]]:
    """The rows of the file, ready to be stored."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "counter": row["counter"],
                "kind": Entry.Kind.PUBLISHED.value,
                "date": row["date"],
                "value": int(row["value"]),
                "more_than": row["more_than"] == "yes",
                "link": row["link"],
                "note": row["note"],
                "source": row["source"],
            }
