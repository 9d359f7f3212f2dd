"""Bringing changes from the outbox into the index. Safe to be killed at any point.

A change is deleted from the outbox only after the index that has it is committed; killed between,
the indexer reads the profile once more, which changes nothing.
"""

from eccp.core.models import Change, kind_of
from eccp.directory.engine import Writer
from eccp.directory.index.documents import documents
from eccp.organisations.models import Organisation

BATCH = 500
PROFILES = kind_of(Organisation)


def drain(writer: Writer) -> int:
    """Apply the oldest changes to the index and return how many there were."""
    changes = list(Change.objects.order_by("pk")[:BATCH])
    if not changes:
        return 0
    apply(writer, sorted({change.object_id for change in changes if change.kind == PROFILES}))
    writer.commit()
    Change.objects.filter(pk__in=[change.pk for change in changes]).delete()
    return len(changes)


def apply(writer: Writer, pks: list[int]) -> None:
    """Read some profiles again: those that are public are put in, all others are taken out."""
    for start in range(0, len(pks), BATCH):
        some = pks[start : start + BATCH]
        rows = list(Organisation.objects.public().filter(pk__in=some).with_everything())
        writer.replace(documents(rows))
        writer.delete(set(some) - {row.pk for row in rows})
