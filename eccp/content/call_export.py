"""The list of calls as a table for every program (CSV): all rows of the list, with its filters."""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.utils import timezone

from eccp.content.calendars import address
from eccp.content.calls import Row, rows_of
from eccp.content.lists.listing import Listing
from eccp.directory import licence
from eccp.directory.downloads.as_csv import Line, harmless
from eccp.reference.models import Scheme

BATCH = 500
COLUMNS = (
    "id url title status opens_on next_cutoff_utc next_cutoff_local next_cutoff_zone all_cutoffs_utc "
    "programme who_may_apply who_in_words countries ecosystems budget_eur largest_grant_eur reference apply_at "
    "announced_by licence"
).split()


def lines(listing: Listing) -> Iterator[str]:
    """The file, a batch of lines at a time. Lists stand in one cell, their parts apart by a semicolon."""
    writer = csv.writer(Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    now, pages = timezone.now(), listing.narrowed()
    for start in range(0, listing.total, BATCH):
        for row in rows_of(pages[start : start + BATCH], now):
            yield writer.writerow([harmless(cell) for cell in cells(row)])


def cells(row: Row) -> list[object]:
    """One call by column. Countries are codes; none means that applicants may be anywhere."""
    page, ahead = row.page, row.next.cutoff if row.next else None
    return [
        page.pk,
        address(page),
        page.title,
        row.status.value,
        page.opens_on or "",
        utc(ahead.moment) if ahead else "",
        f"{ahead.day.isoformat()}T{ahead.hour:%H:%M}" if ahead else "",
        ahead.zone if ahead else "",
        listed(utc(one.cutoff.moment) for one in row.cutoffs),
        listed(row.labels(Scheme.FUNDING_PROGRAMME)),
        listed(row.labels(Scheme.APPLICANT)),
        page.who,
        listed(code for code, _name in row.lands),
        listed(row.ecosystems),
        page.budget if page.budget is not None else "",
        page.grant if page.grant is not None else "",
        page.reference,
        page.link,
        page.organisation.name if page.organisation else "",
        licence.NAME,
    ]


def listed(parts: Iterable[str]) -> str:
    """Several words in one cell."""
    return "; ".join(parts)


def utc(moment: datetime) -> str:
    """A moment for programs."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
