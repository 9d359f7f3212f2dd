"""Numbers that people note by hand, invented for the demonstration: subscribers and followers, quarter by quarter."""

from datetime import date, timedelta

from django.conf import settings

from eccp.figures.models import Entry
from eccp.reference.models import today

SOURCE = "Invented for the demonstration"
QUARTER = timedelta(days=91)
# The newest number, and how many fewer there were each quarter before.
NOTED = {"subscribers": (1840, 65), "followers": (2610, 140)}
QUARTERS = 6


def ensure_figures() -> int:
    """Note the numbers where none is noted yet, and say how many; never outside the demonstration."""
    if not settings.DEMO:
        raise RuntimeError("Invented figures belong in demonstration mode only.")
    if Entry.objects.filter(kind=Entry.Kind.BY_HAND).exists():
        return 0
    newest = _first_of_month(today())
    rows = [
        Entry(
            counter=counter,
            kind=Entry.Kind.BY_HAND,
            date=_first_of_month(newest - QUARTER * quarter),
            value=value - fewer * quarter,
            source=SOURCE,
        )
        for counter, (value, fewer) in NOTED.items()
        for quarter in range(QUARTERS)
    ]
    return len(Entry.objects.bulk_create(rows))


def _first_of_month(day: date) -> date:
    return day.replace(day=1)
